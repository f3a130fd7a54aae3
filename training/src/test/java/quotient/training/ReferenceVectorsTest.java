package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quotient.engine.ClearEngine;
import quotient.training.Job.Kind;

/** The clear trainer against the reference's vectors, every one of them. */
class ReferenceVectorsTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private static List<String> clear(Job job, TestData.Split data, int iterations) {
    return new ReferenceRun(job.build(), data.train(), data.test())
        .on(new ClearEngine(), null, iterations);
  }

  /** The lines of a run that is cut short: those without the epochs. */
  private static List<String> withoutEpochs(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith("epoch")).toList();
  }

  /** The reference's list has only some of the epochs. */
  private static void assertEpochs(List<String> lines, List<String> expected) {
    assertThat(lines).containsSubsequence(expected);
    assertThat(lines).hasSize(5 + 20);
  }

  @Test
  void signumOnTheDigits() {
    assertThat(clear(Job.digits(Kind.SIGNUM), TestData.digits(), NO_LIMIT))
        .isEqualTo(ReferenceVectors.DIGITS_SIGNUM);
  }

  @Test
  void amsGradOnTheDigits() {
    assertThat(clear(Job.digits(Kind.AMSGRAD), TestData.digits(), NO_LIMIT))
        .isEqualTo(ReferenceVectors.DIGITS_AMSGRAD);
  }

  @Test
  void signumOnMnistFor100Iterations() {
    assertThat(clear(Job.signum(784, 128, 128, 10), TestData.mnist(), 100))
        .isEqualTo(withoutEpochs(ReferenceVectors.SIGNUM));
  }

  @Test
  void amsGradOnMnistFor100Iterations() {
    assertThat(clear(Job.amsGrad(784, 128, 128, 10), TestData.mnist(), 100))
        .isEqualTo(withoutEpochs(ReferenceVectors.AMSGRAD));
  }

  @Test
  void emaOnMnist() {
    assertThat(clear(Job.signum(784, 128, 128, 10).ema(), TestData.mnist(), 100))
        .isEqualTo(ReferenceVectors.EMA);
  }

  @Test
  void rotateOnMnist() {
    assertThat(clear(Job.signum(784, 128, 128, 10).rotate(4), TestData.mnist(), 100))
        .isEqualTo(ReferenceVectors.ROTATE);
  }

  @Test
  void errorBitsOnMnist() {
    assertThat(clear(Job.signum(784, 128, 128, 10).errorBits(4), TestData.mnist(), 100))
        .isEqualTo(ReferenceVectors.ERROR_BITS);
  }

  @Test
  void threeHiddenLayersOnMnist() {
    TestData.Split mnist = TestData.mnist();
    assertThat(clear(Job.signum(784, 128, 128, 128, 10), mnist, 10))
        .isEqualTo(ReferenceVectors.SIGNUM_DEEP);
    assertThat(clear(Job.amsGrad(784, 128, 128, 128, 10), mnist, 10))
        .isEqualTo(ReferenceVectors.AMSGRAD_DEEP);
  }

  @Test
  void wideLayersOnMnist() {
    assertThat(clear(Job.signum(784, 512, 512, 10), TestData.mnist(), 10))
        .isEqualTo(ReferenceVectors.SIGNUM_WIDE);
  }

  @Test
  @Tag("proof")
  void signumOnMnist() {
    assertEpochs(
        clear(Job.signum(784, 128, 128, 10), TestData.mnist(), NO_LIMIT), ReferenceVectors.SIGNUM);
  }

  @Test
  @Tag("proof")
  void amsGradOnMnist() {
    assertEpochs(
        clear(Job.amsGrad(784, 128, 128, 10), TestData.mnist(), NO_LIMIT),
        ReferenceVectors.AMSGRAD);
  }
}
