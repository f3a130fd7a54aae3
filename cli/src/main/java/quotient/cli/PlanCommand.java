package quotient.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.PlanReport;
import quotient.cli.report.Report;
import quotient.job.Job;
import quotient.run.Calibration;
import quotient.run.Plan;
import quotient.run.UnitCosts;

/** Tells what a job will cost, before there is data or another party. */
@Command(
    name = "plan",
    description = {
      "Tells in seconds what a job will take, without data and without the other party: gates, OTs,"
          + " ciphertexts, bytes each way, the longest chain of messages that wait for one another,"
          + " memory, and the time expected, over one link or over four.",
      "",
      "Gates, bytes and messages are exact: those of the secure engine from its set-up on, without"
          + " the measurement of the link, the handshake and TLS. An iteration is the mean of several"
          + " later ones, and what is made ahead for several at a time is in it by parts; an epoch and"
          + " the rest of a training of more than about 250 iterations go by that mean, to a few"
          + " percent; so does a further batch of predictions. Which party sends how much depends on"
          + " who has which rows.",
      "",
      "Times are estimates, by the speed that 'quotient bench --calibrate' found on this machine, or"
          + " else by that of the machine in docs/benchmarks.md; the output says which."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient plan --job job.yaml --rows-a 30000 \\",
      "      --rows-b 30000 --test-rows 10000",
      "  quotient plan --job job.yaml --link 24MB/s,42ms",
      "  quotient plan --job job.yaml --json"
    })
final class PlanCommand implements Runnable {
  private static final int TEST_ROWS = 1000;

  @Mixin private JobOptions jobOptions;
  @Mixin private OutputOptions output;

  @Option(
      names = "--link",
      paramLabel = "SPEED,TIME",
      converter = LinkConverter.class,
      description =
          "The link between the parties: loopback, or its speed in each direction and its"
              + " round-trip time, for instance 24MB/s,42ms (kB/s to GB/s, kb/s to Gb/s, ms); default:"
              + " that of the job, or else four links, one after the other.")
  private Optional<Plan.Link> link = Optional.empty();

  @Option(
      names = "--rows-a",
      paramLabel = "N",
      description =
          "Rows that party A has to learn from; default: none if --rows-b is given, else eight"
              + " batches.")
  private Optional<Integer> rowsOfA = Optional.empty();

  @Option(
      names = "--rows-b",
      paramLabel = "N",
      description =
          "Rows that party B has to learn from; default: none if --rows-a is given, else eight"
              + " batches.")
  private Optional<Integer> rowsOfB = Optional.empty();

  @Option(
      names = "--test-rows",
      paramLabel = "N",
      defaultValue = "" + TEST_ROWS,
      description =
          "Rows of both parties on which hits are counted, if the job does that; default:"
              + " ${DEFAULT-VALUE}.")
  private int testRows;

  @Override
  public void run() {
    Job job = jobOptions.read();
    Plan.Rows rows = Plan.Rows.of(job, rowsOfA, rowsOfB, testRows);
    Optional<Calibration> calibration = Calibration.read(Calibration.file());
    UnitCosts costs = calibration.map(Calibration::costs).orElse(UnitCosts.REFERENCE);
    List<Plan> plans = new ArrayList<>();
    List<Plan.Link> links =
        link.or(() -> job.link().map(Plan.Link::of)).map(List::of).orElse(Plan.Link.ALL);
    for (Plan.Link each : links) {
      plans.add(Plan.of(job, rows, each, costs));
    }
    boolean areRowsAssumed = rowsOfA.isEmpty() && rowsOfB.isEmpty();
    PlanReport text = new PlanReport(job, rows, areRowsAssumed, calibration, plans);
    try (Report report = output.report()) {
      report.result("plan", text.text(), text.values());
    }
  }

  private static final class LinkConverter implements ITypeConverter<Plan.Link> {
    @Override
    public Plan.Link convert(String text) {
      try {
        return Plan.Link.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
