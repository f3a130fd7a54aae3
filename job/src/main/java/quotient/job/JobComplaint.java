package quotient.job;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import quotient.job.JobDocument.NetworkDocument;

/** Says in one line what is wrong with the text of a job file: line, key, what to do. */
final class JobComplaint {
  private static final Map<String, String> EXAMPLES =
      Map.of("network.input", "[28, 28, 1]", "network.layers", "[conv 5 16, pool 2, fc 10]");

  private JobComplaint() {}

  /**
   * The complaint about {@code text}.
   *
   * @param e what the mapper says, whose location is often that of a later line
   */
  static String of(JsonProcessingException e, String text) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> line(unknown, text) + unknownKey(unknown);
      case InvalidTypeIdException type ->
          line(type, text) + key(path(type) + ".format", "idx or csv");
      case InvalidFormatException format ->
          line(format, text)
              + key(path(format), wanted(format.getTargetType()))
              + ", but is '"
              + format.getValue()
              + "'";
      case MismatchedInputException mismatch ->
          line(mismatch, text)
              + key(path(mismatch), wanted(mismatch.getTargetType()))
              + example(path(mismatch), mismatch.getTargetType());
      case JsonMappingException mapping when mapping.getCause() instanceof InputCoercionException ->
          line(mapping, text) + key(path(mapping), "a number nearer to 0");
      default -> line(e.getLocation()) + "not valid YAML: " + syntax(e.getOriginalMessage());
    };
  }

  /** The line of the key that the exception is about. */
  private static String line(JsonMappingException e, String text) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      pointer.append('/').append(name == null ? Integer.toString(step.getIndex()) : name);
    }
    try (JsonParser parser = new YAMLFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.getParsingContext().pathAsPointer().toString().contentEquals(pointer)) {
          return line(parser.currentTokenLocation());
        }
      }
    } catch (IOException _) {
      // Then the complaint does without its line.
    }
    return "";
  }

  /** The beginning of a complaint about this place. */
  static String line(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : "line " + location.getLineNr() + ": ";
  }

  private static String key(String path, String wanted) {
    return (path.isEmpty() ? "the file" : path) + " must be " + wanted;
  }

  private static String unknownKey(UnrecognizedPropertyException e) {
    String known =
        e.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
    return "unknown key '" + path(e) + "'; the keys here are " + known;
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    if (type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == String.class) {
      return "one word or text";
    }
    if (type == NetworkDocument.class) {
      return "a list without gaps, as in [784, 128, 10], or a group of the keys input and layers";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list without gaps";
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return "a group of keys";
    }
    return "something else";
  }

  /** Of a list, as the end of a sentence. */
  private static String example(String path, @Nullable Class<?> type) {
    if (type == null || !List.class.isAssignableFrom(type)) {
      return "";
    }
    return ", as in " + EXAMPLES.getOrDefault(path, "[784, 128, 10]");
  }

  /** The parser's lines without its drawings of the place and the names of its settings. */
  private static String syntax(String message) {
    return message
        .lines()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.strip().replaceAll(",? from `[^`]*`", ""))
        .collect(Collectors.joining(", "));
  }
}
