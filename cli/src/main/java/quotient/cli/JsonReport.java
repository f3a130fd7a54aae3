package quotient.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import quotient.transport.Address;

/** JSON Lines: one object a line on the standard output stream. */
final class JsonReport implements Report {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(250);

  // For a terminal may show it: see Printable.
  private final ObjectMapper mapper =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final PrintStream out;
  private final boolean quiet;
  private final Pace pace = new Pace(LEAST_PAUSE);

  JsonReport(PrintStream out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  @Override
  public void listening(Address address) {
    print(Map.of("listening", address.toString()));
  }

  @Override
  public void connecting(Address address) {
    print(Map.of("connecting", address.toString()));
  }

  @Override
  public void started(List<String> lines, Map<String, Object> values) {
    print(Map.of("started", values));
  }

  @Override
  public void progress(Progress progress) {
    // The last one always comes, so that who follows gets to the end.
    boolean last = progress.iteration() == progress.iterations();
    if (quiet || !(last || pace.allows())) {
      return;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", progress.epoch());
    values.put("epochs", progress.epochs());
    values.put("iteration", progress.iteration());
    values.put("of", progress.iterations());
    values.put("bytes", progress.bytes());
    values.put("seconds", Format.seconds(progress.elapsed()));
    print(Map.of("progress", values));
  }

  @Override
  public void traced(int iteration, int crc) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("iteration", iteration);
    values.put("crc", Format.crc(crc));
    print(values);
  }

  @Override
  public void epoch(int epoch, OptionalDouble accuracy, OptionalInt crc) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", epoch);
    accuracy.ifPresent(percent -> values.put("accuracy", Format.decimal(percent, 2)));
    crc.ifPresent(sum -> values.put("crc", Format.crc(sum)));
    print(values);
  }

  @Override
  public void result(String command, String text, Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("result", command);
    all.putAll(values);
    print(all);
  }

  /**
   * Prints a line.
   *
   * @throws UserException if nobody reads it: a run that nobody follows any more ends
   */
  private void print(Map<String, ?> values) {
    try {
      out.println(mapper.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers and strings is always valid JSON", e);
    }
    if (out.checkError()) {
      throw UserException.file("the standard output stream cannot be written any more");
    }
  }

  @Override
  public void close() {}
}
