package quotient.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one of the two processes found, as it goes over its standard output: one line a field, its
 * name first.
 *
 * @param seconds of each run; only from A
 * @param bytes of all runs together, both directions; only from A
 * @param heap peak bytes of heap
 * @param resident peak bytes of resident memory
 */
record PartyReport(double[] seconds, long bytes, long heap, OptionalLong resident) {

  String toText() {
    return "seconds"
        + DoubleStream.of(seconds).mapToObj(s -> " " + s).collect(Collectors.joining())
        + "\nbytes "
        + bytes
        + "\nheap "
        + heap
        + "\nresident"
        + (resident.isPresent() ? " " + resident.getAsLong() : "")
        + "\n";
  }

  static PartyReport parse(List<String> lines) {
    double[] seconds = DoubleStream.of(numbers(lines, "seconds")).toArray();
    double[] resident = numbers(lines, "resident");
    return new PartyReport(
        seconds,
        (long) numbers(lines, "bytes")[0],
        (long) numbers(lines, "heap")[0],
        resident.length == 0 ? OptionalLong.empty() : OptionalLong.of((long) resident[0]));
  }

  private static double[] numbers(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals(name))
        .findFirst()
        .map(words -> List.of(words).stream().skip(1).mapToDouble(Double::parseDouble).toArray())
        .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + lines));
  }
}
