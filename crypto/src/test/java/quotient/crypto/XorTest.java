package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import quotient.bits.Kernels;
import quotient.bits.Words;

class XorTest {
  private static void check(Xor xor) {
    SplittableRandom random = new SplittableRandom(1);
    for (int length = 0; length < 400; length += 8) {
      long mask = random.nextInt(2) == 0 ? -1 : random.nextLong();
      byte[] a = bytes(random, length);
      byte[] b = bytes(random, length);
      byte[] sum = new byte[length];
      Words.xor(a, b, sum);
      byte[] expected = a.clone();
      for (int i = 0; i < length; i++) {
        expected[i] ^= b[i];
      }
      assertThat(sum).isEqualTo(expected);

      byte[] source = bytes(random, length + 40);
      byte[] target = bytes(random, length + 40);
      byte[] plus = target.clone();
      byte[] masked = target.clone();
      for (int i = 0; i < length; i++) {
        plus[24 + i] ^= source[9 + i];
        long shifted = mask >>> (8 * (i % 8));
        masked[24 + i] ^= (byte) (source[9 + i] & shifted);
      }
      byte[] actual = target.clone();
      xor.into(actual, 24, source, 9, length);
      assertThat(actual).isEqualTo(plus);
      xor.maskedInto(target, 24, source, 9, length, mask);
      assertThat(target).isEqualTo(masked);
    }
    for (int length = 0; length < 400; length += 16) {
      byte[] source = bytes(random, length + 9);
      byte[] block = bytes(random, 16);
      byte[] out = new byte[length + 24];
      byte[] expected = out.clone();
      for (int i = 0; i < length; i++) {
        expected[24 + i] = (byte) (source[9 + i] ^ block[i % 16]);
      }
      xor.plus(source, 9, SecretBlock.copyOf(block, 0), out, 24, length);
      assertThat(out).isEqualTo(expected);
    }
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] out = new byte[length];
    random.nextBytes(out);
    return out;
  }

  @Test
  void sumsAreThoseOfTheDefinition() {
    check(new XorPlain());
  }

  @Test
  void vectorFormDoesTheSame() {
    assumeThat(Kernels.VECTOR).isTrue();
    check(new XorVector());
  }
}
