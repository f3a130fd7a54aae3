package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quotient.twoparty.Uniformity.assertUniform;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.LinkModel;

/**
 * With inputs that could not be less random (all bits zero, or all one), the messages and the
 * shares that come out are uniform where the proof says so. The channels: 0 computes, 1 brings A
 * OTs in which it has the correlation, 2 brings those to B.
 */
class UniformityTest {
  private static final int LANES = 1 << 14;

  /** Wires that are 0 at both parties, except that B's share is {@code fill}. */
  private static Bits input(Engine engine, Party party, long fill, int width) {
    long[][] share = new long[width][BitVectors.words(LANES)];
    for (long[] wire : share) {
      Arrays.fill(wire, party == Party.A ? 0 : fill);
    }
    return engine.fromXorShare(share, LANES);
  }

  private static Shares constant(Party party, long fill, int rows, int columns, int width) {
    long[] share = new long[rows * columns];
    Arrays.fill(share, party == Party.A ? 0 : fill);
    return Shares.of(rows, columns, width, share);
  }

  private static byte[] bytes(long[][] bits) {
    ByteBuffer out = ByteBuffer.allocate(8 * bits.length * bits[0].length);
    Arrays.stream(bits).flatMapToLong(Arrays::stream).forEach(out::putLong);
    return out.array();
  }

  /** The shares of a ring of 16 bits. */
  private static byte[] bytes(Shares shares) {
    ByteBuffer out = ByteBuffer.allocate(2 * shares.lanes());
    Arrays.stream(shares.values()).forEach(v -> out.putShort((short) v));
    return out.array();
  }

  private static InProcess.Both<Transcript<byte[]>> run(BiFunction<Engine, Party, byte[]> program) {
    return Transcript.ofEngines(7, program);
  }

