package quotient.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import quotient.run.Event;
import quotient.run.UserException;

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
  public void accept(Event event) {
    if (!(event instanceof Event.Iteration iteration) || isShown(iteration)) {
      print(EventJson.values(event), EventText.written(event));
    }
  }

  /** The last one always comes, so that who follows gets to the end. */
  private boolean isShown(Event.Iteration iteration) {
    return !quiet && (iteration.isLast() || pace.allows());
  }

  @Override
  public void result(String command, String text, Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("result", command);
    all.putAll(values);
    print(all, "");
  }

  /**
   * Prints a line.
   *
   * @param written what is there even if that fails
   * @throws UserException if nobody reads it: a run that nobody follows any more ends
   */
  private void print(Map<String, ?> values, String written) {
    try {
      out.println(mapper.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers and strings is always valid JSON", e);
    }
    if (out.checkError()) {
      throw UserException.file("the standard output stream cannot be written any more" + written);
    }
  }

  @Override
  public void close() {}
}
