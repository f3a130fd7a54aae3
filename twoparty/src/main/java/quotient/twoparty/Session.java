package quotient.twoparty;

import java.security.SecureRandom;
import java.util.List;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.engine.Party;
import quotient.transport.Channel;

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
  /** Runs the base OTs and agrees on the seed; {@code channels} as {@link TwoPartyEngine} says. */
  static Session create(Party me, List<Channel> channels, SecureRandom random) {
    Channel main = channels.getFirst();
    byte[] hashSeed = commonSeed(me, main, random);
    Correlations correlations = Correlations.create(me, channels.get(1), channels.get(2), random);
    return new Session(me, main, correlations, hashSeed, random);
  }

  /** A fresh seed that both parties know: A chooses it. */
  SecretBlock commonSeed() {
    return SecretBlock.copyOf(commonSeed(me, main, random), 0);
  }

  private static byte[] commonSeed(Party me, Channel main, SecureRandom random) {
    byte[] seed = new byte[SecretBlock.BYTES];
    if (me == Party.A) {
      random.nextBytes(seed);
      main.write(seed, 0, seed.length);
      main.flush();
    } else {
      main.read(seed, 0, seed.length);
    }
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
