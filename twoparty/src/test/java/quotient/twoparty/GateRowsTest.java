package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import quotient.bits.Kernels;
import quotient.bits.Words;

class GateRowsTest {
  private static final int AT = 48;

  private final SplittableRandom random = new SplittableRandom(1);

  private byte[] bytes(int length) {
    byte[] out = new byte[length];
    random.nextBytes(out);
    return out;
  }

  private static byte[] xor(byte[] a, int aAt, byte[] b, int bAt, int times) {
    byte[] out = new byte[16];
    for (int i = 0; i < 16; i++) {
      out[i] = (byte) (a[aAt + i] ^ (times * b[bAt + i]));
    }
    return out;
  }

  private static void checkBlock(byte[] actual, int at, byte[] expected) {
    for (int i = 0; i < 16; i++) {
      assertThat(actual[at + i]).isEqualTo(expected[i]);
    }
  }

  private static int bit(byte[] labels, int at) {
    return labels[at] & 1;
  }

  private void checkGarbling(GateRows rows, int gates) {
    byte[] a = bytes(AT + 16 * gates);
    byte[] b = bytes(AT + 16 * gates);
    byte[][] h = {bytes(16 * gates), bytes(16 * gates), bytes(16 * gates), bytes(16 * gates)};
    byte[] delta = bytes(16);
    byte[] tg = new byte[16 * gates];
    byte[] te = new byte[16 * gates];
    byte[] out = new byte[AT + 16 * gates];
    long[] words = {Words.get(delta, 0), Words.get(delta, 8)};
    rows.garble(a, b, AT, gates, h, words, tg, te, out);
    for (int i = 0; i < 16 * gates; i += 16) {
      int pa = bit(a, AT + i);
      int pb = bit(b, AT + i);
      byte[] g = xor(xor(h[0], i, h[1], i, 1), 0, delta, 0, pb);
      byte[] e = xor(xor(h[2], i, h[3], i, 1), 0, a, AT + i, 1);
      byte[] c = xor(xor(h[0], i, g, 0, pa), 0, h[2], i, 1);
      checkBlock(tg, i, g);
      checkBlock(te, i, e);
      checkBlock(out, AT + i, xor(c, 0, xor(e, 0, a, AT + i, 1), 0, pb));
    }
  }

  private void checkEvaluation(GateRows rows, int gates) {
    byte[] a = bytes(AT + 16 * gates);
    byte[] b = bytes(AT + 16 * gates);
    byte[][] h = {bytes(16 * gates), bytes(16 * gates)};
    byte[] tg = bytes(16 * gates);
    byte[] te = bytes(16 * gates);
    byte[] out = new byte[AT + 16 * gates];
    rows.evaluate(a, b, AT, gates, h, tg, te, out);
    for (int i = 0; i < 16 * gates; i += 16) {
      byte[] g = xor(h[0], i, tg, i, bit(a, AT + i));
      byte[] e = xor(te, i, a, AT + i, 1);
      checkBlock(out, AT + i, xor(xor(g, 0, h[1], i, 1), 0, e, 0, bit(b, AT + i)));
    }
  }

  private void check(GateRows rows) {
    for (int gates = 0; gates < 21; gates++) {
      checkGarbling(rows, gates);
      checkEvaluation(rows, gates);
    }
  }

  @Test
  void sumsAreThoseOfTheDefinition() {
    check(new GateRowsPlain());
  }

  @Test
  void vectorFormDoesTheSame() {
    assumeThat(Kernels.VECTOR).isTrue();
    check(new GateRowsVector());
  }
}
