package quotient.twoparty;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.NEG;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link GateRows} by vectors of several gates; what is left at the end by words. */
final class GateRowsVector implements GateRows {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final int GATES = STEP / 16;

  private static final VectorMask<Long> UPPER = VectorMask.fromLong(LONGS, 0xAAAAAAAAAAAAAAAAL);

  /** Each label's lower half in place of its upper one, too. */
  private static final VectorShuffle<Long> LOWER_TWICE = VectorShuffle.fromOp(LONGS, i -> i & ~1);

  @Override
  public void garble(
      byte[] a,
      byte[] b,
      int at,
      int gates,
      byte[][] h,
      long[] delta,
      byte[] tg,
      byte[] te,
      byte[] out) {
    int whole = gates - gates % GATES;
    garbleWhole(a, b, at, 16 * whole, h[0], h[1], h[2], h[3], delta[0], delta[1], tg, te, out);
    GateRowsPlain.garble(a, b, at, whole, gates, h, delta, tg, te, out);
  }

  private static void garbleWhole(
      byte[] a,
      byte[] b,
      int at,
      int length,
      byte[] hashA0,
      byte[] hashA1,
      byte[] hashB0,
      byte[] hashB1,
      long deltaLow,
      long deltaHigh,
      byte[] tg,
      byte[] te,
      byte[] out) {
    LongVector delta = LongVector.broadcast(LONGS, deltaLow).blend(deltaHigh, UPPER);
    for (int i = 0; i < length; i += STEP) {
      LongVector a0 = ByteVector.fromArray(SPECIES, a, at + i).reinterpretAsLongs();
      LongVector b0 = ByteVector.fromArray(SPECIES, b, at + i).reinterpretAsLongs();
      LongVector pa = a0.rearrange(LOWER_TWICE).lanewise(AND, 1).lanewise(NEG);
      LongVector pb = b0.rearrange(LOWER_TWICE).lanewise(AND, 1).lanewise(NEG);
      LongVector ha0 = ByteVector.fromArray(SPECIES, hashA0, i).reinterpretAsLongs();
      LongVector ha1 = ByteVector.fromArray(SPECIES, hashA1, i).reinterpretAsLongs();
      LongVector hb0 = ByteVector.fromArray(SPECIES, hashB0, i).reinterpretAsLongs();
      LongVector hb1 = ByteVector.fromArray(SPECIES, hashB1, i).reinterpretAsLongs();
      LongVector g = ha0.lanewise(XOR, ha1).lanewise(XOR, pb.lanewise(AND, delta));
      LongVector e = hb0.lanewise(XOR, hb1);
      g.reinterpretAsBytes().intoArray(tg, i);
      e.lanewise(XOR, a0).reinterpretAsBytes().intoArray(te, i);
      ha0.lanewise(XOR, pa.lanewise(AND, g))
          .lanewise(XOR, hb0)
          .lanewise(XOR, pb.lanewise(AND, e))
          .reinterpretAsBytes()
          .intoArray(out, at + i);
    }
  }

  @Override
  public void evaluate(
      byte[] a, byte[] b, int at, int gates, byte[][] h, byte[] tg, byte[] te, byte[] out) {
    int whole = gates - gates % GATES;
    evaluateWhole(a, b, at, 16 * whole, h[0], h[1], tg, te, out);
    GateRowsPlain.evaluate(a, b, at, whole, gates, h, tg, te, out);
  }

  private static void evaluateWhole(
      byte[] a,
      byte[] b,
      int at,
      int length,
      byte[] hashA,
      byte[] hashB,
      byte[] tg,
      byte[] te,
      byte[] out) {
    for (int i = 0; i < length; i += STEP) {
      LongVector ka = ByteVector.fromArray(SPECIES, a, at + i).reinterpretAsLongs();
      LongVector kb = ByteVector.fromArray(SPECIES, b, at + i).reinterpretAsLongs();
      LongVector sa = ka.rearrange(LOWER_TWICE).lanewise(AND, 1).lanewise(NEG);
      LongVector sb = kb.rearrange(LOWER_TWICE).lanewise(AND, 1).lanewise(NEG);
      LongVector g = ByteVector.fromArray(SPECIES, tg, i).reinterpretAsLongs();
      LongVector e = ByteVector.fromArray(SPECIES, te, i).reinterpretAsLongs();
      LongVector ha = ByteVector.fromArray(SPECIES, hashA, i).reinterpretAsLongs();
      LongVector hb = ByteVector.fromArray(SPECIES, hashB, i).reinterpretAsLongs();
      ha.lanewise(XOR, sa.lanewise(AND, g))
          .lanewise(XOR, hb)
          .lanewise(XOR, sb.lanewise(AND, e.lanewise(XOR, ka)))
          .reinterpretAsBytes()
          .intoArray(out, at + i);
    }
  }
}
