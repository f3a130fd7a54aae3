package quotient.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quotient.twoparty.GateProtocol;

class FigureTest {
  private static final Workload HALF_MILLION_ANDS =
      new AndGates("ands", GateProtocol.YAO, 1000, 500);
  private static final long MIB = 1 << 20;

  private static Figure figure(Workload workload, double... seconds) {
    return Figure.of(
        workload,
        true,
        OptionalDouble.empty(),
        new PartyReport(seconds, 16_000_000L * seconds.length, 3 * MIB, OptionalLong.of(50 * MIB)),
        new PartyReport(new double[0], 0, 7 * MIB + 1, OptionalLong.of(40 * MIB)));
  }

  @Test
  void a_rate_is_units_by_time() {
    Figure figure = figure(HALF_MILLION_ANDS, 0.5, 0.1, 0.25);
    assertThat(figure.median()).isEqualTo(2);
    assertThat(figure.min()).isEqualTo(1);
    assertThat(figure.max()).isEqualTo(5);
    assertThat(figure.bytes()).isEqualTo(32);
    assertThat(figure.unit().text()).isEqualTo("M AND/s");
  }

  @Test
  void a_time_is_per_unit() {
    Figure figure = figure(new Training("train", Workloads.signum(1, 8)), 4, 1, 2, 3);
    assertThat(figure.median()).isEqualTo(2.5);
    assertThat(figure.min()).isEqualTo(1);
    assertThat(figure.max()).isEqualTo(4);
    assertThat(figure.bytes()).isEqualTo(16_000_000);
  }

  @Test
  void memory_is_that_of_the_larger_party() {
    Figure figure = figure(HALF_MILLION_ANDS, 1);
    assertThat(figure.heapMiB()).isEqualTo(8);
    assertThat(figure.rssMiB()).hasValue(50);
  }

  @Test
  void no_runs_fails() {
    assertThatThrownBy(() -> new Effort(0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a benchmark needs at least 1 run, not 0");
  }
}
