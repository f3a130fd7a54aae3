package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.lattice.Packing;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;

/**
 * Each verb moves, in one call, more than three times what a channel takes while nobody reads, each
 * way; where the garbler alone sends gates, the evaluator sends as much for its inputs. Each must
 * end, and be right. The shapes are such that much is sent and little computed.
 */
class BeyondAChannelTest {
  private static final int MUCH = 3 * Channel.WRITE_AHEAD_BYTES;

  /** Entries of the widest ring. */
  private static final int OPENED = MUCH / Long.BYTES + 100;

  /** Wires with a common input: nine bits are opened of each eight gates. */
  private static final int WIRES = 64;

  private static final int GATE_LANES = Math.ceilDiv(MUCH, WIRES / 8 * 9) * 8 + 1000;

  /** Bits, each an OT of four bytes, and of a message of four bytes where it becomes a share. */
  private static final int BITS = MUCH / 4 + 1000;

  private static final int RING = 8;

  /** By OT, an OT and a message of four bytes for each entry of the left operand. */
  private static final int SIDE = 2520;

  /** By RLWE, an answer for each 4096 entries of the product. */
  private static final int ANSWERED = 2048;

  private static final int INNER = 32;
  private static final int ANSWERED_RING = 18;

  /** What both parties do; the share, or what was opened. */
  private interface Verb {
    long[] run(Engine engine, Party me);
  }

  private record Parties(InProcess.Both<List<Channel>> channels, InProcess.Both<Engine> engines) {}

  private static long[] random(Party me, int seed, int count) {
    return new SplittableRandom(2L * seed + (me == Party.A ? 0 : 1)).longs(count).toArray();
  }

  private static long[] randomBits(Party me, int seed, int count) {
    return BitVectors.and(random(me, seed, BitVectors.words(count)), BitVectors.ones(count));
  }

  private static long[] xored(int seed, int bits) {
    return BitVectors.xor(randomBits(Party.A, seed, bits), randomBits(Party.B, seed, bits));
  }

  private static long[] added(int seed, int count) {
    return sum(random(Party.A, seed, count), random(Party.B, seed, count));
  }

  private static long[] sum(long[] a, long[] b) {
    long[] out = new long[a.length];
    Arrays.setAll(out, i -> a[i] + b[i]);
    return out;
  }

  private static Bits input(Engine engine, Party me, int seed, int lanes) {
    return engine.fromXorShare(new long[][] {randomBits(me, seed, lanes)}, lanes);
  }

