package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingJobTest {
  private static Job signum() {
    return Job.signum(784, 128, 10);
  }

  private static Job amsGrad() {
    return Job.amsGrad(784, 128, 10);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            Job.signum(784), "network needs an input and an output width, as in [784, 128, 10]"),
        Arguments.of(
            Job.signum(784, 0, 10), "network has a layer of 0 units, possible are 1 to 65536"),
        Arguments.of(
            Job.signum(65537, 10), "network has a layer of 65537 units, possible are 1 to 65536"),
        Arguments.of(Job.signum(784, 1), "network needs at least 2 outputs (classes)"),
        Arguments.of(
            Job.signum(32768, 65536, 2),
            "network: the layer 32768 x 65536 has 2147483648 weights, at most 67108864 are"
                + " possible"),
        Arguments.of(
            Job.signum(64, 65536, 65536, 10),
            "network: the layer 65536 x 65536 has 4294967296 weights, at most 67108864 are"
                + " possible"),
        Arguments.of(
            Job.signum(65536, 1025),
            "network: the layer 65536 x 1025 has 67174400 weights, at most 67108864 are possible"),
        Arguments.of(
            Job.signum(65536, 2).batch(1025),
            "batch: a layer of 65536 units and 1025 examples has 67174400 values, at most 67108864"
                + " are possible"),
        Arguments.of(signum().batch(0), "batch must be 1 to 65536, but is 0"),
        Arguments.of(signum().batch(65537), "batch must be 1 to 65536, but is 65537"),
        Arguments.of(signum().epochs(0), "epochs must be 1 to 100000, but is 0"),
        Arguments.of(signum().epochs(100_001), "epochs must be 1 to 100000, but is 100001"),
        Arguments.of(signum().rotate(0), "rotate must be 1 to 784, but is 0"),
        Arguments.of(signum().rotate(785), "rotate must be 1 to 784, but is 785"),
        Arguments.of(signum().errorBits(1), "error-bits must be 2 to 8, but is 1"),
        Arguments.of(signum().errorBits(9), "error-bits must be 2 to 8, but is 9"),
        Arguments.of(signum().step(0), "step must be 1 to 4096, but is 0"),
        Arguments.of(signum().step(4097), "step must be 1 to 4096, but is 4097"),
        Arguments.of(signum().forwardShifts(4), "shifts.forward has 1 entries, one per layer is 2"),
        Arguments.of(
            signum().errorShifts(3, 3), "shifts.error has 2 entries, one per hidden layer is 1"),
        Arguments.of(signum().forwardShifts(4, 17), "shifts.forward must be 0 to 16, but is 17"),
        Arguments.of(signum().forwardShifts(-1, 2), "shifts.forward must be 0 to 16, but is -1"),
        Arguments.of(signum().errorShifts(17), "shifts.error must be 0 to 16, but is 17"),
        Arguments.of(signum().errorShifts(-1), "shifts.error must be 0 to 16, but is -1"),
        Arguments.of(
            signum().batch(4097),
            "batch times rotate is at most 4096, each rounded up to a power of two; they are 4097"
                + " and 1"),
        Arguments.of(
            signum().batch(100).rotate(33),
            "batch times rotate is at most 4096, each rounded up to a power of two; they are 100"
                + " and 33"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValue_fails(Job job, String message) {
    assertThatIllegalArgumentException().isThrownBy(job::build).withMessage(message);
  }

  @Test
  void extremeValuesAreTaken() {
    assertThatNoException()
        .isThrownBy(() -> {
          Job.signum(1, 2).batch(1).epochs(1).step(1).build();
          signum().batch(4096).step(4096).errorBits(2).build();
          signum().batch(128).rotate(32).forwardShifts(16, 0).errorShifts(16).build();
          Job.signum(65536, 1024).batch(1024).build();
        });
  }

  /** Small networks, such as tables of few columns and two classes, need no shifts of their own. */
  @Test
  void defaultsFitEveryShape() {
    assertThatNoException()
        .isThrownBy(() -> {
          for (int units = 1; units <= 300; units++) {
            Job.signum(units, 2).build();
            Job.signum(units, units, 2).build();
            Job.signum(30, units, 2, 4).build();
            Job.amsGrad(units, units, 2).build();
          }
        });
  }

  /** The figures that the reference prints for these networks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "784,128,128,10     | 4,2,2   | 0,3",
        "784,512,512,10     | 4,3,3   | 1,3",
        "784,128,128,128,10 | 4,2,2,2 | 0,1,3",
        "64,128,10          | 5,2     | 3",
        "30,16,2            | 5,0     | 3",
        "784,10             | 4       | ''",
        "100,40,2000,300,5,3| 5,1,4,3,0 | 2,2,1,3"
      })
  void defaultShiftsAreTheReferences(String network, String forward, String error) {
    Network dense = Network.dense(integers(network));
    assertThat(Method.Signum.defaultForwardShifts(dense)).isEqualTo(integers(forward));
    assertThat(Method.Signum.defaultErrorShifts(dense)).isEqualTo(integers(error));
  }

  private static List<Integer> integers(String list) {
    return list.isBlank()
        ? List.of()
        : Stream.of(list.split(",")).map(String::trim).map(Integer::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({"1,4", "32,4", "64,4", "100,6", "128,8", "256,16", "257,16", "4096,16"})
  void theDefaultStepIsTheReferences(int batch, int step) {
    assertThat(Method.Signum.defaultStep(batch)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"20,6,12,16", "10,3,6,8", "5,2,3,4", "1,1,1,1", "7,3,5,6", "3,1,2,3"})
  void marksArePassedAfterTheirEpochs(int epochs, int first, int second, int third) {
    Schedule schedule = new Schedule(128, epochs, 1);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int e = epoch;
      int expected = (int) IntStream.of(first, second, third).filter(mark -> e > mark).count();
      assertThat(schedule.marksPassed(epoch)).as("epoch %d", epoch).isEqualTo(expected);
    }
  }

  @Test
  void shapesAreThoseOfTheNetwork() {
    Network network = Job.signum(784, 128, 64, 10).build().network();
    assertThat(network.layers()).hasSize(3);
    assertThat(network.shape(1)).isEqualTo(Shape.ofUnits(128));
    assertThat(network.weightRows(1)).isEqualTo(128);
    assertThat(network.weightColumns(1)).isEqualTo(64);
    assertThat(network.weights()).isEqualTo(784 * 128 + 128 * 64 + 64 * 10);
    assertThat(network.classes()).isEqualTo(10);
    assertThat(network).hasToString("[784, 128, 64, 10]");
    assertThat(signum().build().method().weightBits()).isEqualTo(13);
    assertThat(amsGrad().build().method().weightBits()).isEqualTo(16);
  }

  /** An image goes into a fully connected layer as the vector of its values. */
  @Test
  void anImageIsTakenAsAVector() {
    Network images = new Network(new Shape(28, 14, 2), List.of(new LayerSpec.Dense(10)));
    assertThat(images.weightRows(0)).isEqualTo(784);
    assertThat(images).hasToString("[784, 10]");
  }

  /** The table of widths for 784-128-128-10 and a batch of 128. */
  @Test
  void widthsAreThoseOfTheSpecification() {
    List<Bounds> bounds = Bounds.of(Job.signum(784, 128, 128, 10).build());
    assertThat(bounds).extracting(Bounds::sumBits).containsExactly(18, 15, 15);
    assertThat(bounds.get(1).errorSumBits()).isEqualTo(15);
    assertThat(bounds).extracting(Bounds::gradientBits).containsOnly(22);
    assertThat(bounds).extracting(b -> b.gradientRing().width()).containsOnly(27);
    List<Bounds> rotated = Bounds.of(Job.signum(784, 128, 128, 10).rotate(4).build());
    assertThat(rotated.getFirst().gradientBits()).isEqualTo(24);
    assertThat(rotated).extracting(b -> b.gradientRing().terms()).containsExactly(96, 24, 24);
  }

  @Test
  void aLayerIsNamedForTheUser() {
    assertThat(Bounds.of(signum().build()))
        .hasToString("[layer 1 (784 x 128), layer 2 (128 x 10)]");
  }
}
