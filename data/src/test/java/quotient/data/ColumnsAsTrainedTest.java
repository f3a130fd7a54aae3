package quotient.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are read like the one that a network was trained with. */
class ColumnsAsTrainedTest {
  private static final CsvSpec DEFAULT = CsvSpec.builder().build();
  private static final CsvSpec TO_PREDICT = CsvSpec.builder().label(CsvSpec.AS_TRAINED).build();
  private static final Optional<ColumnNames> TRAINED =
      Optional.of(new ColumnNames(List.of("sex", "age"), Optional.of("y")));

  @TempDir private Path directory;

  @Test
  void tellsTheNamesOfItsColumns() throws IOException {
    assertThat(read("sex,age,y\n1,2,0\n", DEFAULT, Optional.empty()).columns()).isEqualTo(TRAINED);
    CsvSpec chosen = CsvSpec.builder().features(List.of("age", "sex")).label("y").build();
    Dataset table = read("y,sex,id,age\n1,2,3,4\n", chosen, Optional.empty());
    ColumnNames names = new ColumnNames(List.of("age", "sex"), Optional.of("y"));
    assertThat(table.columns()).contains(names);
    assertThat(table.range(0, 1).columns()).contains(names);
    assertThat(table.select(new int[] {0}).columns()).contains(names);
    CsvSpec unlabelled = CsvSpec.builder().label(CsvSpec.NO_LABEL).build();
    assertThat(read("sex,age\n1,2\n", unlabelled, Optional.empty()).columns())
        .contains(new ColumnNames(List.of("sex", "age"), Optional.empty()));
  }

  @Test
  void hasNoNamesWhereTheHeaderGivesNone() throws IOException {
    for (CsvSpec.Header header : List.of(CsvSpec.Header.NONE, CsvSpec.Header.IGNORED)) {
      CsvSpec spec = CsvSpec.builder().header(header).build();
      assertThat(read("1,2,0\n3,4,1\n", spec, TRAINED).columns()).isEmpty();
    }
    assertThat(Dataset.of(1, 2, new byte[] {1}, new int[] {0}).columns()).isEmpty();
    assertThat(Dataset.unlabelled(1, 2, new byte[] {1}).columns()).isEmpty();
  }

  @Test
  void findsColumnsByNameWhateverTheirOrder() throws IOException {
    Dataset table = read("id,age,sex,y\n9,2,1,0\n8,4,3,1\n", DEFAULT, TRAINED);

    assertThat(table.values()).containsExactly(1, 2, 3, 4);
    assertThat(table.labels()).containsExactly(0, 1);
    assertThat(table.columns()).isEqualTo(TRAINED);
  }

  @Test
  void aMissingColumn_fails() throws IOException {
    assertReadFails("sex,agee,y\n1,2,0\n", DEFAULT)
        .isEqualTo(
            file()
                + ": no column 'age', with which the network was trained; give a file that has it"
                + " (this one has 3: sex, agee, y)");
  }

  @Test
  void chosenFeaturesThatAreOthers_fail() throws IOException {
    String text = "age,sex,height,y\n1,2,3,0\n";
    CsvSpec same = CsvSpec.builder().features(List.of("sex", "age")).build();
    assertThat(read(text, same, TRAINED).values()).containsExactly(2, 1);
    CsvSpec other = CsvSpec.builder().features(List.of("sex", "height")).build();
    assertReadFails(text, other)
        .isEqualTo(
            file()
                + ": the network was trained with column 2 'age', this table has 'height' there;"
                + " name the same columns in 'features', in the same order");
    CsvSpec turned = CsvSpec.builder().features(List.of("age", "sex")).build();
    assertReadFails(text, turned).contains("column 1 'sex', this table has 'age' there");
  }

  @Test
  void aLastColumnThatIsNotTheLabelOfTheTraining_fails() throws IOException {
    assertReadFails("y,age,sex\n0,2,1\n", DEFAULT)
        .contains("the label in training was 'y', but the last column", "is 'sex'");
    assertReadFails("age,sex,y,note\n2,1,0,1\n", DEFAULT).contains("is 'note'");
  }

