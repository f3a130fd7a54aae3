package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quotient.transport.LinkModel;
import quotient.twoparty.Bill;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.Work;

class UnitCostsTest {
  private static Duration time(Work work, GateProtocol gates, String link) {
    LinkModel model =
        link.equals("loopback") ? LinkModel.LOOPBACK : LinkModel.parse(link.replace(' ', ','));
    return UnitCosts.REFERENCE.time(work, new Protocols(gates, ProductProtocol.AUTO).over(model));
  }

  /** What docs/benchmarks.md has of the reference machine, over TLS. */
  @ParameterizedTest
  @CsvSource({
    "GMW, 7939328, 13066240, 78080600, 656, 2293760, 190, loopback, 0.388",
    "GMW, 4324800, 7425024, 54901752, 656, 2293760, 200, loopback, 0.284",
    "GMW, 60785271, 74932224, 344975864, 656, 2293760, 515, loopback, 1.672",
    "GMW, 998656, 2069504, 15207688, 209, 1228800, 124, loopback, 0.110",
    "GMW, 8943096, 15507936, 90134056, 711, 448000, 272, loopback, 0.563",
    "GMW, 46804380, 83116024, 413034518, 1639, 2400000, 358, loopback, 1.599",
    "GMW, 19732540, 34183240, 225616890, 2361, 1536000, 388, loopback, 1.048",
    "GMW, 9125248, 17067424, 89592528, 457, 960000, 222, loopback, 0.437"
  })
  void isNearWhatWasMeasured(
      GateProtocol gates,
      long ands,
      long ots,
      long bytes,
      long ciphertexts,
      long productBytes,
      long messages,
      String link,
      double seconds) {
    Bill bill = new Bill(ands, ots, bytes / 2, bytes / 2);
    Work work = new Work(bill, messages, ciphertexts, productBytes);

    assertThat(time(work, gates, link).toNanos() / 1e9).isCloseTo(seconds, withinPercentage(20));
  }

  /** What docs/benchmarks.md has of another machine over links, with its calibration. */
  @ParameterizedTest
  @CsvSource({
    "7423232, 13671424, 30900110, 28557234, 711, 42, 24MB/s 42ms, 2.12",
    "4695552, 8226816, 24792434, 21971406, 711, 54, 24MB/s 42ms, 1.78",
    "75272311, 80714871, 107263838, 105325730, 711, 262, 24MB/s 42ms, 7.91",
    "12965944, 19898608, 39634126, 38083570, 738, 78, 24MB/s 42ms, 2.86",
    "7830784, 13422144, 40476658, 41472390, 728, 141, 1Gb/s 1ms, 0.579"
  })
  void isNearWhatWasMeasuredOverALink(
      long ands,
      long ots,
      long bytesFromA,
      long bytesFromB,
      long ciphertexts,
      long messages,
      String link,
      double seconds) {
    UnitCosts costs =
        new Calibration(
                "",
                Map.of(
                    "half-gates", 26.5e-9,
                    "ot-products", 0.500,
                    "rlwe-products", 0.120,
                    "train-signum", 0.264))
            .costs();
    Work work = new Work(new Bill(ands, ots, bytesFromA, bytesFromB), messages, ciphertexts, 0);
    Protocols protocols = Protocols.DEFAULT.over(LinkModel.parse(link.replace(' ', ',')));

    assertThat(costs.time(work, protocols).toNanos() / 1e9)
        .isCloseTo(seconds, withinPercentage(20));
  }
}
