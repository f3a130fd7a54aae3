package quotient.twoparty;

import java.security.SecureRandom;
import java.util.List;
import quotient.crypto.Correlations;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.engine.Party;
import quotient.transport.Bundle;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/**
 * What all protocols of two connected parties build on.
 *
 * @param me which of the two this is
 * @param main the channel of the computation
 * @param correlations correlated OTs in both directions
 * @param hashSeed public, the same at both
 * @param random of this party alone
 */
record Session(
    Party me, Channel main, Correlations correlations, byte[] hashSeed, SecureRandom random) {
  /** A session whose OTs go ahead as far as is usual. */
  static Session create(Party me, List<Channel> channels, SecureRandom random) {
    return create(me, channels, Correlations.WINDOW, random);
  }

  /**
   * Runs the base OTs and agrees on the seed.
   *
   * @param channels as {@link TwoPartyEngine} says; bundled here, so nobody else uses them
   *     meanwhile
   * @param window how far OTs go ahead, see {@link Correlations#create}
   */
  static Session create(Party me, List<Channel> channels, int window, SecureRandom random) {
    List<Channel> bundle = Bundle.of(channels);
    Channel main = bundle.getFirst();
    byte[] hashSeed = commonSeed(me, main, random);
    boolean isA = me == Party.A;
    Correlations correlations =
        Correlations.create(isA, bundle.get(isA ? 1 : 2), bundle.get(isA ? 2 : 1), window, random);
    return new Session(me, main, correlations, hashSeed, random);
  }

  /** A fresh seed that both parties know: A chooses it. */
  SecretBlock commonSeed() {
    return SecretBlock.copyOf(commonSeed(me, main, random), 0);
  }

  private static byte[] commonSeed(Party me, Channel main, SecureRandom random) {
    if (me == Party.B) {
      return Exchange.swap(main, new byte[0], SecretBlock.BYTES);
    }
    byte[] seed = new byte[SecretBlock.BYTES];
    random.nextBytes(seed);
    Exchange.swap(main, seed, 0);
    return seed;
  }

  /** A hash of its own key sequence, the same at both parties. */
  TweakableHash hash(Domain domain) {
    return new TweakableHash(hashSeed, domain.number);
  }

  /** As {@link #hash(Domain)}, of the OTs that {@code sender} sends: both ways run at once. */
  TweakableHash hash(Domain domain, Party sender) {
    return new TweakableHash(hashSeed, sender == Party.A ? domain.number : domain.number + 1);
  }

  /**
   * The uses of hashes, each with keys of its own; two numbers where both parties send. With q
   * hashes under one key an attacker needs about 2^128 / q steps (Guo, Katz, Wang, Yu, S&P 2020):
   *
   * <table>
   *   <caption>Hashes under one key, at the party that hashes more</caption>
   *   <tr><td>{@link #GARBLING}</td><td>4 a gate, 512 gates</td><td>2^11</td></tr>
   *   <tr><td>{@link #BITS_TO_SHARES}</td><td>2 an OT, 2048 OTs</td><td>2^12</td></tr>
   *   <tr><td>{@link #PRODUCTS}</td><td>2 for each 4 columns of an OT, 4096 OTs or fewer</td>
   *       <td>at most 2^18</td></tr>
   *   <tr><td>{@link #TRIPLES}</td><td>2 an OT, 2048 OTs</td><td>2^12</td></tr>
   * </table>
   *
   * <p>So the least is 2^110 steps, whatever the shapes.
   */
  enum Domain {
    GARBLING(1),
    BITS_TO_SHARES(2),
    PRODUCTS(3),
    TRIPLES(5);

    private final long number;

    Domain(long number) {
      this.number = number;
    }
  }
}
