package quotient.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import quotient.job.Job;
import quotient.run.Calibration;
import quotient.run.Plan;

/**
 * Plans of one job as text and as values.
 *
 * @param areRowsAssumed whether nobody said how many rows there are
 * @param calibration of this machine, by which the times are, if it has one
 * @param plans one for each link
 */
public record PlanReport(
    Job job,
    Plan.Rows rows,
    boolean areRowsAssumed,
    Optional<Calibration> calibration,
    List<Plan> plans) {
  private static final String REFERENCE =
      "times are those of the machine in docs/benchmarks.md; 'quotient bench --calibrate' measures"
          + " this one";
  private static final List<String> HEADER =
      List.of("", "ANDs", "OTs", "ciphertexts", "A sends", "B sends", "messages", "time");

  /** A table for each link. */
  public String text() {
    List<String> lines = new ArrayList<>();
    // The number of iterations plays no part in what is shown.
    Map<String, Object> summary = job.summary(1);
    lines.add(
        "job %s, %s, batch %s, %s epochs; %d rows of A, %d of B"
            .formatted(
                Format.digest(job.digest()),
                summary.get("network"),
                summary.get("batch"),
                summary.get("epochs"),
                rows.ofA(),
                rows.ofB()));
    if (areRowsAssumed) {
      lines.add("these rows are assumed; --rows-a and --rows-b say how many there are");
    }
    lines.add(calibration.map(c -> "times are measured on " + c.machine()).orElse(REFERENCE));
    lines.add(
        plans.stream().mapToLong(Plan::heap).max().stream()
            .mapToObj(heap -> "heap of a party: about %d MiB".formatted(heap >> 20))
            .collect(Collectors.joining()));
    for (Plan plan : plans) {
      lines.add("");
      lines.add(plan.link().name() + ":");
      lines.add(table(plan).stripTrailing());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String table(Plan plan) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    for (Plan.Part part : plan.parts()) {
      cells.add(
          List.of(
              name(part),
              "%,d".formatted(part.work().bill().ands()),
              "%,d".formatted(part.work().bill().cots()),
              "%,d".formatted(part.work().ciphertexts()),
              Format.bytes(part.work().bill().bytesFromA()),
              Format.bytes(part.work().bill().bytesFromB()),
              "%,d".formatted(part.work().messages()),
              Format.shortTime(part.time())));
    }
    return TextTable.of(cells, Set.of(0));
  }

  private static String name(Plan.Part part) {
    return switch (part.kind()) {
      case SET_UP -> "set-up";
      case ITERATION -> "iteration";
      case EPOCH -> "epoch of " + part.count();
      case ACCURACY -> "hits of " + part.count() + " rows";
      case TRAINING -> "training of " + part.count();
      case PREDICTION -> "prediction of 1 row";
      case BATCH -> "prediction of " + part.count();
      case FURTHER_BATCH -> "each " + part.count() + " more";
    };
  }

  /** For programs. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobDigest", job.digest());
    values.put("rowsOfA", rows.ofA());
    values.put("rowsOfB", rows.ofB());
    values.put("rowsAssumed", areRowsAssumed);
    calibration.ifPresent(c -> values.put("machine", c.machine()));
    values.put("calibrated", calibration.isPresent());
    values.put("links", plans.stream().map(PlanReport::values).toList());
    return values;
  }

  private static Map<String, Object> values(Plan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("link", plan.link().name());
    values.put("heapBytes", plan.heap());
    values.put("parts", plan.parts().stream().map(PlanReport::values).toList());
    return values;
  }

  private static Map<String, Object> values(Plan.Part part) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("part", part.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    values.put("count", part.count());
    values.put("ands", part.work().bill().ands());
    values.put("ots", part.work().bill().cots());
    values.put("ciphertexts", part.work().ciphertexts());
    values.put("bytesFromA", part.work().bill().bytesFromA());
    values.put("bytesFromB", part.work().bill().bytesFromB());
    values.put("messages", part.work().messages());
    values.put("seconds", Format.seconds(part.time()));
    return values;
  }
}
