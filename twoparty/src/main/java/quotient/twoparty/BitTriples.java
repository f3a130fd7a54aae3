package quotient.twoparty;

import quotient.crypto.LowestBits;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Words;
import quotient.crypto.Xor;
import quotient.engine.Party;

/**
 * Random bit triples {@code (a_A xor a_B)(b_A xor b_B) = c_A xor c_B}, each from two random OTs
 * (Asharov, Lindell, Schneider, Zohner, "More Efficient Oblivious Transfer and Extensions for
 * Faster Secure Computation", CCS 2013, section 5.1): in the one that A sends, with outputs {@code
 * r_0, r_1} of one bit, {@code a_A = r_0 xor r_1} and B's random choice is {@code b_B}, so that
 * {@code r_(b_B) = r_0 xor a_A b_B} makes a sharing of that product; the other way round gives
 * {@code a_B b_A}. Nothing is sent but the OTs' own 128/k bits each way.
 */
final class BitTriples {
  /** Triples made at a time: at first, then twice as many each time up to the largest batch. */
  private static final int FIRST_BATCH = 1 << 16;

  /**
   * Its OTs fill half of what a channel takes without blocking: both parties first receive all OTs
   * of a batch and then send all, so that only one message's time passes for all of them.
   */
  private static final int LARGEST_BATCH = 1 << 20;

  private static final int VECTOR = 2048;

  private final Correlations correlations;
  private final TweakableHash sending;
  private final TweakableHash receiving;
  private final Prg choices;
  private final byte[] labels = new byte[16 * VECTOR];
  private final byte[] hashes = new byte[16 * VECTOR];
  private final byte[] otherHashes = new byte[16 * VECTOR];

  private long[] a = new long[0];
  private long[] b = new long[0];
  private long[] c = new long[0];
  private int used;

  BitTriples(Session session) {
    correlations = session.correlations();
    sending = session.hash(domain(session.me()));
    receiving = session.hash(domain(session.me().other()));
    choices = new Prg(SecretBlock.random(session.random()));
  }

  private static Session.Domain domain(Party sender) {
    return Session.Domain.ofSender(
        sender, Session.Domain.TRIPLES_OF_A, Session.Domain.TRIPLES_OF_B);
  }

  /** 64 triples a word, to be used once. */
  record Triples(long[] a, long[] b, long[] c) {}

  /** This side's shares of {@code words} words of fresh triples. */
  Triples take(int words) {
    Triples out = new Triples(new long[words], new long[words], new long[words]);
    int done = 0;
    while (done < words) {
      if (used == a.length) {
        refill(Math.clamp(128L * a.length, FIRST_BATCH, LARGEST_BATCH));
      }
      int n = Math.min(words - done, a.length - used);
      System.arraycopy(a, used, out.a, done, n);
      System.arraycopy(b, used, out.b, done, n);
      System.arraycopy(c, used, out.c, done, n);
      used += n;
      done += n;
    }
    return out;
  }

  private void refill(int count) {
    int words = count / 64;
    a = new long[words];
    b = random(words);
    c = new long[words];
    used = 0;
    correlations.receiver().begin(b, count);
    correlations.sender().begin(count);
    long[] received = new long[words];
    for (int from = 0; from < count; from += VECTOR) {
      correlations.receiver().next(VECTOR, labels);
      receiving.nextVector();
      receiving.hash(labels, 0, VECTOR, 0, hashes);
      LowestBits.KERNEL.gather(hashes, VECTOR, received, from / 64);
    }
    for (int from = 0; from < count; from += VECTOR) {
      correlations.sender().next(VECTOR, labels);
      sending.nextVector();
      sending.hash(labels, 0, VECTOR, 0, hashes);
      Xor.KERNEL.plus(labels, 0, correlations.sender().delta(), labels, 0, labels.length);
      sending.hash(labels, 0, VECTOR, 0, otherHashes);
      LowestBits.KERNEL.gather(hashes, VECTOR, c, from / 64);
      LowestBits.KERNEL.gather(otherHashes, VECTOR, a, from / 64);
    }
    for (int i = 0; i < words; i++) {
      a[i] ^= c[i];
      c[i] ^= received[i] ^ (a[i] & b[i]);
    }
  }

  private long[] random(int words) {
    byte[] bytes = new byte[8 * words];
    choices.next(bytes, 0, bytes.length);
    long[] out = new long[words];
    for (int i = 0; i < words; i++) {
      out[i] = Words.get(bytes, 8 * i);
    }
    return out;
  }
}
