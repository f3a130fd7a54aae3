package quotient.bits;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BitTranspose} by delta swaps, a square of 64 x 64 bits in each 64-bit lane: two levels
 * over four rows in registers at a time, three times. Eight rows would save a pass over memory but
 * are more than the compiler takes in one method.
 */
final class BitTransposeVector implements BitTranspose {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final int ROW = TILE / 8;

  private final byte[] squares = new byte[128 * ROW];

  @Override
  public void tile(byte[] rows, int at, int stride, byte[] out, int outAt) {
    for (int v = 0; v < ROW; v += STEP) {
      swap(rows, at + v, stride, squares, v, 16, 0x00000000FFFFFFFFL, 0x0000FFFF0000FFFFL);
      swap(squares, v, ROW, squares, v, 4, 0x00FF00FF00FF00FFL, 0x0F0F0F0F0F0F0F0FL);
      swap(squares, v, ROW, squares, v, 1, 0x3333333333333333L, 0x5555555555555555L);
    }
    order(squares, out, outAt);
  }

  /**
   * Exchanges bits between rows {@code 2 * unit} apart and then between rows {@code unit} apart.
   *
   * @param wide the columns whose bit of {@code 2 * unit} is zero
   * @param narrow the columns whose bit of {@code unit} is zero
   */
  private static void swap(
      byte[] in, int at, int stride, byte[] out, int outAt, int unit, long wide, long narrow) {
    long twice = 2L * unit;
    int step = unit * stride;
    int outStep = unit * ROW;
    for (int i = 0; i < 128; i += 4 * unit) {
      for (int r = i; r < i + unit; r++) {
        int from = at + r * stride;
        LongVector a = load(in, from);
        LongVector b = load(in, from + step);
        LongVector c = load(in, from + 2 * step);
        LongVector d = load(in, from + 3 * step);
        LongVector t = a.lanewise(LSHR, twice).lanewise(XOR, c).lanewise(AND, wide);
        a = a.lanewise(XOR, t.lanewise(LSHL, twice));
        c = c.lanewise(XOR, t);
        t = b.lanewise(LSHR, twice).lanewise(XOR, d).lanewise(AND, wide);
        b = b.lanewise(XOR, t.lanewise(LSHL, twice));
        d = d.lanewise(XOR, t);
        t = a.lanewise(LSHR, unit).lanewise(XOR, b).lanewise(AND, narrow);
        a = a.lanewise(XOR, t.lanewise(LSHL, unit));
        b = b.lanewise(XOR, t);
        t = c.lanewise(LSHR, unit).lanewise(XOR, d).lanewise(AND, narrow);
        c = c.lanewise(XOR, t.lanewise(LSHL, unit));
        d = d.lanewise(XOR, t);
        int to = outAt + r * ROW;
        store(a, out, to);
        store(b, out, to + outStep);
        store(c, out, to + 2 * outStep);
        store(d, out, to + 3 * outStep);
      }
    }
  }

  private static LongVector load(byte[] bytes, int at) {
    return ByteVector.fromArray(SPECIES, bytes, at).reinterpretAsLongs();
  }

  private static void store(LongVector vector, byte[] bytes, int at) {
    vector.reinterpretAsBytes().intoArray(bytes, at);
  }

  /** Column j of each lane's square becomes half a block. */
  private static void order(byte[] squares, byte[] out, int outAt) {
    for (int lane = 0; lane < ROW; lane += Long.BYTES) {
      int to = outAt + 16 * 8 * lane;
      for (int j = 0; j < 64; j++) {
        Words.set(out, to + 16 * j, Words.get(squares, j * ROW + lane));
        Words.set(out, to + 16 * j + 8, Words.get(squares, (64 + j) * ROW + lane));
      }
    }
  }
}
