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
import quotient.crypto.OtExtension;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.Wire;
import quotient.transport.LinkModel;

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
        A 06e6ededfd7b73bce28fc3e364674479841861084bb64ac5e980ed6b3e050465
        B 6f332606125c64090e190db7e701b4f436bdb209566c45cb1612bd731284f7b7
      set-up with keys for RLWE
        A dd958ef63ab007a6ae51ff4da2720c955590c251e78140a5b39296285e6a2bfa
        B d160eff59d545ded45839c90ffc255520a819460a09c8ef6e9003b85772a075e
      product by RLWE
        A dec0d1041d007ecb47a0e16529f40b94e59cd021a1bbd83db5e3bad9183d2226
        B 2115b4e4325c9d5b1a2c637a14cd5db3c467af2d3c0de14a2f06a0cf7d04a95c
      products by RLWE of a matrix that stays
        A 36523b95bbf5ad2b0d2924e7c2ac14da579e5abfd97b0bc55c1c58a58609d8f8
        B d24cca7896b6b946739b55f34b0331d9d0805a838ed999053ee9b2809f233c35
      inputs
        A 63cab8e921e413242a44bf4e8fdc999d3834c0883aed7afd6199c1ffa98c1948
        B 01a9ea3be03056478367d784b365faa9d44fb8287f3a0ca99595042531d7919f
      half gates
        A aef76154755a4bcc5430cc659a423e4eeb79f3da51626ad421cbebafb4037c51
        B 01a9ea3be03056478367d784b365faa9d44fb8287f3a0ca99595042531d7919f
      shares to bits
        A 33717f1dd02f97808840c46912c40bfe0444dae88e02cd54427e79001ee5bc1f
        B c53e9d33f46e73c472bb1b58a4317a5ad3370bedf827d34a8c12d02813683594
      bits to shares
        A d597181b00ccd734c276dd21db7d287332fe2ecc9c6442227cb9fc913b96b699
        B 62451993b54f44249f9d675f2ff0a42977482cfd0fb2efba16ff3a8b81fa7fbd
      product
        A 2682a29dc4a6dd5df98d67827fab04da143cc475dd703ad3872ef0d6fe8235da
        B 129d0181bb18cb1b442475c4c017165f07885f1dd67a9295a3112c34e247f796
      open bits to both
        A d9208fe4e13b487c6be1bc0a7d78f90541cff74fab2ae257be5869f9f6970fe9
        B c08510c71f386e30a9ac12c3d168c4d9707fb033e2fa1379a8f534e7f2b4deca
      open shares to A
        A 63cab8e921e413242a44bf4e8fdc999d3834c0883aed7afd6199c1ffa98c1948
        B db0b048e30e9234c3358222d7ffbea63312fb696090b36f27d7050af445f01ed
      inputs and gates by GMW
        A 46539f6ea3e1fac9f336517f3b5a1b46b4378a2fe22b745d4b52e1025b4b1905
        B 28f142b0de72b67d6ebd83d80bda42b7c0e2ca79123d40c9f8489c7eed4b87a3
      shares to bits by GMW, tables
        A f10edeafadb99cd56ef6495f98d4557a2c721c7ec95823184a0196201feb3ea8
        B 8e10cf90ef52a5caafb83b5639c2c749113d8ac5c657da11326de43c55286e82
      inputs and gates by Yao among GMW
        A 49aa4913814749f7007c6b424e5cdac8df83d177b430910cacdea053a2889bca
        B fe2a3896f9efc0570a73f20318549aa1668c18f10765deef13e8d10372d0e029
      """;

  private static final int LANES = 2100;
  private static final long[] VALUES = new SplittableRandom(1).longs(LANES).toArray();

  private static Bits input(Engine engine, Party party, int width) {
    return engine.fromXorShare(Dealer.of(party, 3).xorShares(VALUES, width), LANES);
  }

  private static Shares product(Engine engine, Party party) {
    Dealer dealer = Dealer.of(party, 3);
    return engine.product(
        dealer.matrixOfBits(30, 70, new long[] {1, -1}, VALUES, 18),
        Matrix.ofShares(dealer.shares(70, 30, 18, VALUES)),
        Ring.of(18));
  }

  /** The first as any other, two with what is kept for them, the first with new keys. */
  private static Shares productsOfAMatrixThatStays(Engine engine, Party party) {
    Dealer dealer = Dealer.of(party, 3);
    Matrix x = Matrix.ofShares(dealer.shares(70, 30, 18, VALUES));
    x.staysFixed();
    Matrix p = dealer.matrixOfBits(30, 70, new long[] {1, -1}, VALUES, 18);
    for (int i = 0; i < 3; i++) {
      engine.product(p, x, Ring.of(18));
    }
    return engine.product(p, x, Ring.of(18));
  }

  private static Map<String, BiFunction<Engine, Party, Object>> protocols() {
    Map<String, BiFunction<Engine, Party, Object>> protocols = new LinkedHashMap<>();
    protocols.put("inputs", (engine, party) -> input(engine, party, 2));
    protocols.put(
        "half gates",
        (engine, party) -> {
          Bits in = input(engine, party, 2);
          return engine.lanewise(
              (c, x) -> new Bits[] {Bits.of(c.and(x[0].wire(0), x[0].wire(1)))}, in);
        });
    protocols.put(
        "shares to bits",
        (engine, party) ->
            engine.lanewise((c, in) -> in, Dealer.of(party, 3).shares(LANES, 1, 9, VALUES)));
    protocols.put(
        "bits to shares",
        (engine, party) ->
            engine.shares(
                engine.matrix(input(engine, party, 7), Planes.signedWeights(7), LANES, 1, 15), 15));
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
    Map<String, InProcess.Both<String>> lines = new LinkedHashMap<>();
    for (int k : new int[] {1, 2, 4, 8}) {
      lines.put("correlated OT, k = " + k, correlatedOt(k));
    }
    InProcess.Both<Transcript<Object>> start =
        Transcript.ofEngines(1, (engine, party) -> engine.addPublic(Shares.zeros(1, 1, 1), 1));
    lines.put(
        "set-up",
        new InProcess.Both<>(
            Transcript.sha256(start.a().setUp()), Transcript.sha256(start.b().setUp())));
    InProcess.Both<Transcript<Object>> byRlwe =
        Transcript.ofEngines(
            new Protocols(GateProtocol.YAO, ProductProtocol.RLWE), 1, TranscriptTest::product);
    lines.put(
        "set-up with keys for RLWE",
        new InProcess.Both<>(
            Transcript.sha256(byRlwe.a().setUp()), Transcript.sha256(byRlwe.b().setUp())));
    lines.put(
        "product by RLWE",
        new InProcess.Both<>(
            Transcript.sha256(byRlwe.a().sent()), Transcript.sha256(byRlwe.b().sent())));
    InProcess.Both<Transcript<Object>> kept =
        Transcript.ofEngines(
            new Protocols(GateProtocol.YAO, ProductProtocol.RLWE),
            1,
            TranscriptTest::productsOfAMatrixThatStays);
    lines.put(
        "products by RLWE of a matrix that stays",
        new InProcess.Both<>(
            Transcript.sha256(kept.a().sent()), Transcript.sha256(kept.b().sent())));
    protocols()
        .forEach((name, program) -> {
          InProcess.Both<Transcript<Object>> both = Transcript.ofEngines(1, program);
          lines.put(
              name,
              new InProcess.Both<>(
                  Transcript.sha256(both.a().sent()), Transcript.sha256(both.b().sent())));
        });
    BiFunction<Engine, Party, Object> inputsAndGates =
        (engine, party) -> {
          return engine.lanewise(
              (c, x) -> {
                Wire low = c.and(x[0].wire(0), x[0].wire(1));
                Wire high = c.and(x[0].wire(1), x[0].wire(2));
                return new Bits[] {c.and(x[0], c.and(low, high))};
              },
              input(engine, party, 3));
        };
    InProcess.Both<Transcript<Object>> byGmw =
        Transcript.ofEngines(Protocols.DEFAULT, 1, inputsAndGates);
    lines.put(
        "inputs and gates by GMW",
        new InProcess.Both<>(
            Transcript.sha256(byGmw.a().sent()), Transcript.sha256(byGmw.b().sent())));
    InProcess.Both<Transcript<Object>> byTables =
        Transcript.ofEngines(
            Protocols.DEFAULT.over(LinkModel.parse("24MB/s,0.4ms")),
            1,
            (engine, party) ->
                engine.lanewise(
                    (c, in) -> new Bits[] {Bits.of(in[0].sign()), c.saturate(in[1], 4)},
                    Dealer.of(party, 3).shares(LANES, 1, 19, VALUES),
                    Dealer.of(party, 4).shares(LANES, 1, 9, VALUES)));
    lines.put(
        "shares to bits by GMW, tables",
        new InProcess.Both<>(
            Transcript.sha256(byTables.a().sent()), Transcript.sha256(byTables.b().sent())));
    InProcess.Both<Transcript<Object>> byYao =
        Transcript.ofEngines(
            Protocols.DEFAULT.over(LinkModel.parse("800MB/s,10000ms")), 1, inputsAndGates);
    lines.put(
        "inputs and gates by Yao among GMW",
        new InProcess.Both<>(
            Transcript.sha256(byYao.a().sent()), Transcript.sha256(byYao.b().sent())));
    String listing =
        lines.entrySet().stream()
            .map(line ->
                line.getKey() + "\n  A " + line.getValue().a() + "\n  B " + line.getValue().b())
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(listing).isEqualTo(PINNED);
  }

  /** Base OTs and two batches. */
  private static InProcess.Both<String> correlatedOt(int k) {
    return InProcess.run(
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
          CotReceiver receiver =
              new CotReceiver(channel, new OtExtension(k, 4), new InsecureRandom(2));
          for (int count : new int[] {100, 20_000}) {
            receiver.begin(VALUES, count);
            receiver.next(count, new byte[16 * count]);
          }
          return Transcript.sha256(Transcript.take(List.of(channel)));
        });
  }
}
