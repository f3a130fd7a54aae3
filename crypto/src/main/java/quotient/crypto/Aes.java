package quotient.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128 as a keyed permutation of blocks (ECB without padding, block by block independent).
 *
 * <p>The JVM turns {@code AES/ECB/NoPadding} into vector instructions, at its best in calls of 4 to
 * 64 KiB and never in place, where it would clone its input; so longer arrays go in slices.
 */
final class Aes {
  private static final int SLICE = 1 << 14;

  private final Cipher cipher;

  /** A permutation without a key; {@link #rekey} comes first. */
  Aes() {
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES", e);
    }
  }

  /** A permutation with the given key. */
  Aes(SecretBlock key) {
    this();
    rekey(key.reveal(), 0);
  }

  /** Takes the 16 bytes at {@code offset} as the key from now on. */
  void rekey(byte[] key, int offset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, offset, SecretBlock.BYTES, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refused a 128-bit key", e);
    }
  }

  /** Encrypts {@code length} bytes, a multiple of 16, from one array into another. */
  void encrypt(byte[] in, int inOffset, byte[] out, int outOffset, int length) {
    try {
      for (int done = 0; done < length; done += SLICE) {
        int n = Math.min(SLICE, length - done);
        cipher.update(in, inOffset + done, n, out, outOffset + done);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed on whole blocks", e);
    }
  }
}
