package quotient.cli.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import quotient.bench.Figure;
import quotient.bench.Paper;
import quotient.bench.PaperCost;
import quotient.bench.PaperExperiment;
import quotient.bench.PaperReference;
import quotient.bench.PaperResult;
import quotient.cli.report.TextTable;

/**
 * The paper's experiments as text: a line for each experiment and network, and below them what was
 * published.
 *
 * @param references what was published
 * @param kernels which kernels of the cryptography ran
 * @param quick whether it was the short form
 */
record PaperReport(List<PaperReference> references, String kernels, boolean quick) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String NONE = "-";
  private static final List<String> HEADER =
      List.of(
          "experiment",
          "link",
          "iterations",
          "epoch s",
          "epoch bytes",
          "predict 1 s",
          "its bytes",
          "predict " + PaperCost.BATCH_ROWS + " s",
          "its bytes",
          "epochs",
          "accuracy %");

  /** The table and what must be known to read it. */
  String text(List<PaperResult> results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    results.forEach(result -> result.costs().forEach(cost -> rows.add(cells(result, cost))));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Epochs are extrapolated: the median of an iteration of training"
            + runs(results)
            + ", after a warm-up, times the iterations of an epoch. Two processes over TLS, random"
            + " data; bytes are both directions together.");
    lines.add(
        "Accuracy: test rows predicted right after so many epochs in the clear; secure training"
            + " gives the same weights, bit for bit.");
    if (quick) {
      lines.add("--quick: " + left());
    }
    results.forEach(result ->
        result
            .missing()
            .ifPresent(
                why -> lines.add("No accuracy of " + result.experiment().name() + ": " + why)));
    lines.add("");
    lines.add("Published, on other machines and networks:");
    references.forEach(reference -> lines.add("  " + line(reference)));
    return TextTable.of(rows, Set.of(0, 1))
        + String.join(System.lineSeparator(), lines)
        + System.lineSeparator();
  }

  private static String runs(List<PaperResult> results) {
    List<String> counts =
        results.stream()
            .flatMap(result -> result.costs().stream())
            .map(cost -> cost.runs() + " (" + cost.link().name() + ")")
            .distinct()
            .toList();
    return counts.isEmpty() ? "" : ", of " + String.join(", ", counts);
  }

  /** What the short form leaves out, and what it trains less. */
  private static String left() {
    List<PaperExperiment> kept = Paper.experiments(true);
    List<String> parts = new ArrayList<>();
    parts.add(
        "left out "
            + String.join(
                ", ",
                Paper.experiments(false).stream()
                    .filter(Predicate.not(kept::contains))
                    .map(PaperExperiment::name)
                    .toList()));
    Paper.links(false).stream()
        .filter(Predicate.not(Paper.links(true)::contains))
        .forEach(link -> parts.add("and the link " + link.name()));
    kept.stream()
        .filter(e -> !e.epochs(true).equals(e.epochs(false)))
        .forEach(e ->
            parts.add(
                e.name()
                    + " is trained for "
                    + e.epochs(true).orElseThrow()
                    + " of "
                    + e.epochs(false).orElseThrow()
                    + " epochs"));
    parts.add("fewer iterations are measured");
    return String.join("; ", parts);
  }

  private List<String> cells(PaperResult result, PaperCost cost) {
    PaperExperiment experiment = result.experiment();
    return List.of(
        experiment.name(),
        cost.link().name(),
        Integer.toString(experiment.iterationsPerEpoch()),
        cost.epochSeconds().map(s -> format("%,.1f", s)).orElse(NONE),
        cost.epochBytes().map(b -> format("%,.0f", b)).orElse(NONE),
        seconds(cost.one()),
        bytes(cost.one()),
        seconds(cost.batch()),
        bytes(cost.batch()),
        Integer.toString(result.epochs()),
        result.accuracy().isPresent() ? format("%.2f", result.accuracy().getAsDouble()) : NONE);
  }

  private static String seconds(Optional<Figure> figure) {
    return figure.map(f -> format("%.3f", f.median())).orElse(NONE);
  }

  private static String bytes(Optional<Figure> figure) {
    return figure.map(f -> format("%,.0f", f.bytes())).orElse(NONE);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(PaperReference r) {
    return r.by()
        + r.experiment().map(name -> " (compare " + name + ")").orElse("")
        + ": "
        + r.figure()
        + ". "
        + r.source()
        + ".";
  }

  /** An object with an array of the experiments and one of what was published. */
  String json(List<PaperResult> results) {
    ObjectNode object = JSON.createObjectNode();
    object.put("kernels", kernels);
    object.put("quick", quick);
    object.put("extrapolated", true);
    ArrayNode experiments = object.putArray("experiments");
    results.forEach(result -> put(experiments.addObject(), result));
    ArrayNode published = object.putArray("published");
    references.forEach(reference -> put(published.addObject(), reference));
    return object.toPrettyString() + System.lineSeparator();
  }

  private static void put(ObjectNode object, PaperResult result) {
    PaperExperiment experiment = result.experiment();
    object.put("name", experiment.name());
    object.put("network", experiment.networkText());
    object.put("rows", experiment.trainingRows());
    object.put("batch", experiment.batch());
    object.put("iterations", experiment.iterationsPerEpoch());
    object.put("epochs", result.epochs());
    result.accuracy().ifPresent(percent -> object.put("accuracy", rounded(percent)));
    result.missing().ifPresent(why -> object.put("missing", why));
    ArrayNode costs = object.putArray("costs");
    result.costs().forEach(cost -> put(costs.addObject(), cost));
  }

  private static void put(ObjectNode object, PaperCost cost) {
    object.put("link", cost.link().name());
    object.put("runs", cost.runs());
    cost.epochSeconds().ifPresent(seconds -> object.put("epochSeconds", rounded(seconds)));
    cost.epochBytes().ifPresent(bytes -> object.put("epochBytes", Math.round(bytes)));
    put(object, "iteration", cost.iteration());
    put(object, "predict1", cost.one());
    put(object, "predict" + PaperCost.BATCH_ROWS, cost.batch());
  }

  private static void put(ObjectNode object, String name, Optional<Figure> figure) {
    figure.ifPresent(f -> {
      ObjectNode part = object.putObject(name);
      part.put("seconds", rounded(f.median()));
      part.put("min", rounded(f.min()));
      part.put("max", rounded(f.max()));
      part.put("bytes", Math.round(f.bytes()));
      part.put("heapMiB", f.heapMiB());
    });
  }

  private static void put(ObjectNode object, PaperReference reference) {
    object.put("by", reference.by());
    reference.experiment().ifPresent(name -> object.put("experiment", name));
    object.put("figure", reference.figure());
    object.put("source", reference.source());
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
