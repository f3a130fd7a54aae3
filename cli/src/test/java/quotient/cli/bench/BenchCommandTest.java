package quotient.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import quotient.bench.Effort;
import quotient.bench.Figure;
import quotient.bench.JavaCommand;
import quotient.bench.Paper;
import quotient.bench.PaperExperiment;
import quotient.bench.PaperLink;
import quotient.bench.PaperResult;
import quotient.bench.Pinning;
import quotient.bench.TwoProcesses;
import quotient.bench.Unit;
import quotient.bench.Workloads;
import quotient.cli.Main;
import quotient.run.Calibration;
import quotient.transport.LinkModel;

class BenchCommandTest {
  private static final Figure GATES =
      new Figure(
          "half-gates",
          true,
          25.94,
          24.1,
          26.3456,
          Unit.ANDS,
          32.004,
          OptionalDouble.empty(),
          40,
          OptionalLong.of(180));
  private static final Figure TRAINING =
      new Figure(
          "train-signum",
          false,
          1.2344,
          1,
          2.5,
          Unit.ITERATIONS,
          370_123_456.4,
          OptionalDouble.of(201.25),
          500,
          OptionalLong.empty());

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int execute(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "--runs=0, '--runs must be at least 1, not 0'",
    "--tls=maybe, 'maybe'' is not on, off or both'",
    "--only=half-gate, 'there is no benchmark ''half-gate''; there are half-gates, gmw-gates'",
    "--link=fast, '''fast'' is not a link; write its speed in each direction'",
    "'--link=1kB/s,42ms', 'the speed of a link must be 100kB/s to 100GB/s'",
    "--quick, '--quick goes with --paper only'",
    "--data-dir=., '--data-dir goes with --paper only'",
    "party, 'not for users'"
  })
  void bad_arguments_fail(String argument, String message) {
    assertThat(execute(argument)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--only=cot-k4", "--link=1Gb/s,1ms", "--tls=on", "--runs=3"})
  void the_paper_chooses_what_is_measured(String argument) {
    assertThat(execute("--paper", argument)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(" does not go with --paper");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--only=cot-k4", "--link=1Gb/s,1ms", "--tls=on", "--runs=3", "--json"})
  void the_calibration_chooses_what_is_measured(String argument) {
    assertThat(execute("--calibrate", argument)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(" does not go with --calibrate");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void every_workload_of_the_calibration_is_one() {
    assertThat(Calibration.workloads())
        .allSatisfy(name -> assertThat(Workloads.named(name).name()).isEqualTo(name));
  }

  @Test
  void an_experiment_of_the_paper_runs_between_two_processes() {
    List<String> party = new ArrayList<>(JavaCommand.running(Main.class));
    // A short run: without the optimising compiler vectors are objects.
    party.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-Dquotient.kernels=plain"));
    party.addAll(List.of("bench", "party"));
    List<String> lines = new ArrayList<>();
    PaperBench bench =
        new PaperBench(
            link -> new TwoProcesses(party, Pinning.detect(), link),
            true,
            Optional.empty(),
            lines::add);
    List<PaperExperiment> breast =
        Paper.experiments(true).stream().filter(e -> e.name().equals("breast-cancer")).toList();
    List<PaperLink> links = Paper.links(true).stream().filter(l -> l.model().isPresent()).toList();
    PaperResult result = bench.run(breast, links).getFirst();
    assertThat(result.isComplete()).isTrue();
    assertThat(lines).hasSize(3);
    assertThat(lines.getLast())
        .startsWith("breast-cancer-predict-128, TLS on: ")
        .endsWith(", over 1Gb/s,1ms");
    assertThat(result.accuracy()).isEmpty();
    assertThat(result.missing()).contains("no data; give their directory with --data-dir");
    assertThat(result.costs())
        .singleElement()
        .satisfies(cost -> assertThat(cost.epochBytes().orElseThrow()).isPositive());
  }

  @Test
  void help_names_the_benchmarks_but_not_the_processes() {
    assertThat(execute("--help")).isEqualTo(0);
    assertThat(out.toString())
        .contains("half-gates", "predict-128", "both")
        .containsPattern("in one to three minutes,\\s+on an otherwise idle machine")
        .doesNotContain("One party of a benchmark");
  }

  @Test
  void two_processes_talk_over_tls() {
    List<String> party = new ArrayList<>(JavaCommand.running(Main.class));
    party.addAll(List.of("bench", "party"));
    TwoProcesses processes = new TwoProcesses(party, Pinning.detect());
    try (ThrowAwayKeys keys = ThrowAwayKeys.create()) {
      Figure figure =
          processes.measure(
              Workloads.named("cot-k4"), new Effort(1, Duration.ZERO), Optional.of(keys.files()));
      assertThat(figure.tls()).isTrue();
      assertThat(figure.bytes()).isBetween(4.0, 4.01);
    }
  }

  @Test
  void json_is_an_array_of_the_figures() {
    BenchReport report = new BenchReport("kernels", Optional.empty());
    assertThat(report.json(List.of(GATES, TRAINING)).replaceAll("\\s+", ""))
        .isEqualTo(
            "[{\"name\":\"half-gates\",\"tls\":true,\"median\":25.94,\"min\":24.1,\"max\":26.346,"
                + "\"unit\":\"MAND/s\",\"bytes\":32.004,\"heapMiB\":40,\"rssMiB\":180,\"kernels\":\"kernels\"},"
                + "{\"name\":\"train-signum\",\"tls\":false,\"median\":1.234,\"min\":1.0,\"max\":2.5,"
                + "\"unit\":\"speriteration\",\"bytes\":370123456,\"messages\":201.25,\"heapMiB\":500,"
                + "\"kernels\":\"kernels\"}]");
    assertThat(report.network()).isEmpty();
  }

  @Test
  void the_report_names_the_emulated_link() {
    BenchReport report = new BenchReport("kernels", Optional.of(LinkModel.parse("24MB/s,42ms")));
    assertThat(report.json(List.of(GATES))).contains("\"link\" : \"24MB/s,42ms\"");
    assertThat(report.network()).isEqualTo(", over an emulated link of 24MB/s,42ms round trip");
  }

  @Test
  void the_table_is_aligned() {
    assertThat(BenchReport.table(List.of(GATES, TRAINING)).lines())
        .containsExactly(
            "name          TLS  median    min    max  unit                   bytes  messages  heap MiB  RSS MiB",
            "half-gates    on     25.9   24.1   26.3  M AND/s                32.00         -        40      180",
            "train-signum  off   1.234  1.000  2.500  s per iteration  370,123,456     201.3       500        -");
  }

  @Test
  void a_busy_machine_is_named_with_what_it_disturbed() {
    assertThat(BenchReport.busy(List.of(GATES))).isEmpty();
    assertThat(BenchReport.busy(List.of(GATES, TRAINING)))
        .contains(
            "the machine was busy: the slowest run took more than twice as long as the fastest of"
                + " train-signum; repeat this on a quiet machine");
  }

  @Test
  void progress_says_it_in_one_line() {
    assertThat(BenchReport.line(GATES))
        .isEqualTo("half-gates, TLS on: 25.9 M AND/s (24.1 to 26.3), 32.00 bytes");
  }
}
