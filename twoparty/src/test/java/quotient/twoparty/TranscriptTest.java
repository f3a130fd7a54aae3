package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.engine.Bits;
import quotient.engine.Owners;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.engine.Shares;

/**
 * All bytes that each protocol sends, with all randomness fixed: no change on the wire passes
 * unnoticed. Who makes one on purpose copies the new lines from the failure to here and raises
 * {@link Handshake#PROTOCOL}.
 */
class TranscriptTest {
  private static final String PINNED =
      """
      """;

  private static final int LANES = 2100;
  private static final long[] VALUES = new SplittableRandom(1).longs(LANES).toArray();

  private static Bits input(TwoPartyEngine engine, Party party, int width) {
    return engine.fromXorShare(Dealer.of(party, 3).xorShares(VALUES, width), LANES);
  }

  private static Map<String, BiFunction<TwoPartyEngine, Party, Object>> protocols() {
    Map<String, BiFunction<TwoPartyEngine, Party, Object>> protocols = new LinkedHashMap<>();
    protocols.put("inputs", (engine, party) -> input(engine, party, 2));
    protocols.put(
        "half gates",
        (engine, party) -> {
          Bits in = input(engine, party, 2);
          return engine.and(in.wire(0), in.wire(1));
        });
    protocols.put(
        "shares to bits",
        (engine, party) ->
            engine.lanewise((c, in) -> in, Dealer.of(party, 3).shares(LANES, 1, 9, VALUES)));
    protocols.put(
        "bits to shares",
        (engine, party) -> engine.toShares(input(engine, party, 7), true, LANES, 1, 15));
    protocols.put(
        "product",
        (engine, party) -> {
          Dealer dealer = Dealer.of(party, 3);
          return engine.product(
              dealer.planes(30, 70, new long[] {1, -1}, VALUES, Owners.NONE),
              dealer.shares(70, 30, 18, VALUES));
        });
    protocols.put(
        "open bits to both",
        (engine, party) -> engine.open(input(engine, party, 3), Recipient.BOTH).orElseThrow());
    protocols.put(
        "open shares to A",
        (engine, party) ->
            engine
                .open(Dealer.of(party, 3).shares(30, 70, 20, VALUES), Recipient.A)
                .isPresent());
    return protocols;
  }

  @Test
  void isUnchanged() {
    Map<String, TwoParties.Results<String>> lines = new LinkedHashMap<>();
    for (int k : new int[] {1, 2, 4, 8}) {
      lines.put("correlated OT, k = " + k, correlatedOt(k));
    }
    TwoParties.Results<Transcript<Object>> start =
        Transcript.ofEngines(1, (engine, party) -> engine.addPublic(Shares.zeros(1, 1, 1), 1));
    lines.put(
        "set-up",
        new TwoParties.Results<>(
            Transcript.sha256(start.a().setUp()), Transcript.sha256(start.b().setUp())));
    protocols()
        .forEach((name, program) -> {
          TwoParties.Results<Transcript<Object>> both = Transcript.ofEngines(1, program);
          lines.put(
              name,
              new TwoParties.Results<>(
                  Transcript.sha256(both.a().sent()), Transcript.sha256(both.b().sent())));
        });
    String listing =
        lines.entrySet().stream()
            .map(line ->
                line.getKey() + "\n  A " + line.getValue().a() + "\n  B " + line.getValue().b())
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(listing).isEqualTo(PINNED);
  }

  /** Base OTs and two batches. */
  private static TwoParties.Results<String> correlatedOt(int k) {
    return TwoParties.play(
        1,
        channels -> {
          RecordingChannel channel = new RecordingChannel(channels.getFirst());
          CotSender sender = new CotSender(channel, k, new InsecureRandom(1));
          for (int count : new int[] {100, 20_000}) {
            sender.begin(count);
            sender.next(count, new byte[16 * count]);
          }
          return Transcript.sha256(Transcript.take(List.of(channel)));
        },
        channels -> {
          RecordingChannel channel = new RecordingChannel(channels.getFirst());
          CotReceiver receiver = new CotReceiver(channel, k, new InsecureRandom(2));
          for (int count : new int[] {100, 20_000}) {
            receiver.begin(VALUES, count);
            receiver.next(count, new byte[16 * count]);
          }
          return Transcript.sha256(Transcript.take(List.of(channel)));
        });
  }
}
