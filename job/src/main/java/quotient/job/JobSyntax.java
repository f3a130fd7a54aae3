package quotient.job;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the text of a job may not hold although it is YAML, and what the mapper would not see. */
final class JobSyntax {
  private static final String MERGE_KEY = "<<";
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");

  private JobSyntax() {}

  /** The first complaint about {@code text}; if it is not YAML, that is for the mapper to say. */
  static Optional<String> complaint(String text) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      boolean complete = false;
      while (parser.nextToken() != null) {
        Optional<String> what =
            complete ? Optional.of("a second document begins; a job is one") : what(parser);
        if (what.isPresent()) {
          return Optional.of(JobComplaint.line(parser.currentTokenLocation()) + what.get());
        }
        complete = parser.getParsingContext().inRoot();
      }
    } catch (IOException _) {
      // The mapper complains.
    }
    return Optional.empty();
  }

  private static Optional<String> what(YAMLParser parser) throws IOException {
    boolean scalar =
        parser.currentToken() == JsonToken.FIELD_NAME || parser.currentToken().isScalarValue();
    if (parser.isCurrentAlias()
        || (parser.currentToken() == JsonToken.FIELD_NAME && parser.getText().equals(MERGE_KEY))) {
      return Optional.of(
          "aliases (*name) and merged keys (<<) are not supported; write the values out");
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && LEADING_ZERO.matcher(parser.getText()).matches()) {
      return Optional.of(
          parser.getText()
              + " begins with a zero, which YAML takes for an octal number; leave the zero out, or"
              + " write it in quotes where it is a name");
    }
    if (scalar && !StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
      return Optional.of(
          "half a character (an unpaired surrogate), which no file can hold; remove it");
    }
    return Optional.empty();
  }
}
