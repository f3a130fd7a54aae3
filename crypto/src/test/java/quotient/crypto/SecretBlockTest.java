package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretBlockTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void textShowsNothing() {
    assertThat(SecretBlock.random(RANDOM)).hasToString("SecretBlock[hidden]");
  }

  @Test
  void sameAsComparesEveryByte() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    SecretBlock block = SecretBlock.copyOf(bytes, 2);
    assertThat(block.sameAs(SecretBlock.copyOf(bytes, 2))).isTrue();
    for (int i = 0; i < 128; i++) {
      byte[] other = bytes.clone();
      other[2 + i / 8] ^= (byte) (1 << i % 8);
      assertThat(block.sameAs(SecretBlock.copyOf(other, 2))).as("bit %d", i).isFalse();
    }
  }

  @Test
  void aCopyIsItsOwn() {
    byte[] bytes = new byte[16];
    SecretBlock block = SecretBlock.copyOf(bytes, 0);
    bytes[3] = 7;
    assertThat(block.reveal()).containsOnly(0);
  }

  @Test
  void wipingLeavesZeros() {
    SecretBlock block = SecretBlock.randomOdd(RANDOM);
    block.wipe();
    assertThat(block.reveal()).containsOnly(0);
  }

  @Test
  void bitsAreNumberedFromTheLowestOfByteZero() {
    byte[] bytes = new byte[16];
    bytes[0] = 1;
    bytes[9] = (byte) 0x80;
    SecretBlock block = SecretBlock.copyOf(bytes, 0);
    int[] ones = IntStream.range(0, 128).filter(i -> block.bit(i) == 1).toArray();
    assertThat(ones).containsExactly(0, 79);
  }

  @Test
  void aRandomOddBlockHasBitZeroSetAndNoOtherPattern() {
    byte[] and = new byte[16];
    byte[] or = new byte[16];
    Arrays.fill(and, (byte) -1);
    for (int i = 0; i < 200; i++) {
      byte[] block = SecretBlock.randomOdd(RANDOM).reveal();
      for (int j = 0; j < 16; j++) {
        and[j] &= block[j];
        or[j] |= block[j];
      }
    }
    assertThat(and[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(and, 1, 16)).containsOnly(0);
    assertThat(or).containsOnly(-1);
  }
}
