package quotient.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import quotient.data.ColumnNames;

/** Names of columns as text: for the other party, and for the file of a model. */
final class ColumnsText {
  private static final int MAX_LENGTH = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ColumnsText() {}

  /** The names as JSON: a list of the features and a list of the label, if there is one. */
  static String of(ColumnNames columns) {
    try {
      return JSON.writeValueAsString(
          List.of(columns.features(), columns.label().map(List::of).orElse(List.of())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("lists of texts are always valid JSON", e);
    }
  }

  /** The same, or its SHA-256 where that is long: enough to be compared. */
  static String ofBounded(ColumnNames columns) {
    String text = of(columns);
    return text.length() <= MAX_LENGTH ? text : "SHA-256 " + Digests.sha256(List.of(text));
  }

  /** The names of which {@link #of} made the text; nothing if it made something else. */
  static Optional<ColumnNames> parse(String text) {
    try {
      List<List<String>> lists = JSON.readValue(text, new TypeReference<>() {});
      return Optional.of(new ColumnNames(lists.getFirst(), lists.getLast().stream().findFirst()));
    } catch (JsonProcessingException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
