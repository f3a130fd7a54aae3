package quotient.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperTest {
  private static PaperExperiment experiment(String name) {
    return Paper.experiments(false).stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_epoch_costs_its_iterations() {
    Figure iteration =
        new Figure(
            "mnist-2x128-train",
            true,
            0.5,
            0.4,
            0.6,
            Unit.ITERATIONS,
            1000.5,
            OptionalDouble.empty(),
            1,
            OptionalLong.empty());
    PaperCost cost =
        new PaperCost(
            experiment("mnist-2x128"),
            PaperLink.LOOPBACK,
            Optional.of(iteration),
            Optional.empty(),
            Optional.empty(),
            5);
    assertThat(cost.epochSeconds()).contains(468 * 0.5);
    assertThat(cost.epochBytes()).contains(468 * 1000.5);
  }

  @Test
  void epochs_have_the_iterations_of_the_data() {
    assertThat(experiment("mnist-conv-c").iterationsPerEpoch()).isEqualTo(1875);
    assertThat(experiment("breast-cancer").iterationsPerEpoch()).isEqualTo(14);
    assertThat(experiment("german-credit").iterationsPerEpoch()).isEqualTo(25);
    assertThat(experiment("thyroid").iterationsPerEpoch()).isEqualTo(180);
  }

  @Test
  void the_short_form_is_a_part_of_the_long_one() {
    assertThat(Paper.experiments(false)).hasSize(10).containsAll(Paper.experiments(true));
    assertThat(Paper.experiments(true)).hasSizeLessThan(10);
    assertThat(Paper.links(false)).hasSize(3).containsAll(Paper.links(true));
  }

  @Test
  void workloads_have_names_of_their_own_and_are_found() {
    List<String> names =
        Paper.experiments(false).stream()
            .flatMap(e -> e.workloads().stream())
            .map(Workload::name)
            .toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    assertThat(names)
        .allSatisfy(name -> assertThat(Paper.workload(name).map(Workload::name)).contains(name));
    assertThat(Workloads.all()).noneMatch(w -> names.contains(w.name()));
    assertThat(Paper.workload("train-signum")).isEmpty();
  }

  @Test
  void references_compare_to_experiments() {
    assertThat(Paper.references().stream().flatMap(r -> r.experiment().stream()))
        .isNotEmpty()
        .isSubsetOf(Paper.experiments(false).stream().map(PaperExperiment::name).toList());
  }

  @Test
  void one_prediction_costs_less_than_many() {
    PaperExperiment breast = experiment("breast-cancer");
    Figure one = InMemory.measure(breast.prediction(1), 1, 2);
    Figure many = InMemory.measure(breast.prediction(PaperCost.BATCH_ROWS), 1, 2);
    assertThat(one.unit()).isEqualTo(Unit.PREDICTIONS);
    assertThat(one.bytes()).isPositive().isLessThan(many.bytes());
  }

  @Test
  void an_iteration_on_a_table_can_be_measured() {
    Workload training = experiment("breast-cancer").training();
    double few = InMemory.measure(training, training.warmUps(), 2).bytes();
    double more = InMemory.measure(training, training.warmUps(), 4).bytes();
    assertThat(few).isPositive().isCloseTo(more, Offset.offset(more / 10));
  }

  @Test
  void missing_data_is_told(@TempDir Path empty) {
    for (PaperExperiment experiment : Paper.experiments(false)) {
      assertThatThrownBy(() -> ClearTraining.accuracy(experiment, 1, empty))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining(empty.toString());
    }
  }

  @Test
  void another_number_of_rows_is_told(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("breast_cancer.csv"), table(30, "malignant,benign", 10, "0", "1"));
    assertThatThrownBy(() -> ClearTraining.accuracy(experiment("breast-cancer"), 1, directory))
        .isInstanceOf(BenchException.class)
        .hasMessage("breast-cancer: 8 rows to train on, but this data set has 456");
  }

  /** Half of the rows all low, half all high: a network tells them apart after some epochs. */
  @Test
  void a_table_is_learnt(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("german-credit.csv"), table(61, "names", 1000, "good", "bad"));
    assertThat(ClearTraining.accuracy(experiment("german-credit"), 5, directory)).isEqualTo(100.0);
  }

  private static String table(int features, String header, int rows, String first, String second) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int row = 0; row < rows; row++) {
      text.append((row % 2 == 0 ? "0," : "1,").repeat(features))
          .append(row % 2 == 0 ? first : second)
          .append('\n');
    }
    return text.toString();
  }
}
