package quotient.crypto;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link LowestBits} by vectors of several blocks; what is left at the end one by one. */
final class LowestBitsVector implements LowestBits {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final int LANES = LongVector.SPECIES_PREFERRED.length();

  /** Of a mask's bits, two a block, those of the blocks' lower halves. */
  private static final long LOWER = 0x5555555555555555L;

  @Override
  public void gather(byte[] blocks, int count, long[] out, int at) {
    int whole = count / Long.SIZE;
    for (int w = 0; w < whole; w++) {
      int from = w * Long.SIZE * SecretBlock.BYTES;
      out[at + w] =
          half(blocks, from) | half(blocks, from + Long.SIZE / 2 * SecretBlock.BYTES) << 32;
    }
    LowestBitsPlain.gather(blocks, whole * Long.SIZE, count, out, at + whole);
  }

  /** The bits of 32 blocks. */
  private static long half(byte[] blocks, int from) {
    long masks = 0;
    int shift = 0;
    for (int i = 0; i < Long.SIZE / 2 * SecretBlock.BYTES; i += STEP) {
      // The sign of a lane is the only bit that a comparison sees.
      masks |=
          ByteVector.fromArray(SPECIES, blocks, from + i)
                  .reinterpretAsLongs()
                  .lanewise(VectorOperators.LSHL, Long.SIZE - 1)
                  .test(VectorOperators.IS_NEGATIVE)
                  .toLong()
              << shift;
      shift += LANES;
    }
    return Long.compress(masks, LOWER);
  }
}
