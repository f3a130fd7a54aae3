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
      correlated OT, k = 1
        A 77cc4cb392cccedeab06a9e8a6a8d138042cc57c2c02539fbcc9d72060ddb23d
        B 10d9c4c82596ddf6301a702a7910bb126e6d19e921f938892da54d5a598c3437
      correlated OT, k = 2
        A bac48ea9cc319e9979266f14c1cdd8f7d6e43182c31715dc1b51862515be0bd2
        B 6fdef7a8e44f12686ba96a27651f1eb3a4d9a3fe179a724afb88d0f3ee2bcd1d
      correlated OT, k = 4
        A ff057b44d9b6d00122d30d4d2b0d55b3c0f31c098142feffffde4b15a4c5df66
        B 51a2be38c95bc9fb0f9bc74fa6ceff95c1c8de7c044eddee71d57f4fdd4ec04d
      correlated OT, k = 8
        A c2a8d92469ce4a5ab634b0b0bcd09ad38493f77d4b00b6a1253804f892879be8
        B 832ff753cd5a1ff28e8dc88cbf8942a6db93e25128d7ee776ddc9f4868068860
      set-up
        A 322cb74b094cd334214e7a78b4cdd4ddc9b51129f4e7106dcf994778665e5ff0
        B 2cc8b659a86177bf87943bbff511d65ca08fdf8097b9281cbf4b3ca1d5fb1589
      set-up with keys for RLWE
        A d0d05ff10c92024fc0a82147ce069dc3d86e597ff730cdddb20b89bcbb524b5a
        B abe1aad747cd828baa0fd0eeb85fb10cdfeaf556f6e1b8d43ad4d0d27d13ec6e
      product by RLWE
        A d5ca7cc213845141d336a61056c11faac362651597caad67d17bc4084ead1dc9
        B dbed478851f19cc2b2c6c89bd154ed696f7d5572ed67bf7890b2cf22d33a2466
      inputs
        A 63cab8e921e413242a44bf4e8fdc999d3834c0883aed7afd6199c1ffa98c1948
        B 01a9ea3be03056478367d784b365faa9d44fb8287f3a0ca99595042531d7919f
      half gates
        A 469b360f8329a7dea4e3f956572763d3ba2cd71c6004a1f87e0ebd7c4bb171c6
        B 01a9ea3be03056478367d784b365faa9d44fb8287f3a0ca99595042531d7919f
      shares to bits
        A 3df258ca157e4854b301512f2032e968b7b156db5611b09c77cc52eca59e0e19
        B c53e9d33f46e73c472bb1b58a4317a5ad3370bedf827d34a8c12d02813683594
      bits to shares
        A 6ff033ea9ab3531ece9e26dfc4f218b7e2ee389282f3ff0a45d75999640f3f10
        B 59c7f5ac828d0d8374d955988aa65f68fe51d5e207b895b5c84589a2561fc3ad
      product
        A 57c486a5ffcb0f27cb8ce1f2db57ef928165ad2b7f42bb701c2a3d661f79cddf
        B fa9b33cf8dfe072ed870523b545fa0454b2fd7eeab2f20a11b18a5fbf155fa64
      open bits to both
        A f99ba4d4c480ae9bdb92f099ac9d2fbaf5a37e62f2488c90988579b518290e4f
        B 495de8a05a7a98de02ff8e5702f9c93263780ec985f928f62cdbfc93b9c5f081
      open shares to A
        A 63cab8e921e413242a44bf4e8fdc999d3834c0883aed7afd6199c1ffa98c1948
        B db0b048e30e9234c3358222d7ffbea63312fb696090b36f27d7050af445f01ed
      """;

  private static final int LANES = 2100;
  private static final long[] VALUES = new SplittableRandom(1).longs(LANES).toArray();

  private static Bits input(TwoPartyEngine engine, Party party, int width) {
    return engine.fromXorShare(Dealer.of(party, 3).xorShares(VALUES, width), LANES);
  }

  private static Shares product(TwoPartyEngine engine, Party party) {
    Dealer dealer = Dealer.of(party, 3);
    return engine.product(
        dealer.planes(30, 70, new long[] {1, -1}, VALUES, Owners.NONE),
        dealer.shares(70, 30, 18, VALUES));
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
    protocols.put("product", TranscriptTest::product);
    protocols.put(
        "open bits to both",
        (engine, party) -> engine.open(input(engine, party, 3), Recipient.BOTH).orElseThrow());
    protocols.put(
        "open shares to A",
        (engine, party) ->
            engine.open(Dealer.of(party, 3).shares(30, 70, 20, VALUES), Recipient.A).isPresent());
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
    TwoParties.Results<Transcript<Object>> byRlwe =
        Transcript.ofEngines(ProductProtocol.RLWE, 1, TranscriptTest::product);
    lines.put(
        "set-up with keys for RLWE",
        new TwoParties.Results<>(
            Transcript.sha256(byRlwe.a().setUp()), Transcript.sha256(byRlwe.b().setUp())));
    lines.put(
        "product by RLWE",
        new TwoParties.Results<>(
            Transcript.sha256(byRlwe.a().sent()), Transcript.sha256(byRlwe.b().sent())));
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
