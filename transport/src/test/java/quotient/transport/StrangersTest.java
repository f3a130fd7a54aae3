package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.transport.InsecureTestIdentities.ALICE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator of a listening party reads about those that are turned away. */
class StrangersTest {
  private final List<String> terminal = new ArrayList<>();
  private long nanoTime = Long.MAX_VALUE - 5;
  private final Strangers strangers = new Strangers(terminal::add, () -> nanoTime);

  @Test
  void eachKindGetsALine() {
    strangers.turnedAway(Failures.notQuotient("10.0.0.1:7"));
    strangers.turnedAway(Failures.crowdedOut("10.0.0.2:7"));
    strangers.turnedAway(
        Failures.notTrustedByVisitor("10.0.0.3:7", ALICE.fingerprint(), new IOException()));
    strangers.keptOut("Too many open files");
    assertThat(terminal)
        .containsExactly(
            "turned away: 10.0.0.1:7 does not greet as quotient does; check the address",
            "turned away: 10.0.0.2:7 was silent while others came; is it quotient?",
            "turned away: a visitor from 10.0.0.3:7 that says it does not trust this party's"
                + " certificate, "
                + ALICE.fingerprint()
                + "; if it was the other party, let it compare that by telephone",
            "kept out: a visitor (Too many open files); the oldest idle one makes room");
  }

  @Test
  void aFloodGetsALineAMinute() {
    for (int second = 0; second < 150; second++) {
      for (int i = 0; i < 1000; i++) {
        strangers.turnedAway(Failures.notQuotient("10.0.0.1:" + i));
      }
      nanoTime += 1_000_000_000;
    }
    String line = "turned away: 10.0.0.1:0 does not greet as quotient does; check the address";
    String more = line + "; and 59999 more of this kind before";
    assertThat(terminal).containsExactly(line, more, more);
    assertThat(strangers.last())
        .isEqualTo(
            "last turned away: 10.0.0.1:999 does not greet as quotient does; check the address");
  }
}