  private static InProcess.Both<Transcript<byte[]>> runGmw(
      BiFunction<Engine, Party, byte[]> program) {
    return Transcript.ofEngines(new Protocols(GateProtocol.GMW, ProductProtocol.OT), 7, program);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void theReceiversMessagesInOtExtensionAreUniform(long choices) {
    InProcess.Both<Transcript<byte[]>> both =
        run((engine, party) -> bytes(engine.xorShare(input(engine, party, choices, 4))));
    assertUniform("B's correction bits", both.b().sent().get(1));
    assertUniform("A's share of inputs", both.a().result());
    assertUniform("B's share of inputs", both.b().result());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void garbledGatesAndTheirOutputsAreUniform(long fill) {
    InProcess.Both<Transcript<byte[]>> both =
        run((engine, party) -> {
          Bits in = input(engine, party, fill, 3);
          Bits[] products =
              engine.lanewise(
                  (c, x) ->
                      new Bits[] {
                        Bits.of(
                            c.and(x[0].wire(0), x[0].wire(1)), c.and(x[0].wire(1), x[0].wire(2)))
                      },
                  in);
          return bytes(engine.xorShare(products[0]));
        });
    assertUniform("garbled gates", both.a().sent().get(0));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatGmwSendsAndItsOutputsAreUniform(long fill) {
    InProcess.Both<Transcript<byte[]>> both =
        runGmw((engine, party) -> {
          Bits in = input(engine, party, fill, 3);
          Bits[] products =
              engine.lanewise(
                  (c, x) -> {
                    Bits kept = c.and(x[0].wires(0, 2), x[0].wire(2));
                    return new Bits[] {
                      Bits.of(
                          c.and(x[0].wire(0), x[0].wire(1)),
                          c.and(x[0].wire(1), x[0].wire(2)),
                          kept.wire(0),
                          kept.wire(1))
                    };
                  },
                  in);
          return bytes(engine.xorShare(products[0]));
        });
    assertUniform("what A opens", both.a().sent().get(0));
    assertUniform("what B opens", both.b().sent().get(0));
    assertUniform("A's choices in OTs", both.a().sent().get(2));
    assertUniform("B's choices in OTs", both.b().sent().get(1));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void sharesEnterGmwUniformly(long fill) {
    InProcess.Both<Transcript<byte[]>> both =
        runGmw((engine, party) -> {
          Bits sum = engine.lanewise((c, in) -> in, constant(party, fill, LANES, 1, 5))[0];
          // The lowest wire is a sum of inputs and no gate's output.
          return bytes(engine.xorShare(sum.dropLow(1)));
        });
    assertUniform("what A opens", both.a().sent().get(0));
    assertUniform("what B opens", both.b().sent().get(0));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  /** Over a link on which levels decide, all made by the computing thread. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void tablesAndWhatIsLookedUpAreUniform(long fill) {
    Protocols protocols =
        new Protocols(GateProtocol.GMW, ProductProtocol.OT).over(LinkModel.parse("24MB/s,0.4ms"));
    InProcess.Both<Transcript<byte[]>> both =
        Transcript.ofEngines(
            protocols,
            7,
            (engine, party) -> {
              Bits top =
                  engine
                      .lanewise(
                          (c, in) -> new Bits[] {in[0].dropLow(15)},
                          constant(party, fill, LANES, 1, 19))[0];
              return bytes(engine.xorShare(top));
            });
    assertUniform("A's choices, tables and openings", both.a().sent().get(0));
    assertUniform("B's choices, tables and openings", both.b().sent().get(0));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  /** Over a link on which a message takes so long that even many lanes go by Yao. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatGoesByYaoAmongGmwIsUniform(long fill) {
    Protocols protocols =
        new Protocols(GateProtocol.GMW, ProductProtocol.OT)
            .over(LinkModel.parse("800MB/s,10000ms"));
    InProcess.Both<Transcript<byte[]>> both =
        Transcript.ofEngines(
            protocols,
            7,
            (engine, party) -> {
              Bits out =
                  engine
                      .lanewise(
                          (c, x) -> new Bits[] {c.add(x[0], c.and(x[1], x[1].wire(1)))},
                          constant(party, fill, LANES, 1, 3),
                          input(engine, party, fill, 3))[0];
              assertThat(out.wire(1)).isInstanceOf(YaoWire.class);
              return bytes(engine.xorShare(out));
            });
    assertUniform("garbled gates", both.a().sent().get(0));
    assertUniform("B's choices in OTs", both.b().sent().get(1));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void bitsBecomeUniformShares(long fill) {
    InProcess.Both<Transcript<byte[]>> both =
        run((engine, party) ->
            bytes(
                engine.shares(
                    engine.matrix(
                        input(engine, party, fill, 8), Planes.signedWeights(8), LANES, 1, 16),
                    16)));
    assertUniform("A's messages", both.a().sent().get(0));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  /** Over a link on which what recurs is made ahead: from the third time on. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void whatConversionsOpenIsUniformAndMaskedAfresh(long fill) {
    Protocols protocols =
        new Protocols(GateProtocol.GMW, ProductProtocol.OT).over(LinkModel.parse("24MB/s,42ms"));
    InProcess.Both<Transcript<byte[]>> both =
        Transcript.ofEngines(
            protocols,
            7,
            (engine, party) -> {
              byte[] last = new byte[0];
              for (int time = 1; time <= 4; time++) {
                last =
                    bytes(
                        engine.shares(
                            engine.matrix(
                                input(engine, party, fill, 8),
                                Planes.signedWeights(8),
                                LANES,
                                1,
                                16),
                            16));
              }
              return last;
            });
    assertUniform("A's messages", both.a().sent().get(0));
    // B sends nothing else.
    byte[] opened = both.b().sent().get(0);
    assertThat(opened).hasSize(2 * LANES);
    assertUniform("what B opens", opened);
    assertUniform("the difference of two openings", difference(opened));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  /** Of the first half from the second. */
  private static byte[] difference(byte[] bytes) {
    byte[] out = new byte[bytes.length / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (bytes[i] ^ bytes[out.length + i]);
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void sharesEnterACircuitUniformly(long fill) {
    InProcess.Both<Transcript<byte[]>> both =
        run((engine, party) -> {
          Bits sum = engine.lanewise((c, in) -> in, constant(party, fill, LANES, 1, 5))[0];
          return bytes(engine.xorShare(sum));
        });
    assertUniform("garbled gates", both.a().sent().get(0));
    assertUniform("A's share", both.a().result());
    assertUniform("B's share", both.b().result());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void productsAreUniformSharesOfUniformMessages(long fill) {
    InProcess.Both<Transcript<byte[]>> both =
        run((engine, party) -> {
          long[] plane = new long[BitVectors.words(64 * 16)];
          Arrays.fill(plane, party == Party.A ? 0 : fill);
          Planes planes = Planes.of(64, 16, new long[] {1, -2}, new long[][] {plane, plane});
          return bytes(
              engine.product(
                  Matrix.ofBits(planes, 16),
                  Matrix.ofShares(constant(party, fill, 16, 64, 16)),
                  Ring.of(16)));
        });
    for (Transcript<byte[]> party : List.of(both.a(), both.b())) {
      assertUniform("messages", party.sent().get(0));
      assertUniform("share", party.result());
    }
    assertUniform("B's correction bits", both.b().sent().get(1));
    assertUniform("A's correction bits", both.a().sent().get(2));
  }

  /** The statistics themselves must find what is not uniform. */
  @Test
  void biasedBytes_fail() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[50_000];
    random.nextBytes(bytes);
    assertUniform("random bytes", bytes);
    byte[] biased = bytes.clone();
    for (int i = 0; i < biased.length; i += 20) {
      biased[i] |= 4;
    }
    assertThatThrownBy(() -> assertUniform("biased bytes", biased))
        .hasMessageContaining("ones in bit 2 of biased bytes");
    byte[] paired = bytes.clone();
    for (int i = 0; i < paired.length; i += 5) {
      paired[i] = (byte) ((paired[i] & 0x0f) * 0x11);
    }
    assertThatThrownBy(() -> assertUniform("paired bytes", paired))
        .hasMessageContaining("chi-square of paired bytes");
  }
}
