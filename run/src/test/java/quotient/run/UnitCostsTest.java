package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.transport.LinkModel;
import quotient.twoparty.Bill;
import quotient.twoparty.Protocols;
import quotient.twoparty.Work;

class UnitCostsTest {
  private static Duration time(Work work, String link) {
    LinkModel model =
        link.equals("loopback") ? LinkModel.LOOPBACK : LinkModel.parse(link.replace(' ', ','));
    return UnitCosts.REFERENCE.time(work, Protocols.DEFAULT.over(model));
  }

  /** What docs/benchmarks.md has of its machine. */
  @ParameterizedTest
  @CsvSource({
    "train-signum, 7423232, 12917760, 710, 0, 42, 30145636, 27808220, 24MB/s 42ms, 1.579",
    "train-signum-lean, 4695552, 8194048, 710, 0, 54, 24760836, 21943228, 24MB/s 42ms, 1.759",
    "train-amsgrad, 71878256, 76903543, 710, 0, 196, 106662180, 104479644, 24MB/s 42ms, 6.632",
    "predict-128, 1309952, 2379776, 88, 0, 18, 5997828, 4231622, 24MB/s 42ms, 0.661",
    "predict-1, 8058, 7456, 7, 27648, 12, 332066, 167564, 24MB/s 42ms, 0.29",
    "train-conv-c, 12965944, 20259056, 737, 0, 78, 39957722, 38482418, 24MB/s 42ms, 2.469",
    "train-residual, 24510140, 40711560, 2396, 0, 122, 95331362, 92595404, 24MB/s 42ms, 4.644",
    "predict-conv-c-128, 9502592, 17280512, 223, 0, 40, 28433606, 24713736, 24MB/s 42ms, 1.837",
    "train-signum, 7830784, 12867072, 684, 1064960, 141, 38785218, 39732314, 1Gb/s 1ms, 0.525",
    "train-amsgrad, 57772400, 71511671, 684, 983040, 288, 165197538, 173001018, 1Gb/s 1ms, 1.661",
    "predict-128, 1073664, 2081024, 88, 0, 52, 6459748, 5887750, 1Gb/s 1ms, 0.115",
    "predict-1, 8058, 11680, 7, 10240, 12, 333266, 182524, 1Gb/s 1ms, 0.016",
    "train-conv-c, 9254896, 15606240, 709, 448000, 157, 46492046, 47962614, 1Gb/s 1ms, 0.617",
    "train-signum, 7984384, 12836864, 656, 2375680, 193, 38183642, 39122014, loopback, 0.279",
    "train-signum-lean, 4340224, 7719936, 656, 2293760, 202, 27707162, 28444638, loopback, 0.218",
    "train-amsgrad, 61156443, 74932224, 656, 2293760, 450, 171891194, 173146782, loopback, 0.855",
    "predict-128, 1097856, 1949696, 88, 0, 81, 5278788, 5574118, loopback, 0.067",
    "train-conv-c, 9049696, 15540704, 709, 448000, 246, 44425598, 45885366, loopback, 0.317",
    "train-lenet, 48095560, 82755576, 1640, 2400000, 329, 203989884, 207787962, loopback, 1.034",
    "train-residual, 19967400, 34084936, 2360, 1536000, 356, 111049648, 114185730, loopback, 0.759"
  })
  void isNearWhatWasMeasured(
      String name,
      long ands,
      long ots,
      long ciphertexts,
      long productBytes,
      long messages,
      long bytesFromA,
      long bytesFromB,
      String link,
      double seconds) {
    Bill bill = new Bill(ands, ots, bytesFromA, bytesFromB);
    Work work = new Work(bill, messages, ciphertexts, productBytes);

    assertThat(time(work, link).toNanos() / 1e9).as(name).isCloseTo(seconds, withinPercentage(20));
  }
}