  private static long[] xorShare(Engine engine, Bits bits) {
    return Arrays.stream(engine.xorShare(bits)).flatMapToLong(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @CsvSource({"false,GMW,OT", "false,YAO,RLWE", "true,GMW,OT", "true,YAO,RLWE"})
  void everyVerbEnds(boolean overTls, GateProtocol gates, ProductProtocol products) {
    everyVerbEnds(overTls, new Protocols(gates, products));
  }

  /** A link on which shares become bits by Yao, and the ANDs of one level by GMW. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyVerbOfBothSchemesEnds(boolean overTls) {
    Protocols protocols = new Protocols(GateProtocol.GMW, ProductProtocol.OT);
    everyVerbEnds(overTls, protocols.over(LinkModel.parse("800MB/s,10000ms")));
  }

  private static void everyVerbEnds(boolean overTls, Protocols protocols) {
    InProcess.Both<List<Channel>> channels = overTls ? InsecureTls.connect() : InProcess.connect();
    Session a = new Session(Party.A, channels.a());
    Session b = new Session(Party.B, channels.b());
    Parties parties =
        new Parties(
            channels, InProcess.run(channels, _ -> a.engine(protocols), _ -> b.engine(protocols)));
    open(parties);
    if (protocols.gates() == GateProtocol.GMW) {
      openBits(parties);
      gates(parties);
    }
    sharesToBits(parties);
    bitsToShares(parties);
    if (protocols.products() == ProductProtocol.OT) {
      productByOt(parties);
    } else {
      productByRlwe(parties);
    }
    InProcess.run(channels, _ -> end(a), _ -> end(b));
  }

  private static boolean end(Session session) {
    session.complete();
    session.close();
    return true;
  }

  private static InProcess.Both<long[]> play(Parties parties, Verb verb) {
    return InProcess.run(
        parties.channels,
        ofA -> play(ofA, parties.engines.a(), Party.A, verb),
        ofB -> play(ofB, parties.engines.b(), Party.B, verb));
  }

  private static long[] play(List<Channel> channels, Engine engine, Party me, Verb verb) {
    long before = bytesSent(channels);
    long[] out = verb.run(engine, me);
    // A garbler's last gates.
    channels.subList(0, Session.CHANNELS_OF_COMPUTATION).forEach(Channel::flush);
    assertThat(bytesSent(channels) - before).isGreaterThan(MUCH);
    return out;
  }

  private static long bytesSent(List<Channel> channels) {
    return channels.stream().map(Channel::traffic).mapToLong(Traffic::bytesSent).sum();
  }

  private static void assertXor(InProcess.Both<long[]> shares, long[] expected) {
    assertThat(Arrays.equals(BitVectors.xor(shares.a(), shares.b()), expected)).isTrue();
  }

  private static void open(Parties parties) {
    InProcess.Both<long[]> opened =
        play(
            parties,
            (engine, me) ->
                engine
                    .open(Shares.of(OPENED, 1, Long.SIZE, random(me, 1, OPENED)), Recipient.BOTH)
                    .orElseThrow());
    assertThat(Arrays.equals(opened.a(), added(1, OPENED))).isTrue();
    assertThat(Arrays.equals(opened.b(), added(1, OPENED))).isTrue();
  }

  private static void openBits(Parties parties) {
    int lanes = Long.SIZE * OPENED;
    InProcess.Both<long[]> opened =
        play(
            parties,
            (engine, me) ->
                engine.open(input(engine, me, 2, lanes), Recipient.BOTH).orElseThrow()[0]);
    assertThat(Arrays.equals(opened.a(), xored(2, lanes))).isTrue();
    assertThat(Arrays.equals(opened.b(), xored(2, lanes))).isTrue();
  }

  /** In one round: triples fill the channels of OTs, and what is opened the other one. */
  private static void gates(Parties parties) {
    InProcess.Both<long[]> shares =
        play(
            parties,
            (engine, me) -> {
              long[][] wires = new long[WIRES][];
              Arrays.setAll(wires, i -> randomBits(me, 10 + i, GATE_LANES));
              Bits keep = input(engine, me, 3, GATE_LANES);
              Bits[] kept =
                  engine.lanewise(
                      (c, in) -> new Bits[] {c.and(in[0], in[1].wire(0))},
                      engine.fromXorShare(wires, GATE_LANES),
                      keep);
              return xorShare(engine, kept[0]);
            });
    int words = BitVectors.words(GATE_LANES);
    long[] expected = new long[WIRES * words];
    for (int i = 0; i < WIRES; i++) {
      long[] product = BitVectors.and(xored(10 + i, GATE_LANES), xored(3, GATE_LANES));
      System.arraycopy(product, 0, expected, i * words, words);
    }
    assertXor(shares, expected);
  }

  private static void sharesToBits(Parties parties) {
    int lanes = BITS / (RING - 1);
    InProcess.Both<long[]> shares =
        play(
            parties,
            (engine, me) -> {
              Shares x = Shares.of(lanes, 1, RING, random(me, 4, lanes));
              return xorShare(engine, engine.lanewise((circuits, in) -> in, x)[0]);
            });
    long[][] expected = BitVectors.split(added(4, lanes), 0, lanes, RING);
    assertXor(shares, Arrays.stream(expected).flatMapToLong(Arrays::stream).toArray());
  }

  private static void bitsToShares(Parties parties) {
    InProcess.Both<long[]> shares =
        play(
            parties,
            (engine, me) -> {
              Bits bits = input(engine, me, 5, BITS);
              long[] weights = Planes.unsignedWeights(1);
              Matrix matrix = engine.matrix(bits, weights, BITS, 1, Integer.SIZE);
              return engine.shares(matrix, Integer.SIZE).values();
            });
    long[] sum = sum(shares.a(), shares.b());
    long[] bits = xored(5, BITS);
    int wrong = 0;
    for (int i = 0; i < BITS; i++) {
      wrong += (int) sum[i] == BitVectors.get(bits, i) ? 0 : 1;
    }
    assertThat(wrong).isZero();
  }

  private static Planes plane(Party me, int rows, int inner) {
    return Planes.of(rows, inner, new long[] {1}, new long[][] {randomBits(me, 6, rows * inner)});
  }

  /** Columns of X are few, so that messages are as short as the OTs. */
  private static void productByOt(Parties parties) {
    InProcess.Both<long[]> shares =
        play(
            parties,
            (engine, me) ->
                engine
                    .product(
                        Matrix.ofBits(plane(me, SIDE, SIDE), Integer.SIZE),
                        Matrix.ofShares(Shares.of(SIDE, 1, Integer.SIZE, random(me, 7, SIDE))),
                        Ring.of(Integer.SIZE))
                    .values());
    assertProduct(sum(shares.a(), shares.b()), 0, Integer.SIZE, SIDE, SIDE, 1);
  }

  private static void productByRlwe(Parties parties) {
    int entries = INNER * ANSWERED;
    InProcess.Both<long[]> shares =
        play(
            parties,
            (engine, me) ->
                engine
                    .product(
                        Matrix.ofBits(plane(me, ANSWERED, INNER), ANSWERED_RING),
                        Matrix.ofShares(
                            Shares.of(INNER, ANSWERED, ANSWERED_RING, random(me, 7, entries))),
                        Ring.of(ANSWERED_RING))
                    .values());
    int guard = Packing.guardBits(2);
    assertProduct(sum(shares.a(), shares.b()), guard, ANSWERED_RING, ANSWERED, INNER, ANSWERED);
  }

  /** Every seventh column of the product. */
  private static void assertProduct(
      long[] guarded, int guard, int width, int rows, int inner, int columns) {
    long[] bits = xored(6, rows * inner);
    long[] x = added(7, inner * columns);
    long half = guard == 0 ? 0 : 1L << (guard - 1);
    int wrong = 0;
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < columns; c += 7) {
        long expected = 0;
        for (int j = 0; j < inner; j++) {
          expected += BitVectors.get(bits, (long) i * inner + j) * x[j * columns + c];
        }
        long actual = (guarded[i * columns + c] + half) >>> guard;
        wrong += ((actual ^ expected) & Shares.mask(width)) == 0 ? 0 : 1;
      }
    }
    assertThat(wrong).isZero();
  }
}
