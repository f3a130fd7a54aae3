package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator and the hash against their definitions, computed by plain calls of the JDK. */
class BlockCipherTest {
  private static final byte[] SEED = bytes(1, 16);
  private static final long DOMAIN = 5;

  private static byte[] bytes(long seed, int count) {
    byte[] out = new byte[count];
    new SplittableRandom(seed).nextBytes(out);
    return out;
  }

  private static byte[] aes(byte[] key, byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] block(long low, long high) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(low)
        .putLong(high)
        .array();
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] ^= b[i];
    }
    return out;
  }

  /** pi(pi(x) xor i) xor pi(x), where pi is AES under the key of the given vector. */
  private static byte[] tmmo(int vector, byte[] x, byte[] tweak) {
    byte[] key = aes(SEED, block(vector, DOMAIN));
    byte[] inner = aes(key, x);
    return xor(aes(key, xor(inner, tweak)), inner);
  }

  private static byte[] at(byte[] blocks, int i) {
    return Arrays.copyOfRange(blocks, 16 * i, 16 * i + 16);
  }

  private static TweakableHash hash(int vectors) {
    TweakableHash hash = new TweakableHash(SEED, DOMAIN);
    for (int i = 0; i < vectors; i++) {
      hash.nextVector();
    }
    return hash;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 511, 512, 1024, 1025, 5000})
  void hashesAreThoseOfTheDefinition(int count) {
    byte[] x = bytes(2, 16 * (count + 3));
    byte[] out = new byte[16 * count];
    hash(3).hash(x, 48, count, 1L << 33, out);
    for (int i = 0; i < count; i++) {
      byte[] expected = tmmo(2, at(x, i + 3), block((1L << 33) + i, 0));
      assertThat(at(out, i)).as("hash %d", i).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 32, 33})
  void expandedHashesAreThoseOfTheDefinition(int each) {
    int count = 70;
    byte[] x = bytes(3, 16 * count);
    byte[] out = new byte[16 * count * each];
    hash(1).expand(x, count, 100, each, out);
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < each; b++) {
        byte[] expected = tmmo(0, at(x, i), block(100 + i, b));
        assertThat(at(out, i * each + b)).as("block %d of %d", b, i).isEqualTo(expected);
      }
    }
  }

  @Test
  void everyVectorTweakBlockAndDomainHasItsOwnHashes() {
    byte[] x = new byte[16 * 4];
    TweakableHash one = hash(0);
    TweakableHash other = new TweakableHash(SEED, DOMAIN + 1);
    byte[][] blocks = new byte[3 * 8][];
    int n = 0;
    for (int vector = 0; vector < 3; vector++) {
      for (TweakableHash hash : new TweakableHash[] {one, other}) {
        byte[] out = new byte[x.length];
        hash.nextVector();
        hash.hash(x, 0, 4, 0, out);
        for (int i = 0; i < 4; i++) {
          blocks[n++] = at(out, i);
        }
      }
    }
    assertThat(Arrays.stream(blocks).map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
  }

  @Test
  void bothSidesGetTheSameFromTheSameCallsWhateverTheirSizes() {
    byte[] x = bytes(4, 16 * 3000);
    byte[] whole = new byte[16 * 3000];
    hash(1).hash(x, 0, 3000, 7, whole);
    TweakableHash pieces = hash(1);
    for (int from = 0; from < 3000; from += 170) {
      int count = Math.min(170, 3000 - from);
      byte[] out = new byte[16 * 170];
      pieces.hash(x, 16 * from, count, 7L + from, out);
      assertThat(Arrays.copyOf(out, 16 * count))
          .isEqualTo(Arrays.copyOfRange(whole, 16 * from, 16 * (from + count)));
    }
  }

  @Test
  void theGeneratorIsAesInCounterMode() {
    Prg prg = new Prg(SecretBlock.copyOf(SEED, 0));
    byte[] out = new byte[16 * 5000 + 32];
    prg.next(out, 16, 16);
    prg.next(out, 32, 16 * 3000);
    prg.next(out, 16 * 3002, 16 * 1999);
    for (int i = 0; i < 5000; i++) {
      assertThat(at(out, i + 1)).as("block %d", i).isEqualTo(aes(SEED, block(i, 0)));
    }
    assertThat(at(out, 0)).containsOnly(0);
    assertThat(at(out, 5001)).containsOnly(0);
  }

  @Test
  void differentSeedsGiveDifferentStreams() {
    byte[] one = new byte[16];
    byte[] other = new byte[16];
    new Prg(SecretBlock.copyOf(bytes(5, 16), 0)).next(one, 0, 16);
    new Prg(SecretBlock.copyOf(bytes(6, 16), 0)).next(other, 0, 16);
    assertThat(one).isNotEqualTo(other);
  }
}
