package quotient.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quotient.engine.Party;
import quotient.transport.LinkModel;

class TwoProcessesTest {
  private static final Effort SHORT = new Effort(2, Duration.ZERO);

  @TempDir private Path directory;

  /** What the program does in the processes that are started. */
  static final class PartyMain {
    private PartyMain() {}

    public static void main(String[] args) {
      Thread.setDefaultUncaughtExceptionHandler((_, e) -> System.err.println(e.getMessage()));
      PartyProcess.of(List.of(args)).run(System.in, System.out);
    }
  }

  private static TwoProcesses processes() {
    return new TwoProcesses(JavaCommand.running(PartyMain.class), Pinning.detect());
  }

  @Test
  void two_processes_measure_a_workload() {
    Figure figure = processes().measure(Workloads.named("cot-k4"), SHORT, Optional.empty());
    assertThat(figure.name()).isEqualTo("cot-k4");
    assertThat(figure.tls()).isFalse();
    assertThat(figure.bytes()).isCloseTo(4, Offset.offset(0.01));
    assertThat(figure.median()).isBetween(figure.min(), figure.max());
    assertThat(figure.min()).isPositive();
    assertThat(figure.heapMiB()).isPositive();
  }

  @Test
  void an_emulated_link_takes_its_time() {
    TwoProcesses slow =
        new TwoProcesses(
            JavaCommand.running(PartyMain.class),
            Pinning.detect(),
            Optional.of(LinkModel.parse("24MB/s,10ms")));
    Figure figure =
        slow.measure(Workloads.named("cot-k4"), new Effort(1, Duration.ZERO), Optional.empty());
    // Four bytes an OT, nearly all of them in one direction.
    assertThat(figure.max()).isPositive().isLessThan(6.1);
  }

  @Test
  void a_process_without_its_key_fails() {
    KeyFiles absent =
        new KeyFiles(
            directory.resolve("key.pem"),
            directory.resolve("certificate.pem"),
            directory.resolve("other.pem"));
    assertThatThrownBy(() ->
            processes()
                .measure(
                    Workloads.named("cot-k4"),
                    SHORT,
                    Optional.of(new TwoProcesses.Keys(absent, absent))))
        .isInstanceOf(BenchException.class)
        .hasMessage("cot-k4 failed: one of its two processes says above why");
  }

  /** A program of which party B ends at once. */
  static final class OnlyA {
    private OnlyA() {}

    public static void main(String[] args) {
      if (args[0].equals(Party.B.name())) {
        System.exit(1);
      }
      PartyMain.main(args);
    }
  }

  /** A would wait for minutes. */
  @Test
  @Timeout(100)
  void a_process_whose_other_one_is_gone_does_not_wait_for_it() {
    TwoProcesses alone = new TwoProcesses(JavaCommand.running(OnlyA.class), Pinning.detect());
    assertThatThrownBy(() -> alone.measure(Workloads.named("cot-k4"), SHORT, Optional.empty()))
        .isInstanceOf(BenchException.class)
        .hasMessage("cot-k4 failed: one of its two processes says above why");
  }

  @Test
  void a_command_that_does_not_exist_fails() {
    TwoProcesses broken =
        new TwoProcesses(List.of(directory.resolve("absent").toString()), Pinning.detect());
    assertThatThrownBy(() -> broken.measure(Workloads.named("cot-k4"), SHORT, Optional.empty()))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("cot-k4");
  }

  @Test
  void arguments_survive_the_command_line() {
    KeyFiles keys = new KeyFiles(Path.of("k"), Path.of("c"), Path.of("t"));
    PartyTask tls =
        new PartyTask(
            Party.B,
            "cot-k4",
            new Effort(7, Duration.ofSeconds(5)),
            7000,
            Optional.of(LinkModel.parse("24MB/s,42ms")),
            Optional.of(keys));
    assertThat(PartyTask.parse(tls.toArguments())).isEqualTo(tls);
    PartyTask plain =
        new PartyTask(Party.A, "half-gates", SHORT, 0, Optional.empty(), Optional.empty());
    assertThat(PartyTask.parse(plain.toArguments())).isEqualTo(plain);
  }

  @Test
  void arguments_of_a_user_fail() {
    assertThatThrownBy(() -> PartyProcess.of(List.of("A")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not for users");
  }

  @Test
  void the_kernels_list_of_cores_is_read() {
    assertThat(Pinning.parseList("0-2,6")).containsExactly(0, 1, 2, 6);
    assertThat(Pinning.parseList("5")).containsExactly(5);
  }
}
