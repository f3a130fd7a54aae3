package quotient.bits;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link LowBits} by vectors of several blocks; what is left at the end one by one. */
final class LowBitsVector implements LowBits {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final int LANES = LongVector.SPECIES_PREFERRED.length();

  /** Blocks whose masks, two bits a block, fill a word. */
  private static final int HALF = Long.SIZE / 2;

  /** Of a mask's bits those of the blocks' lower halves. */
  private static final long LOWER = 0x5555555555555555L;

  @Override
  public void gather(byte[] blocks, int count, long[][] planes, int at) {
    int whole = count - count % Long.SIZE;
    for (int from = 0; from < whole; from += Long.SIZE) {
      for (int p = 0; p < planes.length; p++) {
        long low = half(blocks, BLOCK * from, p);
        long high = half(blocks, BLOCK * (from + HALF), p);
        planes[p][at + from / Long.SIZE] = low | high << HALF;
      }
    }
    for (int p = 0; p < planes.length; p++) {
      LowBitsPlain.gather(blocks, whole, count, p, planes[p], at);
    }
  }

  private static long half(byte[] blocks, int from, int p) {
    long masks = 0;
    int shift = 0;
    for (int i = 0; i < HALF * BLOCK; i += STEP) {
      // As a lane's sign, the bit is all that the test sees.
      masks |=
          ByteVector.fromArray(SPECIES, blocks, from + i)
                  .reinterpretAsLongs()
                  .lanewise(VectorOperators.LSHL, Long.SIZE - 1 - p)
                  .test(VectorOperators.IS_NEGATIVE)
                  .toLong()
              << shift;
      shift += LANES;
    }
    return Long.compress(masks, LOWER);
  }
}
