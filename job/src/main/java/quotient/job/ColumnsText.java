package quotient.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import quotient.data.ColumnNames;

/** Names of columns as text: for the other party, and for the file of a model. */
public final class ColumnsText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ColumnsText() {}

  /** The names as JSON: a list of the features and a list of the label, if there is one. */
  public static String of(ColumnNames columns) {
    try {
      return JSON.writeValueAsString(
          List.of(columns.features(), columns.label().map(List::of).orElse(List.of())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("lists of texts are always valid JSON", e);
    }
  }

  /** The SHA-256 of the features' names, which tells two tables apart however many they have. */
  public static String digest(ColumnNames columns) {
    return Digests.sha256(columns.features());
  }

  /** The names of which {@link #of} made the text; nothing if it made something else. */
  public static Optional<ColumnNames> parse(String text) {
    try {
      List<List<String>> lists = JSON.readValue(text, new TypeReference<>() {});
      return Optional.of(new ColumnNames(lists.getFirst(), lists.getLast().stream().findFirst()));
    } catch (JsonProcessingException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
