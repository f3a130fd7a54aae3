package quotient.crypto;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Fold} with all streams of a column in registers: 26 XORs for 16 streams. */
final class FoldVector implements Fold {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();

  @Override
  public void fold(byte[] streams, int k, int bytes, byte[] rows, int at, byte[] sum, int sumAt) {
    switch (k) {
      case 1 -> fold2(streams, bytes, rows, at, sum, sumAt);
      case 2 -> fold4(streams, bytes, rows, at, sum, sumAt);
      default -> fold16(streams, bytes, rows, at, sum, sumAt);
    }
  }

  private static void fold2(byte[] r, int bytes, byte[] rows, int at, byte[] sum, int sumAt) {
    for (int c = 0; c < bytes; c += STEP) {
      ByteVector r0 = ByteVector.fromArray(SPECIES, r, c);
      ByteVector r1 = ByteVector.fromArray(SPECIES, r, c + STRIDE);
      r1.intoArray(rows, at + c);
      r0.lanewise(VectorOperators.XOR, r1).intoArray(sum, sumAt + c);
    }
  }

  private static void fold4(byte[] r, int bytes, byte[] rows, int at, byte[] sum, int sumAt) {
    for (int c = 0; c < bytes; c += STEP) {
      ByteVector r0 = ByteVector.fromArray(SPECIES, r, c);
      ByteVector r1 = ByteVector.fromArray(SPECIES, r, c + STRIDE);
      ByteVector r2 = ByteVector.fromArray(SPECIES, r, c + 2 * STRIDE);
      ByteVector r3 = ByteVector.fromArray(SPECIES, r, c + 3 * STRIDE);
      ByteVector high = r2.lanewise(VectorOperators.XOR, r3);
      r1.lanewise(VectorOperators.XOR, r3).intoArray(rows, at + c);
      high.intoArray(rows, at + STRIDE + c);
      r0.lanewise(VectorOperators.XOR, r1)
          .lanewise(VectorOperators.XOR, high)
          .intoArray(sum, sumAt + c);
    }
  }

  /** Four by four: v_0 and v_1 gather over all groups of four, v_2 and v_3 come from their sums. */
  private static void fold16(byte[] r, int bytes, byte[] rows, int at, byte[] sum, int sumAt) {
    for (int c = 0; c < bytes; c += STEP) {
      ByteVector a = ByteVector.fromArray(SPECIES, r, c);
      ByteVector b = ByteVector.fromArray(SPECIES, r, c + STRIDE);
      ByteVector d = ByteVector.fromArray(SPECIES, r, c + 2 * STRIDE);
      ByteVector e = ByteVector.fromArray(SPECIES, r, c + 3 * STRIDE);
      ByteVector v0 = b.lanewise(VectorOperators.XOR, e);
      ByteVector v1 = d.lanewise(VectorOperators.XOR, e);
      ByteVector s0 = a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, v1);

      a = ByteVector.fromArray(SPECIES, r, c + 4 * STRIDE);
      b = ByteVector.fromArray(SPECIES, r, c + 5 * STRIDE);
      d = ByteVector.fromArray(SPECIES, r, c + 6 * STRIDE);
      e = ByteVector.fromArray(SPECIES, r, c + 7 * STRIDE);
      ByteVector high = d.lanewise(VectorOperators.XOR, e);
      v0 = v0.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, e);
      v1 = v1.lanewise(VectorOperators.XOR, high);
      ByteVector s1 = a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, high);

      a = ByteVector.fromArray(SPECIES, r, c + 8 * STRIDE);
      b = ByteVector.fromArray(SPECIES, r, c + 9 * STRIDE);
      d = ByteVector.fromArray(SPECIES, r, c + 10 * STRIDE);
      e = ByteVector.fromArray(SPECIES, r, c + 11 * STRIDE);
      high = d.lanewise(VectorOperators.XOR, e);
      v0 = v0.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, e);
      v1 = v1.lanewise(VectorOperators.XOR, high);
      ByteVector s2 = a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, high);

      a = ByteVector.fromArray(SPECIES, r, c + 12 * STRIDE);
      b = ByteVector.fromArray(SPECIES, r, c + 13 * STRIDE);
      d = ByteVector.fromArray(SPECIES, r, c + 14 * STRIDE);
      e = ByteVector.fromArray(SPECIES, r, c + 15 * STRIDE);
      high = d.lanewise(VectorOperators.XOR, e);
      v0.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, e).intoArray(rows, at + c);
      v1.lanewise(VectorOperators.XOR, high).intoArray(rows, at + STRIDE + c);
      ByteVector s3 = a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, high);

      ByteVector v3 = s2.lanewise(VectorOperators.XOR, s3);
      s1.lanewise(VectorOperators.XOR, s3).intoArray(rows, at + 2 * STRIDE + c);
      v3.intoArray(rows, at + 3 * STRIDE + c);
      s0.lanewise(VectorOperators.XOR, s1)
          .lanewise(VectorOperators.XOR, v3)
          .intoArray(sum, sumAt + c);
    }
  }
}
