package quotient.crypto;

import java.util.Arrays;
import quotient.bits.Words;

/**
 * All-but-one oblivious transfer of 2^k seeds from k base OTs: the tree of Goldreich, Goldwasser
 * and Micali, punctured at one leaf (Roy, "SoftSpokenOT", Crypto 2022, section 3.1, figure 13).
 *
 * <p>One side knows the root and so every leaf. By base OT i the other side learns the sum of level
 * i's left children or of its right ones, namely those that its own path does not take; with what
 * it has of the level above it can then complete the level except for the node on its path.
 */
final class GgmTree {
  private GgmTree() {}

  /** Level sums of the left children (index 0) and the right ones (1), and the leaves. */
  record Full(SecretBlock[][] sums, byte[] leaves) {}

  /** Grows the tree of 2^k leaves from its root. */
  static Full grow(SecretBlock root, int k) {
    byte[] level = root.reveal().clone();
    SecretBlock[][] sums = new SecretBlock[2][k];
    for (int i = 0; i < k; i++) {
      byte[] children = new byte[2 * level.length];
      for (int node = 0; node < 1 << i; node++) {
        expand(level, node, children);
      }
      sums[0][i] = sumOfSide(children, 0);
      sums[1][i] = sumOfSide(children, 1);
      level = children;
    }
    return new Full(sums, level);
  }

  /**
   * Rebuilds every leaf but {@code hole}.
   *
   * @param siblingSums for each level the sum of the side that the path to {@code hole} does not
   *     take
   * @return 2^k leaves; the one at {@code hole} is zero
   */
  static byte[] puncture(SecretBlock[] siblingSums, int hole) {
    int k = siblingSums.length;
    byte[] level = new byte[SecretBlock.BYTES];
    for (int i = 0; i < k; i++) {
      int path = hole >>> (k - i);
      byte[] children = new byte[2 * level.length];
      for (int node = 0; node < 1 << i; node++) {
        if (node != path) {
          expand(level, node, children);
        }
      }
      int side = 1 ^ (hole >>> (k - 1 - i) & 1);
      byte[] missing = sumOfSide(children, side).reveal();
      Words.xorInto(missing, 0, siblingSums[i].reveal(), 0, SecretBlock.BYTES);
      System.arraycopy(
          missing, 0, children, SecretBlock.BYTES * (2 * path + side), SecretBlock.BYTES);
      level = children;
    }
    return level;
  }

  private static void expand(byte[] level, int node, byte[] children) {
    SecretBlock seed = SecretBlock.copyOf(level, SecretBlock.BYTES * node);
    new Prg(seed).next(children, 2 * SecretBlock.BYTES * node, 2 * SecretBlock.BYTES);
    seed.wipe();
  }

  private static SecretBlock sumOfSide(byte[] children, int side) {
    byte[] sum = new byte[SecretBlock.BYTES];
    for (int at = SecretBlock.BYTES * side; at < children.length; at += 2 * SecretBlock.BYTES) {
      Words.xorInto(sum, 0, children, at, SecretBlock.BYTES);
    }
    SecretBlock out = SecretBlock.copyOf(sum, 0);
    Arrays.fill(sum, (byte) 0);
    return out;
  }
}