  @Test
  void rowsToPredictHaveTheLabelOfTheTrainingOrNone() throws IOException {
    Dataset labelled = read("y,age,sex\n1,2,3\n", TO_PREDICT, TRAINED);
    assertThat(labelled.labels()).containsExactly(1);
    assertThat(labelled.values()).containsExactly(3, 2);

    Dataset unlabelled = read("age,id,sex\n2,1,3\n", TO_PREDICT, TRAINED);
    assertThat(unlabelled.hasLabels()).isFalse();
    assertThat(unlabelled.values()).containsExactly(3, 2);
    assertThat(unlabelled.columns())
        .contains(new ColumnNames(List.of("sex", "age"), Optional.empty()));
  }

  @Test
  void theJobMayKnowTheLabelOfTheTraining() throws IOException {
    CsvSpec spec =
        CsvSpec.builder().label(CsvSpec.AS_TRAINED).trainedLabel(Optional.of("y")).build();
    assertThat(read("y,sex,age\n1,2,3\n", spec, Optional.empty()).labels()).containsExactly(1);
    assertThat(read("sex,age\n2,3\n", spec, Optional.empty()).hasLabels()).isFalse();
    assertReadFails("sex,age,z\n2,3,1\n", spec, Optional.empty()).contains("3 feature columns");
  }

  @Test
  void withoutNamesTheNumberOfColumnsTellsWhetherThereIsALabel() throws IOException {
    CsvSpec spec = CsvSpec.builder().header(CsvSpec.Header.NONE).label(CsvSpec.AS_TRAINED).build();
    for (Optional<ColumnNames> like : List.of(TRAINED, Optional.<ColumnNames>empty())) {
      assertThat(read("7,8\n", spec, like).hasLabels()).isFalse();
      assertThat(read("7,8\n", spec, like).values()).containsExactly(7, 8);
      assertThat(read("7,8,1\n", spec, like).labels()).containsExactly(1);
      assertReadFails("7,8,9,1\n", spec, like)
          .contains("3 feature columns, but the network takes 2");
      assertReadFails("7\n", spec, like).contains("0 feature columns, but the network takes 2");
    }
    assertThat(read("a,b\n7,8\n", TO_PREDICT, Optional.empty()).hasLabels()).isFalse();
    assertThat(read("a,b,c\n7,8,1\n", TO_PREDICT, Optional.empty()).labels()).containsExactly(1);
  }

  @Test
  void aLabelByPositionIsWhereItWasInTraining() throws IOException {
    CsvSpec spec =
        CsvSpec.builder()
            .header(CsvSpec.Header.NONE)
            .label(CsvSpec.AS_TRAINED)
            .trainedLabel(Optional.of("1"))
            .build();
    Dataset labelled = read("1,7,8\n", spec, Optional.empty());
    assertThat(labelled.labels()).containsExactly(1);
    assertThat(labelled.values()).containsExactly(7, 8);
    assertThat(read("7,8\n", spec, Optional.empty()).values()).containsExactly(7, 8);
  }

  @Test
  void whereNothingTellsWhetherThereIsALabel_fails() throws IOException {
    CsvSpec spec =
        CsvSpec.builder()
            .header(CsvSpec.Header.NONE)
            .label(CsvSpec.AS_TRAINED)
            .features(List.of("2", "3"))
            .build();
    assertThat(read("6,7,8\n", spec, Optional.empty()).hasLabels()).isFalse();
    assertReadFails("6,7,8,1\n", spec, Optional.empty())
        .contains("4 columns, of which the network takes 2", "label: last or label: none");
  }

  private AbstractStringAssert<?> assertReadFails(String text, CsvSpec spec) throws IOException {
    return assertReadFails(text, spec, TRAINED);
  }

  private AbstractStringAssert<?> assertReadFails(
      String text, CsvSpec spec, Optional<ColumnNames> like) throws IOException {
    Path file = write(text);
    return assertFails(() -> CsvDatasetReader.read(file, spec, RowFilter.ALL, 2, 2, like));
  }

  private Dataset read(String text, CsvSpec spec, Optional<ColumnNames> like) throws IOException {
    return CsvDatasetReader.read(write(text), spec, RowFilter.ALL, 2, 2, like);
  }

  private Path write(String text) throws IOException {
    return TestFiles.write(directory, "table.csv", text.getBytes(UTF_8));
  }

  private Path file() {
    return directory.resolve("table.csv");
  }
}
