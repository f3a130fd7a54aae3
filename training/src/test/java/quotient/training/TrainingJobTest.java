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
import org.junit.jupiter.params.provider.ValueSource;

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
        Arguments.of(signum().bias(128), "bias must be 0 to 127, but is 128"),
        Arguments.of(
            images("conv 3 4, res 3, fc 2").forwardShifts(0, 0, 1, 0).errorShifts(2, 2, 0),
            "shifts: those of res 3 in shifts.forward, 0 and 1, may not sum to less than that of its"
                + " first convolution in shifts.error, 2; write shifts that fit: the job has forward"
                + " [0, 0, 1, 0] and error [2, 2, 0]"),
        Arguments.of(
            images("conv 3 4, res 4, fc 2"),
            "network: res 4: the kernel must be odd, so that the shape is kept"),
        Arguments.of(images("res 3, fc 2"), "network: res 3 cannot be the first layer"),
        Arguments.of(
            images("conv 9 4, fc 2"),
            "network: conv 9 4 does not fit an image of 8 x 8; the kernel may be 8 at most"),
        Arguments.of(
            images("conv 3 4, pool 7, fc 2"),
            "network: pool 7 after conv 3 4 leaves nothing of an image of 6 x 6"),
        Arguments.of(
            images("conv 3 4, pool 2, maxpool 2, fc 2"),
            "network: conv 3 4 has two poolings, pool 2 and maxpool 2"),
        Arguments.of(
            images("fc 9, maxpool 2, fc 2"),
            "network: maxpool 2 follows fc 9, but only a convolution can be pooled"),
        Arguments.of(images("pool 2, fc 2"), "network: pool 2 has no layer before it"),
        Arguments.of(
            images("conv 3 4"),
            "network: the last layer must be fully connected, an fc with a unit per class, but is"
                + " conv 3 4"),
        Arguments.of(
            images("conv 3 4 pad 3, fc 2"), "network: conv 3 4: pad must be 0 to 2, but is 3"),
        Arguments.of(
            images("conv 3 4 stride 0, fc 2"),
            "network: conv 3 4: stride must be 1 to 64, but is 0"),
        Arguments.of(
            images("conv 3 70000, fc 2"),
            "network has a layer of 6 x 6 x 70000 units, possible are 1 to 65536"),
        Arguments.of(
            Job.images(Job.Kind.AMSGRAD, new Shape(8, 8, 1), "conv 5 2 pad 2, fc 2").batch(65536),
            "batch: a layer of windows (conv 5 2 pad 2) and 65536 examples has 104857600 values, at most 67108864 are"
                + " possible"));
  }

  private static Job images(String layers) {
    return Job.images(Job.Kind.SIGNUM, new Shape(8, 8, 1), layers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv 3",
        "conv 3 4 5",
        "conv 3 4 stride",
        "conv 3 4 pad 1 pad 1",
        "conv 3 4 dilate 2",
        "conv -3 4",
        "pool",
        "pool 2 2",
        "fc",
        "fc ten",
        "fc 10 20",
        "res",
        "dense 10",
        "",
        "FC 10",
        "fc 1000000000"
      })
  void whatIsNoLayer_fails(String layer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerWords.parse(List.of(layer)))
        .withMessage(
            "network: '"
                + layer
                + "' is no layer; possible are conv K C [stride S] [pad P], pool K, maxpool K,"
                + " sumpool K, res K and fc N");
  }

  @Test
  void layersAreWrittenAsTheyAreRead() {
    List<String> words =
        List.of("conv 5 16 stride 2 pad 1", "maxpool 2", "conv 3 8", "pool 2", "res 3", "fc 10");
    Network network = new Network(new Shape(28, 28, 1), LayerWords.parse(words), 0);
    assertThat(network).hasToString("{input: [28, 28, 1], layers: " + words + "}");
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
          signum().batch(65536 / 128).rotate(784).build();
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
        "64,128,10          | 2,2     | 3",
        "30,16,2            | 1,0     | 3",
        "784,10             | 4       | ''",
        "100,40,2000,300,5,3| 2,1,4,3,0 | 2,2,1,3"
      })
  void defaultShiftsAreTheReferences(String network, String forward, String error) {
    Network dense = Network.dense(integers(network));
    assertThat(Shifts.forwardOf(dense)).isEqualTo(integers(forward));
    assertThat(Shifts.errorOf(dense)).isEqualTo(integers(error));
  }

  /** The same with convolutions. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28,28,1 | conv 5 16, pool 2, conv 5 16, pool 2, fc 100, fc 10 | 3,5,3,1 | 3,2,2",
        "28,28,1 | conv 5 20, pool 2, conv 5 50, pool 2, res 3, fc 10 | 3,5,4,4,3 | 5,4,4,2",
        "28,28,1 | conv 3 16 stride 2 pad 1, res 3, conv 3 32 stride 2 pad 1, res 3, fc 10 | 1,3,3,3,4,4,3 | 3,3,2,4,4,2",
        "8,8,1 | conv 3 8, sumpool 2, fc 32, fc 10 | 1,4,0 | 2,2",
        "20,20,2 | conv 3 8 pad 1, sumpool 5, conv 3 4, sumpool 2, fc 10 | 2,6,1 | 2,2",
        "32,32,3 | conv 3 4 pad 1, sumpool 9, res 1, fc 3 | 2,4,0,1 | 2,2,2",
        "40,40,1 | conv 5 4, pool 3, conv 3 32 stride 2, maxpool 3, fc 200, fc 3 | 4,2,2,2 | 2,2,2",
        "8,8,1 | conv 1 8, fc 10 | 0,2 | 2",
        "30,30,1 | conv 3 8, sumpool 11, fc 2 | 1,4 | 2",
        "9,9,4 | conv 3 5 stride 5, fc 2 | 2,0 | 2",
        "9,9,4 | conv 3 5, conv 2 7 stride 3, fc 2 | 2,2,0 | 2,2"
      })
  void defaultShiftsOfConvolutionsAreTheReferences(
      String input, String layers, String forward, String error) {
    List<Integer> sides = integers(input);
    Network network =
        network(new Shape(sides.get(0), sides.get(1), sides.get(2)), layers.split(","));
    assertThat(Shifts.forwardOf(network)).isEqualTo(integers(forward));
    assertThat(Shifts.errorOf(network)).isEqualTo(integers(error));
  }

  private static List<Integer> integers(String list) {
    return list.isBlank()
        ? List.of()
        : Stream.of(list.split(",")).map(String::trim).map(Integer::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1,512,8",
    "255,10000,8",
    "256,512,16",
    "4096,99999,16",
    "32,511,8",
    "32,420,8",
    "32,341,16",
    "32,100,32",
    "32,64,64",
    "32,1,64",
    "256,400,16"
  })
  void theDefaultStepIsTheReferences(int batch, int iterations, int step) {
    assertThat(Method.Signum.defaultStep(batch, iterations)).isEqualTo(step);
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
    WeightLayer second = network.weightLayers().get(1);
    assertThat(second.in()).isEqualTo(Shape.ofUnits(128));
    assertThat(second.rows()).isEqualTo(128);
    assertThat(second.outputs()).isEqualTo(64);
    assertThat(network.weights()).isEqualTo(784 * 128 + 128 * 64 + 64 * 10);
    assertThat(network.classes()).isEqualTo(10);
    assertThat(network).hasToString("[784, 128, 64, 10]");
    assertThat(signum().build().method().weightBits()).isEqualTo(13);
    assertThat(amsGrad().build().method().weightBits()).isEqualTo(16);
  }

  /** An image goes into a fully connected layer as the vector of its values. */
  @Test
  void anImageIsTakenAsAVector() {
    Network images = new Network(new Shape(28, 14, 2), List.of(new LayerSpec.Dense(10)), 0);
    assertThat(images.weightLayers().getFirst().rows()).isEqualTo(784);
    assertThat(images).hasToString("{input: [28, 14, 2], layers: [fc 10]}");
  }

  /** Windows multiply the values of an example: 5 x 5 x 4 of them for each of 16 x 16 places. */
  @Test
  void partsOfAPredictionAreAsLargeAsTheirLayersAllow() {
    assertThat(Network.dense(List.of(784, 128, 10)).rowsAtATime(500)).isEqualTo(500);
    assertThat(network(new Shape(16, 16, 4), "conv 5 8 pad 2", "fc 10").rowsAtATime(500))
        .isEqualTo((1 << 22) / (256 * 100));
    assertThat(network(new Shape(32, 32, 64), "conv 9 1 pad 4", "fc 10").rowsAtATime(500))
        .isEqualTo(1);
  }

  private static Network network(Shape input, String... layers) {
    return new Network(input, LayerWords.parse(List.of(layers)), 0);
  }

  /** The table of widths for 784-128-128-10 and a batch of 128. */
  @Test
  void widthsAreThoseOfTheSpecification() {
    List<Bounds> bounds = Bounds.of(Job.signum(784, 128, 128, 10).build());
    assertThat(bounds).extracting(Bounds::sumBits).containsExactly(18, 16, 15);
    assertThat(bounds.get(1).errorSum().width()).isEqualTo(15);
    assertThat(bounds).extracting(Bounds::gradientBits).containsOnly(22);
    assertThat(bounds).extracting(b -> b.gradientRing().width()).containsOnly(27);
    List<Bounds> rotated = Bounds.of(Job.signum(784, 128, 128, 10).rotate(4).build());
    assertThat(rotated).extracting(Bounds::gradientBits).containsExactly(24, 22, 22);
    assertThat(rotated).extracting(b -> b.gradientRing().terms()).containsExactly(96, 24, 24);
  }

  @Test
  void aLayerIsNamedForTheUser() {
    assertThat(Bounds.of(signum().build()))
        .hasToString("[layer 1 (784 x 128), layer 2 (128 x 10)]");
  }
}
