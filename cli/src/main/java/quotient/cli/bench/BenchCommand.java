package quotient.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import quotient.bench.BenchException;
import quotient.bench.Effort;
import quotient.bench.Figure;
import quotient.bench.JavaCommand;
import quotient.bench.Machine;
import quotient.bench.Paper;
import quotient.bench.PaperResult;
import quotient.bench.PartyProcess;
import quotient.bench.Pinning;
import quotient.bench.TwoProcesses;
import quotient.bench.Workload;
import quotient.bench.Workloads;
import quotient.run.Calibration;
import quotient.run.UserException;
import quotient.transport.LinkModel;

/** {@code quotient bench}: what the system costs on this machine. */
@Command(
    name = "bench",
    description = {
      "Measures the protocols, an iteration of training and a batch of predictions between two"
          + " processes on this machine, with TLS and without.",
      "",
      "Bytes are per unit of work (per gate, OT, multiply-add, iteration, or 128 images), both"
          + " directions together, without the overhead of TLS and TCP. Heap and resident memory"
          + " (RSS) are the peaks of the party that used more. A multiply-add counts once however"
          + " many bit planes it takes. Training and prediction are on random images: at"
          + " 784-128-128-10 in batches of 128, predict-1 of a single image; train-wide-N at"
          + " 784-512-512-10 and train-deep-N at 784-128-128-128-10 in batches of N; the networks of two convolutions train-conv-c"
          + " (16 and 16 channels), train-lenet (20 and 50) and train-residual (these and a residual"
          + " block) in batches of 32, train-lenet-128 of 128.",
      "",
      "messages: the longest chain of messages that wait for one another, per unit of work; each"
          + " takes half a round trip of the network.",
      "",
      "--paper does the experiments of the paper instead (QUOTIENT, CCS 2019): for networks on"
          + " MNIST and on tables what an epoch and predictions cost over the loopback,"
          + " 1Gb/s,1ms and 24MB/s,42ms, over TLS, extrapolated from some iterations; the accuracy"
          + " after training in the clear, which gives the same weights; and what was published."
          + " It takes an hour or more, with --quick some minutes.",
      "",
      "--calibrate measures in one to three minutes, on an otherwise idle machine, how fast it is"
          + " and keeps that for 'quotient plan', in quotient/calibration.properties under"
          + " XDG_CACHE_HOME or, without it, in .cache of the home directory."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient bench",
      "  quotient bench --only half-gates,train-signum --tls off",
      "  quotient bench --link 24MB/s,42ms --tls on",
      "  quotient bench --json --runs 9 > figures.json",
      "  quotient bench --paper --quick --data-dir data",
      "  quotient bench --calibrate"
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "",
    subcommands = BenchCommand.PartyCommand.class)
public final class BenchCommand implements Callable<Integer> {
  private static final int A_PARTY_FAILED = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Effort OF_CALIBRATION = new Effort(5, Duration.ofSeconds(2));

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      description =
          "Print the figures as JSON on standard output: an array, or with --paper an object.")
  private boolean json;

  @Option(
      names = "--tls",
      paramLabel = "on|off|both",
      defaultValue = "both",
      converter = TlsConverter.class,
      description = "Whether the parties talk over TLS (default: ${DEFAULT-VALUE}).")
  private TlsModes tls;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      converter = WorkloadConverter.class,
      completionCandidates = WorkloadNames.class,
      description =
          "What to measure (default: everything but train-wide, train-deep and train-lenet-128,"
              + " which take long): ${COMPLETION-CANDIDATES}.")
  private List<Workload> only = List.of();

  @Option(
      names = "--link",
      paramLabel = "SPEED,TIME",
      converter = LinkConverter.class,
      description = {
        "Let the parties talk over an emulated network: its speed in each direction (kB/s, MB/s,"
            + " GB/s, or bits: kb/s, Mb/s, Gb/s; decimal) and its round-trip time, for instance"
            + " 24MB/s,42ms. Without --only, train-signum, train-signum-yao, train-signum-lean,"
            + " predict-128 and predict-1 are measured."
      })
  private Optional<LinkModel> link = Optional.empty();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Runs of which the median is taken, after a warm-up (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(names = "--paper", description = "Do the experiments of the paper.")
  private boolean paper;

  @Option(
      names = "--calibrate",
      description = "Measure how fast this machine is, for 'quotient plan'.")
  private boolean calibrate;

  @Option(
      names = "--quick",
      description =
          "With --paper: fewer experiments, iterations and epochs, and no slow network; the output"
              + " says what is left out.")
  private boolean quick;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "With --paper: where the data is, without which there is no accuracy: MNIST's four files"
              + " (train-images-idx3-ubyte and so on, plain or .gz), breast_cancer.csv,"
              + " german-credit.csv and thyroid.csv, as examples/README.md makes them.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() {
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs must be at least 1, not " + runs);
    }
    requireFitting();
    Pinning pinning = Pinning.detect();
    BenchReport report = new BenchReport(Machine.kernels(), link);
    String machine =
        String.join(", ", Machine.describe(), Machine.kernels(), pinning.toString())
            + report.network();
    if (json) {
      progress(machine);
    } else {
      print(machine + System.lineSeparator());
    }
    List<String> party = new ArrayList<>(JavaCommand.running(spec.root().userObject().getClass()));
    party.addAll(List.of(spec.name(), PartyCommand.NAME));
    if (paper) {
      return paper(party, pinning);
    }
    if (calibrate) {
      return calibrate(new TwoProcesses(party, pinning));
    }
    List<Figure> figures = new ArrayList<>();
    boolean complete =
        measureAll(new TwoProcesses(party, pinning, link), new Effort(runs, WARM_UP), figures);
    print(json ? report.json(figures) : BenchReport.table(figures));
    return complete ? CommandLine.ExitCode.OK : A_PARTY_FAILED;
  }

  /** The experiments of the paper and the calibration choose what is measured and how. */
  private void requireFitting() {
    if (paper) {
      refuse(" does not go with --paper", "--only", "--link", "--tls", "--runs", "--calibrate");
    } else {
      refuse(" goes with --paper only", "--quick", "--data-dir");
    }
    if (calibrate) {
      refuse(" does not go with --calibrate", "--only", "--link", "--tls", "--runs", "--json");
    }
  }

  private void refuse(String why, String... options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(spec.commandLine(), option + why);
      }
    }
  }

  /** Over TLS, as parties talk. */
  private int calibrate(TwoProcesses processes) {
    Path file = Calibration.file();
    Calibration.requireWritable(file);
    List<Figure> figures = new ArrayList<>();
    Map<String, Double> seconds = new TreeMap<>();
    try (ThrowAwayKeys keys = ThrowAwayKeys.create()) {
      for (String name : Calibration.workloads()) {
        Figure figure =
            processes.measureCost(Workloads.named(name), OF_CALIBRATION, Optional.of(keys.files()));
        progress(BenchReport.line(figure));
        figures.add(figure);
        seconds.put(name, figure.unit().rate() ? 1e-6 / figure.median() : figure.median());
      }
    } catch (BenchException e) {
      progress("quotient: " + e.getMessage());
      return A_PARTY_FAILED;
    }
    BenchReport.busy(figures).ifPresent(this::progress);
    new Calibration(Machine.describe() + ", " + Machine.kernels(), seconds).write(file);
    print("calibration: " + file + System.lineSeparator());
    return CommandLine.ExitCode.OK;
  }

  private int paper(List<String> party, Pinning pinning) {
    PaperBench bench =
        new PaperBench(over -> new TwoProcesses(party, pinning, over), quick, data, this::progress);
    List<PaperResult> results = bench.run(Paper.experiments(quick), Paper.links(quick));
    PaperReport report = new PaperReport(Paper.references(), Machine.kernels(), quick);
    print(json ? report.json(results) : report.text(results));
    return results.stream().allMatch(PaperResult::isComplete)
        ? CommandLine.ExitCode.OK
        : A_PARTY_FAILED;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    if (spec.commandLine().getOut().checkError()) {
      throw UserException.file("the standard output stream cannot be written any more");
    }
  }

  private void progress(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** Returns whether all went well; what went wrong costs only its own figure. */
  private boolean measureAll(TwoProcesses processes, Effort effort, List<Figure> figures) {
    boolean complete = true;
    try (ThrowAwayKeys keys = ThrowAwayKeys.create()) {
      for (Workload workload : workloads()) {
        for (boolean encrypted : tls.modes()) {
          Optional<TwoProcesses.Keys> used =
              encrypted ? Optional.of(keys.files()) : Optional.empty();
          try {
            Figure figure = processes.measure(workload, effort, used);
            progress(BenchReport.line(figure));
            figures.add(figure);
          } catch (BenchException e) {
            progress("quotient: " + e.getMessage());
            complete = false;
          }
        }
      }
    }
    return complete;
  }

  private List<Workload> workloads() {
    if (!only.isEmpty()) {
      return only;
    }
    return link.isPresent() ? Workloads.overLinkByDefault() : Workloads.byDefault();
  }

  /** Which kinds of connection are measured. */
  private enum TlsModes {
    ON,
    OFF,
    BOTH;

    List<Boolean> modes() {
      return switch (this) {
        case ON -> List.of(true);
        case OFF -> List.of(false);
        case BOTH -> List.of(false, true);
      };
    }
  }

  private static final class TlsConverter implements ITypeConverter<TlsModes> {
    @Override
    public TlsModes convert(String value) {
      return switch (value) {
        case "on" -> TlsModes.ON;
        case "off" -> TlsModes.OFF;
        case "both" -> TlsModes.BOTH;
        default -> throw new TypeConversionException("'" + value + "' is not on, off or both");
      };
    }
  }

  private static final class LinkConverter implements ITypeConverter<LinkModel> {
    @Override
    public LinkModel convert(String value) {
      try {
        return LinkModel.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class WorkloadConverter implements ITypeConverter<Workload> {
    @Override
    public Workload convert(String value) {
      try {
        return Workloads.named(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class WorkloadNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Workloads.all().stream().map(Workload::name).iterator();
    }
  }

  /** The mode of the two processes that {@link TwoProcesses} starts. */
  @Command(name = PartyCommand.NAME, hidden = true, description = "One party of a benchmark.")
  static final class PartyCommand implements Runnable {
    static final String NAME = "party";

    @Spec private CommandSpec spec;

    @Parameters private List<String> arguments = List.of();

    @Override
    public void run() {
      PartyProcess process;
      try {
        process = PartyProcess.of(arguments);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
      process.run(System.in, System.out);
    }
  }
}
