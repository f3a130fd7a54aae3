package quotient.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
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
}
