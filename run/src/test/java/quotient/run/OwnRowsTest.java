package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.data.CsvSpec;
import quotient.data.Dataset;
import quotient.data.RowFilter;
import quotient.engine.Party;
import quotient.job.Table;
import quotient.twoparty.DisagreementException;

class OwnRowsTest {
  @TempDir private Path directory;

  private OwnRows read(List<String> features, String label) throws IOException {
    Path file = directory.resolve("t.csv");
    Files.write(
        file,
        List.of(
            String.join(",", features) + "," + label,
            features.stream().map(_ -> "1").collect(Collectors.joining(",")) + ",0"));
    Table.Csv table = new Table.Csv(file, CsvSpec.builder().build(), RowFilter.ALL);
    return new OwnRows(
        "data.train", table, table.read(directory, features.size(), 2, Optional.empty()));
  }

  private static OwnRows none(OwnRows like) {
    return new OwnRows(
        "data.train", like.table(), Dataset.of(like.rows().features(), 2, new byte[0], new int[0]));
  }

  private static Map<String, String> told(OwnRows rows) {
    Map<String, String> facts = new TreeMap<>();
    rows.tell(facts);
    return facts;
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a long name of column " + i).toList();
  }

  private static List<String> reversed(List<String> names) {
    List<String> out = new ArrayList<>(names);
    Collections.reverse(out);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 500})
  void otherColumnsAreRefused_howeverManyThereAre(int count) throws IOException {
    OwnRows mine = read(names(count), "y");
    assertThat(mine.withOthers(Party.A, told(mine)).rows()).isEqualTo(2);
    assertThat(told(mine).values()).allMatch(fact -> fact.length() <= 1000);
    for (OwnRows theirs : List.of(read(reversed(names(count)), "y"), read(names(count), "z"))) {
      assertThatExceptionOfType(DisagreementException.class)
          .isThrownBy(() -> mine.withOthers(Party.A, told(theirs)))
          .withMessageContaining("do not have the same columns in the same order");
    }
  }

  @Test
  void aPartyWithoutRowsLearnsTheColumnsFromTheOther() throws IOException {
    OwnRows few = read(names(3), "y");
    assertThat(none(few).withOthers(Party.A, told(few)).rows()).isEqualTo(1);
    assertThat(none(few).columns(told(few))).isEqualTo(few.rows().columns());
    OwnRows many = read(names(500), "y");
    assertThat(none(many).columns(told(many))).isEmpty();
    assertThat(none(many).featuresDigest(told(many))).isEqualTo(many.featuresDigest(Map.of()));
  }

  @Test
  void rowsToPredictOfOtherColumnsAreRefused_evenIfOnlyADigestIsKnown() throws IOException {
    OwnRows many = read(names(500), "y");
    ModelFile.Columns columns =
        new ModelFile.Columns(Optional.empty(), none(many).featuresDigest(told(many)));
    columns.require(Path.of("model"), many.rows());
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> columns.require(Path.of("model"), read(reversed(names(500)), "y").rows()))
        .withMessageContaining("in another order");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "many", "67108864", "536870912", "99999999999"})
  void numbersOfRowsThatCannotBe_areRefused(String rows) throws IOException {
    OwnRows mine = read(names(3), "y");
    assertThatExceptionOfType(DisagreementException.class)
        .isThrownBy(() -> mine.withOthers(Party.A, Map.of("data.train rows", rows)))
        .withMessageContaining("both together may have at most 67108864");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[[]]", "{}", "[[\"a\"],[]]", "[[1,2,3],[4]]", "[null,null]"})
  void namesThatMakeNoSense_areNotKept(String columns) throws IOException {
    OwnRows mine = none(read(names(3), "y"));
    Map<String, String> facts = Map.of("data.train rows", "1", "data.train columns", columns);
    assertThat(mine.columns(facts).map(names -> names.features().size()))
        .isNotEqualTo(Optional.of(1));
    assertThat(mine.withOthers(Party.A, facts).rows()).isEqualTo(1);
  }
}
