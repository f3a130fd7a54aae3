package quotient.twoparty;

import quotient.bits.LowBits;
import quotient.bits.Words;
import quotient.crypto.Correlations;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Xor;

/**
 * Random triples of a vector of bits a, a bit b and the vector c = a b, all XOR-shared: {@code (a_A
 * xor a_B)(b_A xor b_B) = c_A xor c_B}.
 *
 * <p>Each takes two random OTs (Asharov, Lindell, Schneider, Zohner, "More Efficient Oblivious
 * Transfer and Extensions for Faster Secure Computation", CCS 2013, section 5.1). In the one that A
 * sends, with outputs r_0 and r_1, {@code a_A = r_0 xor r_1} and B's random choice is b_B; then
 * {@code r_(b_B) = r_0 xor a_A b_B} at B and r_0 at A share that product. The other OT gives {@code
 * a_B b_A} in the same way. Nothing is sent but the OTs' own 128/k bits each way, however long a
 * is: an OT's outputs may be of any length (the ABY framework's vector multiplication triples).
 */
final class BitTriples {
  /**
   * Triples made at a time: at first, then twice as many each time up to the largest batch. Both
   * parties first receive all OTs of a batch and then send all, so that only one message's time
   * passes for all of them.
   */
  private static final int FIRST_BATCH = 1 << 14;

  private static final int VECTOR = 2048;

  private final int width;
  private final Correlations correlations;
  private final Hashes hashes;
  private final Prg choices;
  private final byte[] labels = new byte[16 * VECTOR];
  private final byte[] pads = new byte[16 * VECTOR];

  private Triples made = new Triples(0, 0);
  private int used;

  /** The hashes of the OTs that this side sends, and of those that it receives. */
  record Hashes(TweakableHash sending, TweakableHash receiving) {}

  /**
   * A source of triples.
   *
   * @param width bits of a, 1 to 8
   * @param hashes may serve several sources that both parties use in the same order
   */
  BitTriples(int width, Session session, Hashes hashes) {
    this.width = width;
    this.hashes = hashes;
    correlations = session.correlations();
    choices = new Prg(SecretBlock.random(session.random()));
  }

  /** 64 triples a word, to be used once; a and c by bits. */
  record Triples(long[][] a, long[] b, long[][] c) {
    Triples(int width, int words) {
      this(new long[width][words], new long[words], new long[width][words]);
    }

    private void copyTo(Triples target, int at, int from, int words) {
      System.arraycopy(b, from, target.b, at, words);
      for (int p = 0; p < a.length; p++) {
        System.arraycopy(a[p], from, target.a[p], at, words);
        System.arraycopy(c[p], from, target.c[p], at, words);
      }
    }
  }

  /** This side's shares of {@code words} words of fresh triples. */
  Triples take(int words) {
    Triples out = new Triples(width, words);
    int done = 0;
    while (done < words) {
      int left = made.b.length - used;
      if (left == 0) {
        refill(nextBatch(made.b.length));
        continue;
      }
      int n = Math.min(words - done, left);
      made.copyTo(out, done, used, n);
      used += n;
      done += n;
    }
    return out;
  }

  /** How many triples are made after a batch of so many words. */
  static int nextBatch(int lastWords) {
    return Math.clamp(128L * lastWords, FIRST_BATCH, Correlations.BATCH);
  }

  /** What a party does for a batch of {@code count} triples. */
  static void planBatch(PlannedParties.One party, int count) {
    party.correlations().receiver().begin(count);
    party.correlations().sender().begin(count);
    party.correlations().receiver().next(count);
    party.correlations().sender().next(count);
  }

  private void refill(int count) {
    made = new Triples(width, count / 64);
    used = 0;
    fillRandomly(made.b);
    correlations.receiver().begin(made.b, count);
    correlations.sender().begin(count);
    long[][] received = new long[width][count / 64];
    for (int from = 0; from < count; from += VECTOR) {
      correlations.receiver().next(VECTOR, labels);
      hashes.receiving.nextVector();
      hash(hashes.receiving, received, from);
    }
    for (int from = 0; from < count; from += VECTOR) {
      correlations.sender().next(VECTOR, labels);
      hashes.sending.nextVector();
      hash(hashes.sending, made.c, from);
      Xor.KERNEL.plus(labels, 0, correlations.sender().delta(), labels, 0, labels.length);
      hash(hashes.sending, made.a, from);
    }
    for (int p = 0; p < width; p++) {
      combine(made.a[p], made.b, made.c[p], received[p]);
    }
  }

  private void hash(TweakableHash hash, long[][] planes, int from) {
    hash.hash(labels, 0, VECTOR, 0, pads);
    LowBits.KERNEL.gather(pads, VECTOR, planes, from / 64);
  }

  /** From r_1 in a, r_0 in c and what was received to the triple. */
  private static void combine(long[] a, long[] b, long[] c, long[] received) {
    for (int i = 0; i < a.length; i++) {
      a[i] ^= c[i];
      c[i] ^= received[i] ^ (a[i] & b[i]);
    }
  }

  private void fillRandomly(long[] out) {
    byte[] bytes = new byte[8 * out.length];
    choices.next(bytes, 0, bytes.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = Words.get(bytes, 8 * i);
    }
  }
}
