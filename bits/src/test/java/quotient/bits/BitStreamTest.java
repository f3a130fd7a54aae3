package quotient.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers laid end to end. */
class BitStreamTest {
  private static final int OFFSET = 3;

  private static long[] numbers(int count, int bits) {
    return new SplittableRandom(bits).longs(count).map(x -> x >>> (64 - bits)).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 63, 64, 65, 1001})
  void numbersOfAllWidthsComeBack(int count) {
    for (int bits = 1; bits <= 63; bits++) {
      long[] values = numbers(count, bits);
      int end = OFFSET + BitStream.bytes(count, bits);
      byte[] bytes = new byte[end];
      assertThat(BitStream.put(values, count, bits, bytes, OFFSET)).isEqualTo(end);
      long[] back = new long[count];
      assertThat(BitStream.get(bytes, OFFSET, count, bits, back)).isEqualTo(end);
      assertThat(back).as("%d bits", bits).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 24, 30, 32, 33, 57, 63})
  void numbersLieEndToEndInLittleEndianOrder(int bits) {
    int count = 37;
    long[] values = numbers(count, bits);
    byte[] bytes = new byte[BitStream.bytes(count, bits)];
    BitStream.put(values, count, bits, bytes, 0);
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      expected = expected.or(BigInteger.valueOf(values[i]).shiftLeft(i * bits));
    }
    byte[] bigEndian = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bigEndian[i] = bytes[bytes.length - 1 - i];
    }
    assertThat(new BigInteger(1, bigEndian)).isEqualTo(expected);
    assertThat(bytes.length % Long.BYTES).isZero();
    assertThat(Long.SIZE * bytes.length / Long.BYTES - count * bits).isBetween(0, Long.SIZE - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 63})
  void nothingBeyondTheCountIsTouched(int bits) {
    long[] values = numbers(9, bits);
    int length = BitStream.bytes(5, bits);
    byte[] bytes = new byte[length + 8];
    Arrays.fill(bytes, (byte) 0x5A);
    BitStream.put(values, 5, bits, bytes, 0);
    assertThat(Arrays.copyOfRange(bytes, length, length + 8)).containsOnly(0x5A);
    long[] back = new long[9];
    BitStream.get(bytes, 0, 5, bits, back);
    assertThat(back).startsWith(Arrays.copyOf(values, 5)).endsWith(0, 0, 0, 0);
  }
}
