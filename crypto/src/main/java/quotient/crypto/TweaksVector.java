package quotient.crypto;

import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import quotient.bits.Words;

/** {@link Tweaks} by vectors of several blocks; what is left at the end by words. */
final class TweaksVector implements Tweaks {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final int BLOCKS = STEP / SecretBlock.BYTES;

  /** The upper halves of the blocks. */
  private static final VectorMask<Long> UPPER = VectorMask.fromLong(LONGS, 0xAAAAAAAAAAAAAAAAL);

  /**
   * The block's number, in its lower half or in its upper one. Not as vectors: a loop that begins
   * with a vector object keeps making objects.
   */
  private static final long[] LOWER_NUMBERS = numbers(0);

  private static final long[] UPPER_NUMBERS = numbers(1);

  private static long[] numbers(int half) {
    long[] lanes = new long[LONGS.length()];
    for (int i = 0; i < BLOCKS; i++) {
      lanes[2 * i + half] = i;
    }
    return lanes;
  }

  @Override
  public void number(byte[] inner, int count, long first, byte[] out) {
    int whole = count - count % BLOCKS;
    LongVector zeros = LongVector.zero(LONGS);
    LongVector step = LongVector.broadcast(LONGS, BLOCKS).blend(zeros, UPPER);
    LongVector tweak =
        LongVector.broadcast(LONGS, first)
            .blend(zeros, UPPER)
            .add(LongVector.fromArray(LONGS, LOWER_NUMBERS, 0));
    for (int at = 0; at < SecretBlock.BYTES * whole; at += STEP) {
      ByteVector.fromArray(SPECIES, inner, at)
          .lanewise(XOR, tweak.reinterpretAsBytes())
          .intoArray(out, at);
      tweak = tweak.add(step);
    }
    TweaksPlain.number(inner, whole, count, first, out);
  }

  @Override
  public void spread(byte[] inner, int count, long first, int each, byte[] out) {
    int whole = each - each % BLOCKS;
    for (int i = 0; i < count; i++) {
      long low = Words.get(inner, 16 * i) ^ (first + i);
      long high = Words.get(inner, 16 * i + 8);
      int at = SecretBlock.BYTES * i * each;
      spreadOne(low, high, out, at, SecretBlock.BYTES * whole);
      for (int b = whole; b < each; b++) {
        Words.set(out, at + 16 * b, low);
        Words.set(out, at + 16 * b + 8, high ^ b);
      }
    }
  }

  private static void spreadOne(long low, long high, byte[] out, int at, int length) {
    LongVector both = LongVector.broadcast(LONGS, low).blend(high, UPPER);
    LongVector step = LongVector.zero(LONGS).blend(BLOCKS, UPPER);
    LongVector number = LongVector.fromArray(LONGS, UPPER_NUMBERS, 0);
    for (int i = 0; i < length; i += STEP) {
      both.lanewise(XOR, number).reinterpretAsBytes().intoArray(out, at + i);
      number = number.add(step);
    }
  }

  @Override
  public void addEach(byte[] inner, int count, int each, byte[] out) {
    int whole = each - each % BLOCKS;
    for (int i = 0; i < count; i++) {
      long low = Words.get(inner, 16 * i);
      long high = Words.get(inner, 16 * i + 8);
      int at = SecretBlock.BYTES * i * each;
      XorVector.plusBlock(out, at, low, high, out, at, SecretBlock.BYTES * whole);
      for (int b = at + 16 * whole; b < at + 16 * each; b += SecretBlock.BYTES) {
        Words.set(out, b, Words.get(out, b) ^ low);
        Words.set(out, b + 8, Words.get(out, b + 8) ^ high);
      }
    }
  }
}
