package quotient.twoparty;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import quotient.bits.LowBits;
import quotient.crypto.Correlations;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Xor;

/**
 * Random OTs of short strings in both directions, of which gates are made: the sender has two
 * random strings, the receiver a random choice and the string that it chose. The strings are the
 * lowest bits of the hashed blocks of correlated OTs.
 */
final class RandomOts {
  private static final int VECTOR = 2048;

  private final int width;
  private final CompletableFuture<Correlations> ots;
  private final Hashes hashes;
  private final Prg choices;
  private final byte[] labels = new byte[16 * VECTOR];
  private final byte[] pads = new byte[16 * VECTOR];

  /** The hashes of the OTs that this side sends, and of those that it receives. */
  record Hashes(TweakableHash sending, TweakableHash receiving) {
    /** Those of a domain. */
    static Hashes of(Session session, Session.Domain domain) {
      return new Hashes(
          session.hash(domain, session.me()), session.hash(domain, session.me().other()));
    }
  }

  /**
   * A source of OTs.
   *
   * @param width bits of a string: 1 to 8, 16, 24 or 32
   * @param hashes may serve several sources that both parties use in the same order
   */
  RandomOts(int width, Session session, Hashes hashes) {
    this.width = width;
    this.hashes = hashes;
    ots = session.gateOts();
    choices = new Prg(SecretBlock.random(session.random()));
  }

  /**
   * As many OTs in each direction, 64 a word; strings by bits.
   *
   * @param choice of the OTs that this side receives
   * @param chosen the strings received
   * @param zero the strings of those that it sends for choice 0
   * @param one those for choice 1
   */
  record Batch(long[] choice, long[][] chosen, long[][] zero, long[][] one) {}

  /**
   * Makes the next {@code count} OTs, which fill whole words, in two parts: first those that this
   * side receives, for which it only writes; then those that it sends.
   *
   * @param rows what becomes of them in the end
   */
  Supplier<long[][]> begin(int count, Function<Batch, long[][]> rows) {
    int words = count / Long.SIZE;
    Batch out =
        new Batch(
            new long[words],
            new long[width][words],
            new long[width][words],
            new long[width][words]);
    CotReceiver receiver = Supply.join(ots).receiver();
    choices.next(out.choice);
    receiver.begin(out.choice, count);
    for (int from = 0; from < count; from += VECTOR) {
      receiver.next(VECTOR, labels);
      hashes.receiving.nextVector();
      hash(hashes.receiving, out.chosen, from);
    }
    return () -> {
      send(count, out);
      return rows.apply(out);
    };
  }

  private void send(int count, Batch out) {
    CotSender sender = Supply.join(ots).sender();
    sender.begin(count);
    for (int from = 0; from < count; from += VECTOR) {
      sender.next(VECTOR, labels);
      hashes.sending.nextVector();
      hash(hashes.sending, out.zero, from);
      Xor.KERNEL.plus(labels, 0, sender.delta(), labels, 0, labels.length);
      hash(hashes.sending, out.one, from);
    }
  }

  /** What a party does for {@link #begin}. */
  static void plan(PlannedParties.One party, int count) {
    party.correlations().receiver().begin(count);
    party.correlations().sender().begin(count);
    party.correlations().receiver().next(count);
    party.correlations().sender().next(count);
  }

  private void hash(TweakableHash hash, long[][] planes, int from) {
    hash.hash(labels, 0, VECTOR, 0, pads);
    LowBits.KERNEL.gather(pads, VECTOR, planes, from / Long.SIZE);
  }
}
