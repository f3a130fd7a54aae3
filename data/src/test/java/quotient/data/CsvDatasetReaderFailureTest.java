package quotient.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static quotient.data.TestFiles.assertFails;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake in a CSV file or its description ends in one line that names the place. */
class CsvDatasetReaderFailureTest {
  private static final CsvSpec DEFAULT = CsvSpec.builder().build();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "NaN", "nan", "Infinity", "-inf", "1,5", "0x10", "1 2", "1e", "--1"})
  void aCellThatIsNoFiniteNumber_fails(String cell) throws IOException {
    assertReadFails("a,b,label\n1,2,0\n\n3,\"" + cell + "\",1\n")
        .contains("table.csv: line 4, column 2 'b': '" + cell + "' is not a finite number;");
  }

  @Test
  void anEmptyCell_fails() throws IOException {
    assertReadFails("a,b,label\n1,2,0\n3,,1\n")
        .endsWith("table.csv: line 3, column 2 'b': the cell is empty; fill it or remove the row");
    assertReadFails("a,b,label\n1,2,0\n3,4, \n")
        .contains("line 3, column 3 'label': the cell is empty");
  }

  @Test
  void aLongOrStrangeCellIsQuotedInPartAndOnOneLine_fails() throws IOException {
    assertReadFails("a,b,label\n1,\"12345678901234567890 and\n\u001b[31mmore\",0\n")
        .contains("line 2, column 2 'b': '12345678901234567890...' is not")
        .doesNotContain("more");
    assertReadFails("a,b,label\n1,\"2\n\u001b\u2028\",0\n")
        .contains("line 2, column 2 'b': '2\\u000a\\u001b' is not");
    assertReadFails("a,b,label\n1," + "7".repeat(501) + ",0\n").contains("501 characters");
  }

  @Test
  void aNumberTooLargeForExactArithmetic_fails() throws IOException {
    assertReadFails("a,b,label\n1,1e999999999,0\n").contains("line 2, column 2 'b'", "exponent");
    assertReadFails("a,b,label\n1," + "7".repeat(101) + ",0\n").contains("too many digits");
  }

  @Test
  void raggedRows_fail() throws IOException {
    assertReadFails("a,b,label\n1,2,0\n1,2\n").contains("line 3: 2 cells instead of 3");
    assertReadFails("a,b,label\n1,2,0\n1,2,3,0\n").contains("line 3: 4 cells instead of 3");
    assertReadFails("a,b,label\n1,2,0\n   \n").contains("line 3: 1 cells instead of 3");
  }

  @Test
  void raggedRowsThatTheFilterLeavesOut_fail() throws IOException {
    Path file = write("a,b,label\n1,2,0\n1,2\n");
    assertFails(() ->
            CsvDatasetReader.read(file, DEFAULT, RowFilter.keep(2, 0), 2, 2, Optional.empty()))
        .contains("line 3");
  }

  @Test
  void aHeaderThatIsNone_fails() throws IOException {
    assertReadFails("2,4,malignant,benign\n10,20,30,40,0\n", DEFAULT, 3, 2)
        .contains("line 2: 5 cells instead of 4; mend the row, or", "header: ignored");
    assertReadFails("1.5,2,0\n3,4,1,1\n").contains("line 2", "is data, write header: false");
    assertReadFails("0.5,0.5,1\n1,2,0\n")
        .contains("two columns are named '0.5' (columns 1 and 2)", "is data, write header: false");
    assertReadFails("x,x,1\n1,2,0\n").contains("does not name the columns, write header: ignored");
    CsvSpec named = CsvSpec.builder().label("y").build();
    assertReadFails("0.5,0.7,1\n1,2,0\n", named, 2, 2)
        .contains("no column 'y'", "write header: false");
    assertReadFails("a,b,c\n1,2,0\n", named, 2, 2).endsWith("name one of its 3: a, b, c");
  }

  @Test
  void otherSeparators_fail() throws IOException {
    assertReadFails("a;b;label\n1;2;0\n")
        .endsWith(
            "table.csv: the columns seem to be separated by ';'; quotient reads commas: convert the"
                + " file");
    assertReadFails("a;b;label\n1,5;2,5;0\n").contains("separated by ';'");
    assertReadFails("a\tb\tlabel\n1\t2\t0\n").contains("separated by tabs");
    CsvSpec headless = CsvSpec.builder().header(CsvSpec.Header.NONE).build();
    assertReadFails("1;2;0\n1;2;0\n", headless, 2, 2).contains("separated by ';'");
  }

  @Test
  void otherFormats_fail() throws IOException {
    assertReadFails("@RELATION iris\n\n@ATTRIBUTE a REAL\n@DATA\n5.1,3.5,0\n")
        .endsWith(
            "table.csv: this is ARFF; quotient reads only CSV and IDX: convert the file as"
                + " examples/README.md says");
    assertReadFails("% 1. Title: Iris\n%\n@RELATION iris\n")
        .contains("if this is ARFF", "convert the file as examples/README.md says");
  }

  @Test
  void moreColumnsThanAnyNetworkTakes_fail() throws IOException {
    assertReadFails("a" + ",".repeat(1 << 20) + "\n1,2,0\n")
        .contains("line 1 has surpassed the maximum limit of 1048576 fields; mend the file");
  }

  @Test
  void brokenQuotes_fail() throws IOException {
    assertReadFails("a,b,label\n1,\"2\"x,0\n").contains("table.csv: not valid CSV", "line 2");
    assertReadFails("a,b,label\n1,2,\"0\n").contains("table.csv: not valid CSV", "line 2");
  }

  @Test
  void labelsOutOfRange_fail() throws IOException {
    assertReadFails("a,b,label\n1,2,2\n").contains("line 2, column 3 'label': label '2'", "0..1");
    assertReadFails("a,b,label\n1,2,-1\n").contains("label '-1'");
    assertReadFails("a,b,label\n1,2,0.5\n").contains("label '0.5'");
    assertReadFails("a,b,label\n1,2,1e300\n").contains("label '1e300'");
    assertReadFails("a,b,label\n1,2,yes\n").contains("column 3 'label': 'yes' is not");
  }

  @Test
  void aLabelThatIsNotListed_fails() throws IOException {
    CsvSpec spec = CsvSpec.builder().labels(List.of("benign", "malignant")).build();
    assertReadFails("a,b,label\n1,2,Benign\n", spec, 2, 2)
        .contains("line 2, column 3 'label'", "'Benign' is not one of benign, malignant");
  }

  @Test
  void unknownColumns_fail() throws IOException {
    String text = "a,b,label\n1,2,0\n";
    assertReadFails(text, CsvSpec.builder().features(List.of("a", "c")).build(), 2, 2)
        .contains("table.csv: no column 'c'", "a, b, label");
    assertReadFails(text, CsvSpec.builder().label("Label").build(), 2, 2)
        .contains("no column 'Label'");
    assertReadFails(text, CsvSpec.builder().columnScales(Map.of("z", Scale.IDENTITY)).build(), 2, 2)
        .contains("no column 'z'");
  }

  @Test
  void aScaleForAColumnThatIsNoFeature_fails() throws IOException {
    assertReadFails(
            "a,b,label\n1,2,0\n",
            CsvSpec.builder().columnScales(Map.of("label", Scale.IDENTITY)).build(),
            2,
            2)
        .contains("scale", "'label' is not a feature");
  }

  @Test
  void theLastColumnAsLabelAndFeature_fails() throws IOException {
    assertReadFails("a,b\n1,0\n", CsvSpec.builder().features(List.of("a", "b")).build(), 2, 2)
        .contains("the label, column 2, may not be a feature");
  }

  @Test
  void columnsOfTheSameName_fail() throws IOException {
    assertReadFails("a, b,c,b\n1,2,3,0\n", DEFAULT, 3, 2)
        .contains("two columns are named 'b' (columns 2 and 4)");
  }

  @Test
  void anotherNumberOfFeaturesThanTheNetworkTakes_fails() throws IOException {
    assertReadFails("a,b,label\n1,2,0\n", DEFAULT, 784, 2)
        .contains("table.csv: 2 feature columns, but the network takes 784", "first width");
  }

  @Test
  void anotherNumberOfClassesThanTheNetworkTells_fails() throws IOException {
    CsvSpec spec = CsvSpec.builder().labels(List.of("a", "b", "c")).build();
    assertReadFails("a,b,label\n1,2,a\n", spec, 2, 2)
        .contains("'labels' lists 3 classes, but the network tells 2 apart", "last width");
  }

  @Test
  void filesWithoutRows_fail() throws IOException {
    assertReadFails("").contains("table.csv: empty file");
    assertReadFails("a,b,label\n").contains("table.csv: holds no row of data");
    assertReadFails("\n\n").contains("table.csv: holds no row of data");
    Path file = write("a,b,label\n1,2,0\n");
    assertFails(() ->
            CsvDatasetReader.read(file, DEFAULT, RowFilter.keep(5, 4), 2, 2, Optional.empty()))
        .contains("table.csv: the job's row filter keeps none");
  }

  private AbstractStringAssert<?> assertReadFails(String text) throws IOException {
    return assertReadFails(text, DEFAULT, 2, 2);
  }

  private AbstractStringAssert<?> assertReadFails(
      String text, CsvSpec spec, int features, int classes) throws IOException {
    Path file = write(text);
    return assertFails(() ->
        CsvDatasetReader.read(file, spec, RowFilter.ALL, features, classes, Optional.empty()));
  }

  private Path write(String text) throws IOException {
    return TestFiles.write(directory, "table.csv", text.getBytes(UTF_8));
  }
}
