package quotient.crypto;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import quotient.bits.Words;

/** {@link Xor} by vectors; what is left at the end by words. */
final class XorVector implements Xor {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final VectorMask<Long> UPPER =
      VectorMask.fromLong(LongVector.SPECIES_PREFERRED, 0xAAAAAAAAAAAAAAAAL);
  private static final XorPlain REST = new XorPlain();

  @Override
  public void into(byte[] target, int targetOffset, byte[] source, int sourceOffset, int length) {
    int end = SPECIES.loopBound(length);
    for (int i = 0; i < end; i += STEP) {
      ByteVector.fromArray(SPECIES, target, targetOffset + i)
          .lanewise(VectorOperators.XOR, ByteVector.fromArray(SPECIES, source, sourceOffset + i))
          .intoArray(target, targetOffset + i);
    }
    REST.into(target, targetOffset + end, source, sourceOffset + end, length - end);
  }

  @Override
  public void maskedInto(
      byte[] target, int targetOffset, byte[] source, int sourceOffset, int length, long mask) {
    int end = SPECIES.loopBound(length);
    ByteVector masks =
        LongVector.broadcast(LongVector.SPECIES_PREFERRED, mask).reinterpretAsBytes();
    for (int i = 0; i < end; i += STEP) {
      ByteVector.fromArray(SPECIES, source, sourceOffset + i)
          .lanewise(VectorOperators.AND, masks)
          .lanewise(VectorOperators.XOR, ByteVector.fromArray(SPECIES, target, targetOffset + i))
          .intoArray(target, targetOffset + i);
    }
    REST.maskedInto(target, targetOffset + end, source, sourceOffset + end, length - end, mask);
  }

  @Override
  public void plus(
      byte[] source, int sourceOffset, SecretBlock block, byte[] out, int outOffset, int length) {
    int end = SPECIES.loopBound(length);
    long low = Words.get(block.reveal(), 0);
    long high = Words.get(block.reveal(), 8);
    plusBlock(source, sourceOffset, low, high, out, outOffset, end);
    REST.plus(source, sourceOffset + end, block, out, outOffset + end, length - end);
  }

  /** Adds the block of two words to each block of {@code length} bytes, whole vectors. */
  static void plusBlock(
      byte[] source, int sourceOffset, long low, long high, byte[] out, int outOffset, int length) {
    ByteVector block =
        LongVector.broadcast(LongVector.SPECIES_PREFERRED, low)
            .blend(high, UPPER)
            .reinterpretAsBytes();
    for (int i = 0; i < length; i += STEP) {
      ByteVector.fromArray(SPECIES, source, sourceOffset + i)
          .lanewise(VectorOperators.XOR, block)
          .intoArray(out, outOffset + i);
    }
  }
}
