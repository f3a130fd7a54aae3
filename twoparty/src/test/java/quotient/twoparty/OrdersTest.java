package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a maker does, a step at a time. */
class OrdersTest {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final Orders orders = new Orders(steps::add);

  private CompletableFuture<String> inTwo(String name) {
    return orders.placeInTwo(() -> {
      done.add("begin " + name);
      return finishing(name);
    });
  }

  private Supplier<String> finishing(String name) {
    return () -> {
      done.add("finish " + name);
      return name;
    };
  }

  private CompletableFuture<String> atOnce(String name) {
    return orders.place(finishing(name));
  }

  private void runAll() {
    while (!steps.isEmpty()) {
      steps.remove().run();
    }
  }

  @Test
  void theNextOrderIsBegunBeforeOneIsFinished() {
    List<CompletableFuture<String>> made = List.of(inTwo("1"), inTwo("2"), inTwo("3"));
    runAll();
    assertThat(done)
        .containsExactly("begin 1", "begin 2", "finish 1", "begin 3", "finish 2", "finish 3");
    assertThat(made.stream().map(CompletableFuture::join)).containsExactly("1", "2", "3");
  }

  @Test
  void theLastOrderIsFinishedWithoutAnother() {
    CompletableFuture<String> first = inTwo("1");
    runAll();
    CompletableFuture<String> second = inTwo("2");
    assertThat(first).isCompletedWithValue("1");
    assertThat(second).isNotDone();
    runAll();
    assertThat(second).isCompletedWithValue("2");
    assertThat(done).containsExactly("begin 1", "finish 1", "begin 2", "finish 2");
  }

  @Test
  void whatReadsAndWritesAsItLikesWaitsUntilAllBeforeItAreFinished() {
    List<CompletableFuture<String>> made = List.of(inTwo("1"), atOnce("2"), inTwo("3"));
    runAll();
    assertThat(made).allMatch(CompletableFuture::isDone);
    assertThat(done).containsExactly("begin 1", "finish 1", "finish 2", "begin 3", "finish 3");
  }

  @Test
  void aFailureFailsWhatIsBegunAndAllThatComesAfter() {
    IllegalStateException cause = new IllegalStateException("broken");
    CompletableFuture<String> before = inTwo("1");
    CompletableFuture<String> broken =
        orders.placeInTwo(() -> {
          throw cause;
        });
    CompletableFuture<String> after = inTwo("3");
    runAll();
    CompletableFuture<String> later = atOnce("4");
    runAll();
    assertThat(done).containsExactly("begin 1");
    for (CompletableFuture<String> order : List.of(before, broken, after, later)) {
      assertThat(order.exceptionNow()).isSameAs(cause);
    }
  }

  @Test
  void whatWasMadeBeforeAFailureRemains() {
    CompletableFuture<String> made = inTwo("1");
    runAll();
    CompletableFuture<String> broken =
        orders.placeInTwo(() ->
            () -> {
              throw new IllegalStateException("broken");
            });
    runAll();
    assertThat(made).isCompletedWithValue("1");
    assertThat(broken).isCompletedExceptionally();
  }
}
