package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.training.Job.Kind;
import quotient.training.ReferenceVectors.Run;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.InProcess.Both;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;

/** Training by two parties gives the weights and accuracies of clear training, bit for bit. */
class SecureTrainingTest {
  /** What both parties have in common, whichever the protocols. */
  private static List<String> secure(Job job, TestData.Split data, int iterations) {
    List<String> asInThePaper = secure(Protocols.PAPER, job, data, iterations);
    for (Protocols protocols : TwoEngines.BOTH_WAYS) {
      if (!protocols.equals(Protocols.PAPER)) {
        assertThat(secure(protocols, job, data, iterations)).isEqualTo(asInThePaper);
      }
    }
    return asInThePaper;
  }

  private static List<String> secure(
      Protocols protocols, Job job, TestData.Split data, int iterations) {
    ReferenceRun run = new ReferenceRun(job.build(), data.train(), data.test());
    Both<List<String>> both =
        TwoEngines.secure(protocols, (engine, party) -> run.on(engine, party, iterations));
    assertThat(both.b()).isEqualTo(both.a());
    return both.a();
  }

  private static void assertEqualsClear(Job job, TestData.Split data, int iterations) {
    ReferenceRun run = new ReferenceRun(job.build(), data.train(), data.test());
    TwoEngines.secureEqualsClear((engine, party) -> run.on(engine, party, iterations));
  }

  /** All marks at which the step is halved lie within, and the accuracy of each epoch is opened. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aWholeShortTrainingOnTheDigitsEqualsTheClearOne(Kind optimizer) {
    TestData.Split digits = TestData.digits();
    Table few =
        new Table(
            64,
            false,
            30,
            Arrays.copyOf(digits.train().features(), 64 * 70),
            Arrays.copyOf(digits.train().labels(), 70));
    Job job = Job.digits(optimizer).epochs(5);
    assertEqualsClear(job, new TestData.Split(few, digits.test()), Integer.MAX_VALUE);
  }

  @Test
  void theOptionsOfSignumOnTheDigitsEqualTheClearOnes() {
    TestData.Split digits = TestData.digits();
    assertEqualsClear(Job.digits(Kind.SIGNUM).ema(), digits, 3);
    assertEqualsClear(Job.digits(Kind.SIGNUM).rotate(4), digits, 10);
    assertEqualsClear(Job.digits(Kind.SIGNUM).errorBits(4), digits, 3);
    assertEqualsClear(Job.digits(Kind.SIGNUM).ema().rotate(3).errorBits(7), digits, 4);
  }

  /** Over a link on which gates, conversions and products use up what was made ahead. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void overALongLinkEqualsTheClearTraining(Kind optimizer) {
    LinkModel link = LinkModel.parse("24MB/s,42ms");
    TestData.Split digits = TestData.digits();
    Job job = Job.digits(optimizer);
    ReferenceRun run = new ReferenceRun(job.build(), digits.train(), digits.test());
    List<String> clear = TwoEngines.clear((engine, party) -> run.on(engine, party, 5));
    for (ProductProtocol products : List.of(ProductProtocol.RLWE, ProductProtocol.AUTO)) {
      Protocols protocols = new Protocols(GateProtocol.GMW, products).over(link);
      assertThat(secure(protocols, job, digits, 5)).as("%s", products).isEqualTo(clear);
    }
  }

  /** One party has all the rows, and the other only labels of nobody. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1438})
  void oneOwnerOfAllRowsEqualsTheClearTraining(int rowsOfA) {
    TestData.Split digits = TestData.digits();
    TestData.Split owned =
        new TestData.Split(
            digits.train().withRowsOfA(rowsOfA),
            digits.test().withRowsOfA(Math.min(rowsOfA, digits.test().rows())));
    assertThat(secure(Job.digits(Kind.SIGNUM), owned, 10))
        .isEqualTo(ReferenceVectors.DIGITS_SIGNUM.subList(0, 4));
  }

  @Test
  void signumOnMnistForTwoIterationsEqualsTheReference() {
    assertThat(secure(Job.signum(784, 128, 128, 10), TestData.mnist(), 2))
        .isEqualTo(ReferenceVectors.SIGNUM.subList(0, 3));
  }

  @Test
  void amsGradOnMnistForTwoIterationsEqualsTheReference() {
    assertThat(secure(Job.amsGrad(784, 128, 128, 10), TestData.mnist(), 2))
        .isEqualTo(ReferenceVectors.AMSGRAD.subList(0, 3));
  }

  static Stream<Run> networksOnTheDigits() {
    return ReferenceVectors.ALL.stream()
        .filter(run -> run.command().data().equals("digits"))
        .filter(run -> run.arguments().contains("--net") || run.arguments().contains("--bias"));
  }

  static Stream<Run> tables() {
    return ReferenceVectors.ALL.stream()
        .filter(run -> run.command().data().matches("breast|credit|thyroid"));
  }

  static Stream<Run> networksOnMnist() {
    return ReferenceVectors.ALL.stream()
        .filter(run -> run.command().data().equals("mnist") && run.arguments().contains("--net"));
  }

  /** Convolutions, each pooling, residual blocks and biases. */
  @ParameterizedTest
  @MethodSource({"networksOnTheDigits", "tables"})
  void networksForTwoIterationsEqualTheReference(Run run) {
    assertFirstLinesEqual(run, 2);
  }

