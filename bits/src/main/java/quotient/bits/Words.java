package quotient.bits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Flat byte arrays seen as 64-bit words, little endian. */
public final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  /** The word at byte {@code offset}. */
  public static long get(byte[] bytes, int offset) {
    return (long) LONGS.get(bytes, offset);
  }

  /** Writes the word at byte {@code offset}. */
  public static void set(byte[] bytes, int offset, long value) {
    LONGS.set(bytes, offset, value);
  }

  /** {@code out = a ^ b}; all three have the same length, a multiple of 8. */
  public static void xor(byte[] a, byte[] b, byte[] out) {
    for (int i = 0; i < out.length; i += Long.BYTES) {
      set(out, i, get(a, i) ^ get(b, i));
    }
  }

  /** {@code out = a ^ b} over the first {@code length} bytes, a multiple of 8. */
  public static void xor(byte[] a, byte[] b, int length, byte[] out) {
    for (int i = 0; i < length; i += Long.BYTES) {
      set(out, i, get(a, i) ^ get(b, i));
    }
  }

  /** {@code target ^= source} over {@code length} bytes, a multiple of 8. */
  public static void xorInto(
      byte[] target, int targetOffset, byte[] source, int sourceOffset, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      set(target, targetOffset + i, get(target, targetOffset + i) ^ get(source, sourceOffset + i));
    }
  }
}
