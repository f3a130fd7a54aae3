package quotient.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import quotient.bits.Words;
import quotient.transport.Channel;
import quotient.transport.ChannelException;

/**
 * 1-out-of-2 oblivious transfers of 128-bit messages: Chou and Orlandi, "The Simplest Protocol for
 * Oblivious Transfer", Latincrypt 2015, figure 1, over NIST P-256.
 *
 * <p>The sender publishes {@code A = aG}; the receiver answers {@code B_i = r_i G + c_i A}; the
 * keys are hashes of {@code a B_i} and {@code a (B_i - A)}, of which the receiver knows {@code r_i
 * A} alone. Both points and the index go into the hash, which separates the instances.
 *
 * <h2>Security guarantees</h2>
 *
 * Secure against semi-honest parties under the computational Diffie-Hellman assumption with the
 * hash as a random oracle. Against malicious parties the protocol is known not to be universally
 * composable (Genc, Iovino, Rial, 2019, and the authors' own erratum): this system doesn't claim
 * that model. Received points are checked to lie on the curve and not to be the point at infinity;
 * the group has prime order. Bouncy Castle's point arithmetic isn't constant time.
 */
final class BaseOt {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

  /** Bytes of a point. */
  static final int POINT_BYTES = 33;

  /** Base OTs of one direction of an OT extension. */
  static final int COUNT = 128;

  private BaseOt() {}

  /** Bytes that the sender of {@code count} OTs sends. */
  static long sendersBytes(int count) {
    return POINT_BYTES + 2L * count * SecretBlock.BYTES;
  }

  /** Bytes that their receiver sends. */
  static long receiversBytes(int count) {
    return (long) count * POINT_BYTES;
  }

  /** Sends {@code zeros[i]} or {@code ones[i]} as the receiver chooses. */
  static void send(Channel channel, SecretBlock[] zeros, SecretBlock[] ones, SecureRandom random) {
    BigInteger a = randomScalar(random);
    ECPoint bigA = CURVE.getG().multiply(a).normalize();
    writePoint(channel, bigA);
    ECPoint minusAa = bigA.multiply(a).negate();
    for (int i = 0; i < zeros.length; i++) {
      ECPoint b = readPoint(channel);
      ECPoint shared = b.multiply(a);
      writeMasked(channel, zeros[i], key(i, bigA, b, shared));
      writeMasked(channel, ones[i], key(i, bigA, b, shared.add(minusAa)));
    }
    channel.flush();
  }

  /** Receives message {@code choices.bit(i)} of pair i, for each of {@code count} pairs. */
  static SecretBlock[] receive(
      Channel channel, SecretBlock choices, int count, SecureRandom random) {
    ECPoint bigA = readPoint(channel);
    SecretBlock[] keys = new SecretBlock[count];
    for (int i = 0; i < count; i++) {
      BigInteger r = randomScalar(random);
      ECPoint rG = CURVE.getG().multiply(r);
      ECPoint[] candidates = {rG, rG.add(bigA)};
      ECPoint b = candidates[choices.bit(i)].normalize();
      writePoint(channel, b);
      keys[i] = key(i, bigA, b, bigA.multiply(r));
    }
    SecretBlock[] out = new SecretBlock[count];
    byte[] pair = new byte[2 * SecretBlock.BYTES];
    for (int i = 0; i < count; i++) {
      channel.read(pair, 0, pair.length);
      byte[] chosen = SecretBlock.copyOf(pair, SecretBlock.BYTES * choices.bit(i)).reveal();
      Words.xorInto(chosen, 0, keys[i].reveal(), 0, SecretBlock.BYTES);
      out[i] = SecretBlock.copyOf(chosen, 0);
      keys[i].wipe();
    }
    return out;
  }

  private static BigInteger randomScalar(SecureRandom random) {
    return BigIntegers.createRandomInRange(
        BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE), random);
  }

  private static void writeMasked(Channel channel, SecretBlock message, SecretBlock key) {
    Words.xorInto(key.reveal(), 0, message.reveal(), 0, SecretBlock.BYTES);
    channel.write(key.reveal(), 0, SecretBlock.BYTES);
  }

  private static void writePoint(Channel channel, ECPoint point) {
    channel.write(point.getEncoded(true), 0, POINT_BYTES);
  }

  private static ECPoint readPoint(Channel channel) {
    byte[] encoded = new byte[POINT_BYTES];
    channel.read(encoded, 0, encoded.length);
    try {
      ECPoint point = CURVE.getCurve().decodePoint(encoded).normalize();
      if (!point.isInfinity()) {
        return point;
      }
    } catch (IllegalArgumentException e) {
      throw notOnCurve(e);
    }
    throw notOnCurve(new IllegalArgumentException("point at infinity"));
  }

  private static ChannelException notOnCurve(IllegalArgumentException cause) {
    return new ChannelException(
        ChannelException.Kind.MALFORMED,
        "the other party sent a point that is not on the curve (base OT): it runs something else, or"
            + " the data was damaged",
        cause);
  }

  private static SecretBlock key(int index, ECPoint a, ECPoint b, ECPoint shared) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((byte) index);
      sha.update(a.getEncoded(true));
      sha.update(b.getEncoded(true));
      sha.update(shared.normalize().getEncoded(true));
      return SecretBlock.copyOf(sha.digest(), 0);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
