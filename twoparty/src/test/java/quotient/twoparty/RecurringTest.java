package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecurringTest {
  private static final long MIB = 1L << 20;

  private final List<String> orders = new ArrayList<>();

  /** What a use of {@code kind} takes; orders are numbered. */
  private Optional<String> take(Recurring<String, String> recurring, String kind, long bytes) {
    return recurring.take(
        kind,
        bytes,
        () -> {
          orders.add(kind + orders.size());
          return orders.getLast();
        });
  }

  @Test
  void whatIsUsedOnceOrdersNothing() {
    Recurring<String, String> recurring = new Recurring<>(true);
    assertThat(take(recurring, "a", 1)).isEmpty();
    assertThat(take(recurring, "b", 1)).isEmpty();
    assertThat(orders).isEmpty();
    assertThat(recurring.held()).isZero();
  }

  @Test
  void fromTheThirdTimeOnEachUseTakesWhatWasOrderedAndUpToThreeAreOpen() {
    Recurring<String, String> recurring = new Recurring<>(true);
    List<Optional<String>> taken = new ArrayList<>();
    for (int time = 0; time < 3; time++) {
      taken.add(take(recurring, "a", 3));
      taken.add(take(recurring, "b", 4));
    }
    taken.add(take(recurring, "a", 3));
    assertThat(taken)
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("a0"),
            Optional.of("b1"),
            Optional.of("a2"));
    assertThat(orders).containsExactly("a0", "b1", "a2", "a3", "b4", "b5", "a6", "a7");
    assertThat(recurring.held()).isEqualTo(3 * 3 + 2 * 4);
    for (int time = 0; time < 5; time++) {
      take(recurring, "a", 3);
    }
    assertThat(recurring.held()).isEqualTo(3 * 3 + 2 * 4);
  }

  @Test
  void overShortLinksNothingIsOrdered() {
    Recurring<String, String> recurring = new Recurring<>(false);
    for (int time = 0; time < 4; time++) {
      assertThat(take(recurring, "a", 1)).isEmpty();
    }
    assertThat(orders).isEmpty();
  }

  /** 32 MiB are the most for a kind, 256 MiB for all; what has room keeps it. */
  @Test
  void whatIsHeldIsBounded() {
    Recurring<String, String> recurring = new Recurring<>(true);
    for (int time = 0; time < 4; time++) {
      take(recurring, "large", 32 * MIB + 1);
      for (int kind = 0; kind < 9; kind++) {
        take(recurring, "kind " + kind + ", ", 32 * MIB);
      }
    }
    assertThat(recurring.held()).isEqualTo(256 * MIB);
    assertThat(orders).hasSize(3 * 8).noneMatch(o -> o.startsWith("large") || o.contains("kind 8"));
  }
}