  @ParameterizedTest
  @MethodSource({"networksOnTheDigits", "tables", "networksOnMnist"})
  @Tag("proof")
  void networksForTenIterationsEqualTheReference(Run run) {
    assertFirstLinesEqual(run, 10);
  }

  private static void assertFirstLinesEqual(Run run, int iterations) {
    TestData.Split data = run.command().split();
    for (Protocols protocols : List.of(Protocols.DEFAULT, Protocols.PAPER)) {
      assertThat(secure(protocols, run.command().job(), data, iterations))
          .as("%s", protocols)
          .isEqualTo(run.lines().subList(0, iterations == 10 ? 4 : 1 + iterations));
    }
  }

  @Test
  @Tag("proof")
  void wholeTrainingsOnTheDigitsEqualTheReference() {
    TestData.Split digits = TestData.digits();
    assertThat(secure(Job.digits(Kind.SIGNUM), digits, Integer.MAX_VALUE))
        .isEqualTo(ReferenceVectors.DIGITS_SIGNUM);
    assertThat(secure(Job.digits(Kind.AMSGRAD), digits, Integer.MAX_VALUE))
        .isEqualTo(ReferenceVectors.DIGITS_AMSGRAD);
  }

  @Test
  @Tag("proof")
  void tenIterationsOnMnistEqualTheReference() {
    TestData.Split mnist = TestData.mnist();
    assertThat(secure(Job.signum(784, 128, 128, 10), mnist, 10))
        .isEqualTo(ReferenceVectors.SIGNUM.subList(0, 4));
    assertThat(secure(Job.amsGrad(784, 128, 128, 10), mnist, 10))
        .isEqualTo(ReferenceVectors.AMSGRAD.subList(0, 4));
  }

  @Test
  @Tag("proof")
  void theOptionsOfSignumOnMnistEqualTheReference() {
    TestData.Split mnist = TestData.mnist();
    assertThat(secure(Job.signum(784, 128, 128, 10).ema(), mnist, 10))
        .isEqualTo(ReferenceVectors.EMA.subList(0, 4));
    assertThat(secure(Job.signum(784, 128, 128, 10).rotate(4), mnist, 10))
        .isEqualTo(ReferenceVectors.ROTATE.subList(0, 4));
    assertThat(secure(Job.signum(784, 128, 128, 10).errorBits(4), mnist, 10))
        .isEqualTo(ReferenceVectors.ERROR_BITS.subList(0, 4));
  }

  @Test
  @Tag("proof")
  void wideAndDeepNetworksOnMnistEqualTheReference() {
    TestData.Split mnist = TestData.mnist();
    assertThat(secure(Job.signum(784, 512, 512, 10), mnist, 2))
        .isEqualTo(ReferenceVectors.SIGNUM_WIDE.subList(0, 3));
    assertThat(secure(Job.signum(784, 128, 128, 128, 10), mnist, 2))
        .isEqualTo(ReferenceVectors.SIGNUM_DEEP.subList(0, 3));
    assertThat(secure(Job.amsGrad(784, 128, 128, 128, 10), mnist, 2))
        .isEqualTo(ReferenceVectors.AMSGRAD_DEEP.subList(0, 3));
  }
}
