package quotient.cli.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import quotient.bench.Figure;
import quotient.cli.report.TextTable;
import quotient.transport.LinkModel;

/**
 * Figures as text. Rates have one decimal, times three.
 *
 * @param kernels which kernels of the cryptography ran
 * @param link the network that was emulated, if one was
 */
record BenchReport(String kernels, Optional<LinkModel> link) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> HEADER =
      List.of(
          "name",
          "TLS",
          "median",
          "min",
          "max",
          "unit",
          "bytes",
          "messages",
          "heap MiB",
          "RSS MiB");

  /** How many times the smallest of a workload's runs the largest may be on a quiet machine. */
  private static final double MOST_SPREAD = 2;

  private static final int UNIT = HEADER.indexOf("unit");

  /** The emulated network, to be appended to the description of the machine; or nothing. */
  String network() {
    return link.map(model -> ", over an emulated link of " + model + " round trip").orElse("");
  }

  /** One figure in one line, for progress. */
  static String line(Figure f) {
    return String.format(
        Locale.ROOT,
        "%s, TLS %s: %s %s (%s to %s), %s bytes",
        f.name(),
        onOff(f),
        speed(f, f.median()),
        f.unit().text(),
        speed(f, f.min()),
        speed(f, f.max()),
        bytes(f));
  }

  /**
   * What to say, in one line, of figures whose runs differ so much that something disturbed them.
   */
  static Optional<String> busy(List<Figure> figures) {
    String disturbed =
        figures.stream()
            .filter(f -> f.max() > MOST_SPREAD * f.min())
            .map(Figure::name)
            .collect(Collectors.joining(", "));
    return disturbed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the machine was busy: the slowest run took more than twice as long as the fastest of "
                + disturbed
                + "; repeat this on a quiet machine");
  }

  /** An aligned table with a header. */
  static String table(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    figures.forEach(f -> rows.add(cells(f)));
    return TextTable.of(rows, Set.of(0, 1, UNIT));
  }

  private static List<String> cells(Figure f) {
    return List.of(
        f.name(),
        onOff(f),
        speed(f, f.median()),
        speed(f, f.min()),
        speed(f, f.max()),
        f.unit().text(),
        bytes(f),
        f.messages().isPresent()
            ? String.format(Locale.ROOT, "%.1f", f.messages().getAsDouble())
            : "-",
        Long.toString(f.heapMiB()),
        f.rssMiB().isPresent() ? Long.toString(f.rssMiB().getAsLong()) : "-");
  }

  private static String onOff(Figure f) {
    return f.tls() ? "on" : "off";
  }

  private static String speed(Figure f, double value) {
    return String.format(Locale.ROOT, f.unit().rate() ? "%.1f" : "%.3f", value);
  }

  private static String bytes(Figure f) {
    return String.format(Locale.ROOT, f.bytes() < 1000 ? "%.2f" : "%,.0f", f.bytes());
  }

  /** An array of one object per figure. */
  String json(List<Figure> figures) {
    ArrayNode array = JSON.createArrayNode();
    for (Figure f : figures) {
      ObjectNode object = array.addObject();
      object.put("name", f.name());
      object.put("tls", f.tls());
      object.put("median", rounded(f.median()));
      object.put("min", rounded(f.min()));
      object.put("max", rounded(f.max()));
      object.put("unit", f.unit().text());
      if (f.bytes() < 1000) {
        object.put("bytes", rounded(f.bytes()));
      } else {
        object.put("bytes", Math.round(f.bytes()));
      }
      f.messages().ifPresent(messages -> object.put("messages", rounded(messages)));
      object.put("heapMiB", f.heapMiB());
      f.rssMiB().ifPresent(rss -> object.put("rssMiB", rss));
      object.put("kernels", kernels);
      link.ifPresent(model -> object.put("link", model.toString()));
    }
    return array.toPrettyString() + System.lineSeparator();
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
