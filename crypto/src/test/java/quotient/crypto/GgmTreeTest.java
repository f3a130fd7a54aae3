package quotient.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgmTreeTest {
  private static byte[] leaf(byte[] leaves, int i) {
    return Arrays.copyOfRange(leaves, 16 * i, 16 * i + 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void aPuncturedTreeHasEveryLeafButOne(int k) {
    GgmTree.Full full = GgmTree.grow(SecretBlock.random(new SecureRandom()), k);
    assertThat(full.leaves()).hasSize(16 << k);
    for (int hole = 0; hole < 1 << k; hole++) {
      SecretBlock[] siblings = new SecretBlock[k];
      for (int level = 0; level < k; level++) {
        int side = 1 ^ (hole >>> (k - 1 - level) & 1);
        siblings[level] = full.sums()[side][level];
      }
      byte[] punctured = GgmTree.puncture(siblings, hole);
      for (int i = 0; i < 1 << k; i++) {
        byte[] expected = i == hole ? new byte[16] : leaf(full.leaves(), i);
        assertThat(leaf(punctured, i)).as("leaf %d without %d", i, hole).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void theLeavesAreDifferentAndDependOnTheRoot(int k) {
    SecureRandom random = new SecureRandom();
    byte[] one = GgmTree.grow(SecretBlock.random(random), k).leaves();
    byte[] other = GgmTree.grow(SecretBlock.random(random), k).leaves();
    byte[][] leaves = new byte[2 << k][];
    Arrays.setAll(leaves, i -> leaf(i < 1 << k ? one : other, i % (1 << k)));
    assertThat(Arrays.stream(leaves).map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
  }
}
