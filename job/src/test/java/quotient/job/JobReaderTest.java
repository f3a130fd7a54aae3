package quotient.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.data.ColumnNames;
import quotient.data.CsvSpec;
import quotient.data.RowFilter;
import quotient.data.Scale;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.LayerSpec;
import quotient.training.Method;
import quotient.training.Network;
import quotient.training.Pooling;
import quotient.training.Schedule;
import quotient.training.Shape;
import quotient.training.Shifts;
import quotient.training.TrainingJob;
import quotient.transport.Fingerprint;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;

class JobReaderTest {
  private static final String DATA = "data: {train: {format: csv, file: t.csv}}\n";

  private static final String TRAIN_AND_TEST =
      "data: {train: {format: csv, file: t.csv}, test: {format: csv, file: u.csv}}\n";

  @TempDir private Path directory;

  private Job read(String text) throws IOException {
    return JobReader.read(Files.writeString(directory.resolve("job.yaml"), text));
  }

  private String complaint(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), text);
    JobException e = catchThrowableOfType(JobException.class, () -> JobReader.read(file));
    String message = String.valueOf(e.getMessage());
    assertThat(message).startsWith(file + ": ").doesNotContain("\n");
    return message.substring(file.toString().length() + 2);
  }

  @Test
  void readsTheExampleOfMnist() throws IOException {
    Job job =
        read(
            """
            network: [784, 128, 128, 10]
            optimizer: signum            # or amsgrad
            momentum: bucket             # or ema (signum only)
            rotate: 1
            error-bits: 8
            step: 8
            shifts: {forward: [4, 2, 2], error: [0, 3]}
            batch: 128
            epochs: 20
            seed: 1
            data:
              train: {format: idx, images: mnist/i.gz, labels: mnist/l.gz}
              test: {format: idx, images: mnist/ti.gz, labels: mnist/tl.gz}
            """);

    assertThat(job.training())
        .isEqualTo(
            new TrainingJob(
                Network.dense(List.of(784, 128, 128, 10)),
                new Method.Signum(
                    Method.Momentum.BUCKET,
                    1,
                    8,
                    OptionalInt.of(8),
                    new Shifts(List.of(4, 2, 2), List.of(0, 3))),
                new Schedule(128, 20, 1)));
    Table train = new Table.Idx(Path.of("mnist/i.gz"), Optional.of(Path.of("mnist/l.gz")));
    Table test = new Table.Idx(Path.of("mnist/ti.gz"), Optional.of(Path.of("mnist/tl.gz")));
    assertThat(job.train()).isEqualTo(train);
    assertThat(job.test()).contains(test);
    assertThat(job.prediction())
        .isEqualTo(new Job.Prediction(Optional.of(test), Party.A, Recipient.A, Reveal.CLASS, 500));
  }

  @Test
  void theExampleWritesTheDefaultsOut() throws IOException {
    String data = "data: {train: {format: idx, images: i, labels: l}}\n";
    assertThat(read("network: [784, 128, 128, 10]\n" + data).digest())
        .isEqualTo(
            read("""
            network: [784, 128, 128, 10]
            optimizer: signum
            momentum: bucket
            rotate: 1
            error-bits: 8
            bias: 0
            scales: public
            shifts: {forward: [4, 2, 2], error: [0, 3]}
            batch: 128
            epochs: 20
            seed: 1
            """
                    + data)
                .digest());
  }

  private static final String CONV =
      "network: {input: [8, 8, 1], layers: [conv 3 8, pool 2, fc 32, fc 10]}\n";

  private static final String RESIDUAL =
      "network: {input: [8, 8, 1], layers: [conv 3 8, pool 2, res 3, fc 10]}\n";

  private static final String IMAGES = "data: {train: {format: idx, images: i, labels: l}}\n";

  @Test
  void readsLayers() throws IOException {
    Job job =
        read(
            """
            network:
              input: [28, 28, 1]
              layers:
                - conv 5 16 stride 2 pad 1
                - maxpool 2
                - res 3
                - fc 10
            bias: 3
            """
                + DATA);

    assertThat(job.training().network())
        .isEqualTo(
            new Network(
                new Shape(28, 28, 1),
                List.of(
                    new LayerSpec.Conv(5, 16, 2, 1, new Pooling(Pooling.Kind.MAX, 2)),
                    new LayerSpec.Residual(3, Pooling.NONE),
                    new LayerSpec.Dense(10)),
                3));
    assertThat(job.inputs()).isEqualTo(784);
    assertThat(job.classes()).isEqualTo(10);
    assertThat(job.terms())
        .containsEntry(
            "network",
            "{input: [28, 28, 1], layers: [conv 5 16 stride 2 pad 1, maxpool 2, res 3, fc 10]}")
        .containsEntry("bias", "3")
        .containsEntry("scales", "public");
  }

  @Test
  void theShapeOfImagesIsATermOfFullyConnectedLayersToo() throws IOException {
    Job units = read("network: [64, 16, 10]\n" + IMAGES);
    Job layers = read("network: {input: [8, 8, 1], layers: [fc 16, fc 10]}\n" + IMAGES);
    assertThat(units.terms()).containsEntry("network", "[64, 16, 10]");
    assertThat(layers.terms())
        .containsEntry("network", "{input: [8, 8, 1], layers: [fc 16, fc 10]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          network: [64, 16, 10]                                         | idx | 128 | BUCKET | 0
          network: {input: [8, 8, 1], layers: [fc 16, fc 10]}           | idx | 128 | BUCKET | 0
          network: {input: [8, 8, 1], layers: [fc 16, fc 10]}           | csv | 128 | BUCKET | 0
          network: {input: [8, 8, 1], layers: [conv 3 8, pool 2, fc 10]} | idx | 32 | EMA    | 0
          network: {input: [8, 8, 1], layers: [conv 3 8, res 3, fc 10]} | csv | 32  | EMA    | 0
          network: [64, 16, 10]                                         | csv | 32  | EMA    | 64
          """)
  void defaultsGoByTheKindOfNetworkAndData(
      String network, String format, int batch, Method.Momentum momentum, int bias)
      throws IOException {
    String data = format.equals("csv") ? DATA : IMAGES;
    TrainingJob job = read(network + "\n" + data).training();
    assertThat(job.schedule()).isEqualTo(new Schedule(batch, 20, 1));
    assertThat(job.network().bias()).isEqualTo(bias);
    Method.Signum signum = (Method.Signum) job.method();
    assertThat(signum.momentum()).isEqualTo(momentum);
    assertThat(signum.step()).isEmpty();
    assertThat(signum.shifts()).isEqualTo(Shifts.of(job.network()));
    TrainingJob amsGrad = read(network + "\noptimizer: amsgrad\n" + data).training();
    assertThat(amsGrad.schedule()).isEqualTo(job.schedule());
    assertThat(amsGrad.network()).isEqualTo(job.network());
    TrainingJob said =
        read(network + "\nbatch: 7\nmomentum: bucket\nbias: 0\nstep: 3\n" + data).training();
    assertThat(said.schedule().batch()).isEqualTo(7);
    assertThat(said.network().bias()).isZero();
    assertThat(((Method.Signum) said.method()).momentum()).isEqualTo(Method.Momentum.BUCKET);
    assertThat(((Method.Signum) said.method()).step()).hasValue(3);
  }

  @Test
  void scalesOfAmsgradAreSecretUnlessTheJobOrAResidualBlockWantsOthers() throws IOException {
    String job = CONV + "optimizer: amsgrad\n" + DATA;
    assertThat(read(job).training().method()).isEqualTo(new Method.AmsGrad(Optional.empty()));
    assertThat(read(job).terms())
        .containsEntry("scales", "secret")
        .doesNotContainKeys("shifts.forward", "shifts.error", "step", "momentum");
    assertThat(read(job + "scales: secret\n").terms()).isEqualTo(read(job).terms());

    Job shifted = read(job + "scales: public\nshifts: {forward: [2, 3, 1]}\n");
    assertThat(shifted.training().method())
        .isEqualTo(new Method.AmsGrad(Optional.of(new Shifts(List.of(2, 3, 1), List.of(2, 2)))));
    assertThat(shifted.terms())
        .containsEntry("scales", "public")
        .containsEntry("shifts.forward", "[2, 3, 1]")
        .containsEntry("shifts.error", "[2, 2]");

    Job residual = read(RESIDUAL + "optimizer: amsgrad\n" + DATA);
    assertThat(residual.training().method().publicShifts())
        .contains(Shifts.of(residual.training().network()));
    assertThat(residual.terms()).containsEntry("scales", "public");
    assertThat(read(RESIDUAL + "optimizer: amsgrad\nscales: public\n" + DATA).terms())
        .isEqualTo(residual.terms());
    assertThat(read(CONV + "scales: public\n" + DATA).terms()).isEqualTo(read(CONV + DATA).terms());
  }

  @Test
  void aModelIsTiedToWhatItsPredictionsDependOn() throws IOException {
    String job = CONV + DATA;
    SortedMap<String, String> terms = Job.modelTerms(read(job).training());
    assertThat(terms).containsOnlyKeys("network", "bias", "optimizer", "scales", "shifts.forward");
    for (String other :
        List.of(
            job.replace("pool", "maxpool"),
            job + "bias: 1\n",
            job + "shifts: {forward: [2, 3, 1]}\n",
            job + "optimizer: amsgrad\n",
            job + "optimizer: amsgrad\nscales: public\n")) {
      assertThat(Job.modelTerms(read(other).training())).as(other).isNotEqualTo(terms);
    }
    for (String same : List.of("step: 3", "batch: 5", "momentum: bucket", "epochs: 2")) {
      assertThat(Job.modelTerms(read(job + same).training())).as(same).isEqualTo(terms);
    }
  }

  @Test
  void theSummaryHasTheDefaultsAndTheStepThatResults() throws IOException {
    assertThat(read(CONV + DATA).summary(200).toString())
        .isEqualTo(
            "{network={input: [8, 8, 1], layers: [conv 3 8, pool 2, fc 32, fc 10]}, bias=0,"
                + " optimizer=signum, scales=public, momentum=ema, batch=32, epochs=20, step=16,"
                + " shifts.forward=[2, 3, 0], shifts.error=[2, 2]}");
    assertThat(read("network: [4, 2]\noptimizer: amsgrad\n" + DATA).summary(200).toString())
        .isEqualTo(
            "{network=[4, 2], bias=64, optimizer=amsgrad, scales=secret, batch=32, epochs=20}");
    assertThat(read("network: [4, 2]\nstep: 5\n" + DATA).summary(200)).containsEntry("step", 5);
    assertThat(read("network: [4, 2]\n" + DATA).terms()).containsEntry("step", "by iterations");
  }

  @Test
  void readsTablesOfCsv() throws IOException {
    Job job =
        read(
            """
            network: [64, 2]
            data:
              train:
                format: csv
                file: t.csv
                header: ignored
                features: [3, 1]
                label: 2
                labels: [no, 17]
                scale: {offset: 0.5, factor: 8, min: 0, max: 120}
                columns: {1: {factor: 2, min: 5}}
                rows: {skip: 4 mod 5}
            predict:
              data: {format: csv, file: p.csv, label: none}
              owner: b
              reveal: logits
            """);

    Table.Csv train = (Table.Csv) job.train();
    assertThat(train.spec().header()).isEqualTo(CsvSpec.Header.IGNORED);
    assertThat(train.spec().features()).containsExactly("3", "1");
    assertThat(train.spec().label()).isEqualTo("2");
    assertThat(train.spec().labels()).containsExactly("no", "17");
    assertThat(train.spec().scale().max()).isEqualTo(120);
    assertThat(train.spec().columnScales())
        .containsOnly(Map.entry("1", new Scale(BigDecimal.ZERO, BigDecimal.TWO, 5, 127)));
    assertThat(train.rows()).isEqualTo(RowFilter.skip(5, 4));
    assertThat(train.signed()).isFalse();
    assertThat(job.test()).isEmpty();
    assertThat(job.prediction().table()).map(Table::labelled).contains(false);
    assertThat(job.prediction().to()).isEqualTo(Recipient.B);
    assertThat(job.prediction().reveal()).isEqualTo(Reveal.LOGITS);
  }

  @Test
  void whatIsNotSaidOfOtherRowsIsAsForTraining() throws IOException {
    Job job =
        read(
            """
            network: [64, 2]
            data:
              train:
                format: csv
                file: t.csv
                header: false
                features: [3, 1]
                label: 2
                labels: [no, 17]
                scale: {offset: 0.5, factor: 8}
                columns: {1: {factor: 2}}
                rows: {skip: 4 mod 5}
              test: {format: csv, file: u.csv}
            predict: {data: {format: csv, file: p.csv, scale: {factor: 3}}}
            """);

    CsvSpec train = ((Table.Csv) job.train()).spec();
    Table.Csv test = (Table.Csv) job.test().orElseThrow();
    Table.Csv predict = (Table.Csv) job.prediction().table().orElseThrow();
    assertThat(test.spec()).isEqualTo(train);
    assertThat(test.rows()).isEqualTo(RowFilter.ALL);
    assertThat(predict.spec().scale().factor()).isEqualTo(BigDecimal.valueOf(3));
    assertThat(predict.spec().columnScales()).isEqualTo(train.columnScales());
    assertThat(predict.spec().labels()).isEqualTo(train.labels());
  }

  @Test
  void readsWhatIsOpenedAndWhoTakesPart() throws IOException {
    String fingerprint = "5f".repeat(32);
    Job job =
        read(
            "network: [2, 2]\n"
                + DATA
                + "accuracy: {open: end, min-rows: 5, majority: true}\n"
                + "parties: {b: 'SHA-256 "
                + fingerprint
                + "'}\n");
    assertThat(job.accuracy()).isEqualTo(new Accuracy(Accuracy.Opening.END, 5, true));
    assertThat(job.parties())
        .containsOnly(Map.entry(Party.B, Fingerprint.parse(fingerprint.toUpperCase(Locale.ROOT))));
    assertThat(job.terms())
        .containsEntry("accuracy.open", "end")
        .containsEntry("accuracy.min-rows", "5")
        .containsEntry("accuracy.majority", "true")
        .containsKey("parties.b");
    assertThat(read("network: [2, 2]\n" + DATA).accuracy())
        .isEqualTo(new Accuracy(Accuracy.Opening.EPOCH, 20, false));
  }

  @Test
  void rowsToPredictHaveTheLabelOfTheTrainingUnlessTheJobSaysOtherwise() throws IOException {
    String job = "network: [2, 2]\n" + DATA + "predict: {data: {format: csv, file: p.csv}}\n";
    CsvSpec spec = toPredict(job);
    assertThat(spec.label()).isEqualTo(CsvSpec.AS_TRAINED);
    assertThat(spec.trainedLabel()).isEmpty();
    assertThat(toPredict(job.replace("t.csv", "t.csv, label: y")).trainedLabel()).contains("y");
    assertThat(read(job.replace("t.csv", "t.csv, label: y")).terms())
        .containsEntry("predict.data.label", "as in training");
    assertThat(toPredict(job.replace("p.csv", "p.csv, label: last")).label())
        .isEqualTo(CsvSpec.LAST);
    assertThat(toPredict(job.replace("p.csv", "p.csv, label: z")).label()).isEqualTo("z");
    assertThat(toPredict("network: [2, 2]\n" + TRAIN_AND_TEST).label()).isEqualTo(CsvSpec.LAST);
  }

  private CsvSpec toPredict(String job) throws IOException {
    return ((Table.Csv) read(job).prediction().table().orElseThrow()).spec();
  }

  @Test
  void allTablesHaveTheColumnsOfTheTrainingUnlessTheJobSaysOtherwise() throws IOException {
    String job =
        ("network: [2, 2]\n" + TRAIN_AND_TEST)
            .replace("t.csv", "t.csv, features: [b, a], label: y");
    Table.Csv test = (Table.Csv) read(job).test().orElseThrow();
    assertThat(test.spec().features()).containsExactly("b", "a");
    assertThat(test.spec().label()).isEqualTo("y");
    assertThat(toPredict(job + "predict: {data: {format: csv, file: p.csv}}\n").features())
        .containsExactly("b", "a");
    Table.Csv other =
        (Table.Csv)
            read(job.replace("u.csv", "u.csv, features: [a, c], label: z")).test().orElseThrow();
    assertThat(other.spec().features()).containsExactly("a", "c");
    assertThat(other.spec().label()).isEqualTo("z");
  }

  @Test
  void rowsToPredictAreReadLikeThoseOfTheTraining() throws IOException {
    Files.writeString(directory.resolve("p.csv"), "b,a\n1,2\n");
    Job job = read("network: [2, 2]\n" + DATA + "predict: {data: {format: csv, file: p.csv}}\n");
    Table table = job.prediction().table().orElseThrow();
    ColumnNames trained = new ColumnNames(List.of("a", "b"), Optional.of("y"));

    assertThat(job.read(table, directory, Optional.of(trained)).values()).containsExactly(2, 1);
    assertThat(job.read(table, directory, Optional.empty()).values()).containsExactly(1, 2);
  }

  @Test
  void featuresAreSignedWhereAScaleAllowsIt() throws IOException {
    assertThat(read("network: [64, 2]\n" + DATA).train().signed()).isTrue();
    assertThat(
            read("network: [64, 2]\ndata: {train: {format: csv, file: t, scale: {min: 0}}}")
                .train()
                .signed())
        .isFalse();
    assertThat(
            read("network: [64, 2]\ndata: {train: {format: csv, file: t, scale: {min: 0},"
                    + " columns: {x: {factor: 2}}}}")
                .train()
                .signed())
        .isTrue();
  }

  @Test
  void productsGoTheCheaperWayUnlessTheJobChooses() throws IOException {
    String job = "network: [64, 2]\n" + DATA;
    assertThat(read(job).protocols()).isEqualTo(Protocols.DEFAULT);
    assertThat(read(job + "products: rlwe\n").protocols().products())
        .isEqualTo(ProductProtocol.RLWE);
    assertThat(read(job + "products: ot\n").terms()).containsEntry("products", "ot");
  }

  @Test
  void gatesAreGmwUnlessTheJobChooses() throws IOException {
    String job = "network: [64, 2]\n" + DATA;
    assertThat(read(job).protocols().gates()).isEqualTo(GateProtocol.GMW);
    assertThat(read(job + "gates: yao\n").protocols().gates()).isEqualTo(GateProtocol.YAO);
    assertThat(read(job + "gates: yao\n").terms()).containsEntry("gates", "yao");
  }

  @Test
  void theLinkIsMeasuredUnlessTheJobSaysIt() throws IOException {
    String job = "network: [64, 2]\n" + DATA;
    assertThat(read(job).link()).isEmpty();
    assertThat(read(job).terms()).containsEntry("link", "measured");
    assertThat(read(job).summary(200)).doesNotContainKey("link");
    Job distant = read(job + "link: 192Mb/s,42ms\n");
    assertThat(distant.link()).contains(LinkModel.parse("24MB/s,42ms"));
    assertThat(distant.terms()).containsEntry("link", "24MB/s,42ms");
    assertThat(distant.summary(200)).containsEntry("link", "24MB/s,42ms");
    assertThat(distant.modelSummary()).isEqualTo(read(job).modelSummary());
    Job near = read(job + "link: loopback\n");
    assertThat(near.link()).contains(LinkModel.LOOPBACK);
    assertThat(near.terms()).containsEntry("link", "loopback");
    for (String named : List.of("10Gb/s,0.3ms", "1Gb/s,1ms")) {
      assertThat(read(job + "link: " + named).link()).contains(LinkModel.parse(named));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fast | link: 'fast' is not a link; write its speed in each direction (100kB/s to 100GB/s)"
            + " and its round-trip time in ms (0ms to 10000ms), without blanks, for instance"
            + " 24MB/s,42ms or 1Gb/s,1ms, or loopback",
        "24MB/s | link: '24MB/s' is not a link; write its speed",
        "'1kB/s,1ms' | link: the speed of a link must be 100kB/s to 100GB/s, or loopback",
        "'1Gb/s,20000ms' | link: the round trip of a link must be 0ms to 10000ms, or loopback",
        "'[1Gb/s, 1ms]' | line 3: link must be one word or text"
      })
  void aLinkThatIsNone_fails(String link, String complaint) {
    String job = "network: [64, 2]\n" + DATA + "link: ";
    assertThat(catchThrowableOfType(JobException.class, () -> read(job + link)))
        .hasMessageContaining(complaint);
  }

  @Test
  void theDigestLeavesOutWhereFilesLieAndNothingElse() throws IOException {
    String job = "network: [64, 2]\n" + DATA;
    String digest = read(job).digest();
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(read(job.replace("t.csv", "/elsewhere/u.csv")).digest()).isEqualTo(digest);
    assertThat(read(job.replace("[64, 2]", "[64, 3]")).digest()).isNotEqualTo(digest);
    assertThat(read(job + "seed: 2\n").digest()).isNotEqualTo(digest);
    assertThat(read(job + "products: ot\n").digest()).isNotEqualTo(digest);
    assertThat(read(job + "gates: yao\n").digest()).isNotEqualTo(digest);
    assertThat(read(job + "link: loopback\n").digest()).isNotEqualTo(digest);
    assertThat(read(job.replace("t.csv", "t.csv, label: x")).digest()).isNotEqualTo(digest);
    assertThat(read(job + "predict: {to: both}\n").digest()).isNotEqualTo(digest);
  }

  @Test
  void namesWithCommasOrLineBreaksAreNotTakenForOthers() throws IOException {
    String job = "network: [2, 2]\n" + DATA;
    List<String> digests = new ArrayList<>();
    for (String keys :
        List.of(
            "features: [a, b]",
            "features: ['a, b']",
            "features: ['a\\, b']",
            "labels: [a, b]",
            "labels: ['a, b']",
            "label: 'x'",
            "label: \"x\\ndata.train.labels=numbers\"",
            "columns: {a: {factor: 2}, b: {factor: 3}}",
            "columns: {'a: (v - 0) * 2 in -127..127, b': {factor: 3}}")) {
      digests.add(read(job.replace("t.csv", "t.csv, " + keys)).digest());
    }
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void longListsStandInTheTermsAsTheyAre() throws IOException {
    List<String> names = IntStream.range(0, 900).mapToObj(i -> "column" + i).toList();
    Job job =
        read("network: [900, 2]\ndata: {train: {format: csv, file: t, features: " + names + "}}");
    assertThat(job.terms()).containsEntry("data.train.features", names.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must be a group of keys",
        "'network: [64, 2]\nbatsch: 3\nseed: 1\n' | line 2: unknown key 'batsch'; the keys here are accuracy,",
        "'data: {train: {format: csv, file: t, scale: {fact: 1}}}' | unknown key"
            + " 'data.train.scale.fact'; the keys here are factor, max, min, offset",
        "'network: [4, x]' | line 1: network[1] must be a whole number",
        "'network: [4, , 2]' | not valid YAML",
        "'network: 4' | line 1: network must be a list without gaps, as in [784, 128, 10], or a group"
            + " of the keys input and layers",
        "'network: [4, ~, 2]' | line 1: network[1] must be a whole number",
        "'network: {inputs: [8, 8, 1]}' | line 1: unknown key 'network.inputs'; the keys here are"
            + " input, layers",
        "'network: {input: 64}' | network.input must be a list",
        "'network: {input: [8, 8, x]}' | network.input[2] must be a whole number",
        "'network:\n  input: [8, 8, 1]\n  layers: fc 10' | line 3: network.layers must be a list without"
            + " gaps, as in [conv 5 16, pool 2, fc 10]",
        "'network: {input: [8, 8, 1], layers: [~]}' | network.layers[0] must be",
        "'network: {input: [8, 8, 1], layers: [fc: 10]}' | network.layers[0] must be one word or text",
        "'bias: some' | line 1: bias must be a whole number",
        "'scales: hidden' | scales must be secret or public, but is 'hidden'",
        "'network: [99999999999, 2]' | line 1: network[0] must be a number nearer to 0",
        "'seed: 99999999999999999999' | line 1: seed must be a number nearer to 0",
        "'batch: 1.5' | batch must be a whole number, but is '1.5'",
        "'batch: \"32\"' | batch must be a whole number",
        "'seed: 1\nseed: 2' | line 2: not valid YAML: Duplicate field 'seed'",
        "'optimizer: sgd' | optimizer must be signum or amsgrad, but is 'sgd'",
        "'batch: 010' | line 1: 010 begins with a zero, which YAML takes for an octal number",
        "'accuracy: {majority: maybe}' | accuracy.majority must be true or false",
        "'gates: 1' | gates must be gmw or yao, but is '1'",
        "'predict: {owner: 1}' | predict.owner must be a or b, but is '1'",
        "'accuracy: {open: 2}' | accuracy.open must be epoch or end or none, but is '2'",
        "'gates: bgw' | gates must be gmw or yao, but is 'bgw'",
        "'products: he' | products must be auto or ot or rlwe, but is 'he'",
        "'predict: {to: all}' | predict.to must be a or b or both, but is 'all'",
        "'data: {train: {format: xls}}' | data.train.format must be idx or csv",
        "'data: {train: {file: x}}' | data.train.format must be idx or csv",
        "'data: {train: 3}' | data.train",
        "'network: [4, 2]\nseed: 1\n---\nseed: 2\n' | line 4: a second document begins; a job is one",
        "'network: [4, 2]\n---\n{}' | line 3: a second document begins",
        "'network: &widths [4, 2]\nshifts: {forward: *widths}' | line 2: aliases (*name) and merged"
            + " keys (<<) are not supported; write the values out",
        "'seed: &one 1\nepochs: *one' | line 2: aliases",
        "'data:\n  train: {<<: {format: csv}, file: t}' | line 2: aliases",
        "'data: {train: {format: csv, file: t, label: \"\\ud800\"}}' | line 1: half a character",
        "'network: [4, 2' | line 1: not valid YAML: while parsing a flow sequence, expected",
      })
  void malformedFiles_fail(String text, String complaint) throws IOException {
    assertThat(complaint(text)).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | network needs an input and an output width",
        "'network: [4]' | network needs an input and an output width",
        "'network: [64, 1]' | at least 2 outputs",
        "'network: [64, 2]\nepochs: 0' | epochs must be 1 to 100000, but is 0",
        "'network: [64, 2]\noptimizer: amsgrad\nmomentum: ema' | momentum is an option of signum",
        "'network: [64, 2]\noptimizer: amsgrad\nmomentum: bucket' | momentum is an option of signum, not of amsgrad; remove it",
        "'network: [64, 2]\noptimizer: amsgrad\nrotate: 2' | rotate is an option of signum",
        "'network: [64, 2]\noptimizer: amsgrad\nerror-bits: 4' | error-bits is an option of signum",
        "'network: [64, 2]\noptimizer: amsgrad\nstep: 4' | step is an option of signum, not of amsgrad; remove it",
        "'network: {layers: [fc 10]}' | network.input must be three numbers, height, width and channels",
        "'network: {input: [64], layers: [fc 10]}' | network.input must be three numbers",
        "'network: {input: [8, 0, 1], layers: [fc 10]}' | network has a layer of 8 x 0 x 1 units",
        "'network: {input: [1073741824, 1073741824, 16], layers: [fc 10]}' | network has a layer of 1073741824 x 1073741824 x 16 units",
        "'network: {input: [8, 8, 1]}' | network.layers needs at least one layer",
        "'network: {input: [8, 8, 1], layers: []}' | network.layers needs at least one layer",
        "'network: {input: [8, 8, 1], layers: [dense 10]}' | is no layer; possible are conv",
        "'network: {input: [8, 8, 1], layers: [5]}' | is no layer",
        "'network: {input: [8, 8, 1], layers: [conv 9 2, fc 10]}' | does not fit an image of 8 x 8",
        "'network: [64, 2]\nbias: 128' | bias must be 0 to 127, but is 128",
        "'network: [64, 2]\nscales: secret' | scales: those of signum are always public",
        "'network: [64, 2]\noptimizer: amsgrad\nshifts: {forward: [1]}' | shifts are options of signum,"
            + " and of amsgrad with scales: public; remove them or say so",
        "'network: {input: [8, 8, 1], layers: [conv 3 2, res 3, fc 10]}\noptimizer: amsgrad\nscales:"
            + " secret' | scales: a network with residual blocks is always trained with public scales",
        "'network: [64, 2]\nshifts: {forward: [1, 2]}' | shifts.forward has 2 entries",
        "'network: [64, 2]\npredict: {batch: 0}' | predict.batch must be 1 to",
      })
  void badValues_fail(String text, String complaint) throws IOException {
    assertThat(complaint(text + "\n" + DATA)).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'format: idx, labels: l' | data.train.images is missing",
        "'format: idx, images: i' | data.train has no labels",
        "'format: csv' | data.train.file is missing",
        "'format: csv, file: \"a\\0b\"' | data.train.file cannot be the path of a file",
        "'format: idx, images: \"a\\0b\"' | data.train.images cannot be the path of a file",
        "'format: idx, images: i, labels: \"a\\0b\"' | data.train.labels cannot be the path of a file",
        "'format: csv, file: f, label: none' | data.train has no labels",
        "'format: csv, file: f, label: as in training' | data.train has no labels",
        "'format: csv, file: f, header: maybe' | data.train.header must be true, false or ignored",
        "'format: csv, file: f, features: [x, x]' | features: column 'x' stands twice",
        "'format: csv, file: f, scale: {factor: 0}' | factor 0",
        "'format: csv, file: f, columns: {c0: {factor: 0}}' | data.train.columns.c0: scale: factor 0",
        "'format: csv, file: f, scale: {min: 5, max: 4}' | no range",
        "'format: csv, file: f, rows: {keep: 5 mod 5}' | no row index leaves 5",
        "'format: csv, file: f, rows: {keep: every fifth}' | must be written as in {skip: 4 mod 5}",
        "'format: csv, file: f, rows: {keep: 1 mod 5, skip: 2 mod 5}' | either keep or skip",
      })
  void badTables_fail(String table, String complaint) throws IOException {
    assertThat(complaint("network: [64, 2]\ndata: {train: {" + table + "}}")).contains(complaint);
  }

  @Test
  void aJobWithoutData_fails() throws IOException {
    assertThat(complaint("network: [64, 2]")).contains("data.train is missing");
  }

  @Test
  void aMissingFile_fails() {
    Path absent = directory.resolve("absent.yaml");
    assertThat(catchThrowableOfType(JobException.class, () -> JobReader.read(absent)).getMessage())
        .isEqualTo(absent + ": no such file; check --job");
  }

  @Test
  void aFileThatIsNotText_fails() throws IOException {
    Path file = Files.write(directory.resolve("job.yaml"), new byte[] {'a', (byte) 0xff});
    assertThat(catchThrowableOfType(JobException.class, () -> JobReader.read(file)).getMessage())
        .isEqualTo(file + ": is not text in UTF-8; save it as such");
  }

  @Test
  void aDirectory_fails() {
    assertThat(
            catchThrowableOfType(JobException.class, () -> JobReader.read(directory)).getMessage())
        .startsWith(directory + ": cannot be read (")
        .doesNotContain("Exception");
  }

  @Test
  void whatIsTooDeepOrTooLong_fails() throws IOException {
    assertThat(complaint("[".repeat(2000))).doesNotContain("Stream", "`", "Exception");
    assertThat(complaint("seed: " + "1".repeat(2000))).doesNotContain("Stream", "`", "Exception");
  }
}
