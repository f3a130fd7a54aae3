package quotient.twoparty;

import java.util.stream.IntStream;
import quotient.bits.BitBatch;
import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.bits.Words;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Xor;
import quotient.transport.Channel;

/**
 * Boolean to arithmetic shares by one correlated OT a bit (Demmler, Schneider, Zohner, "ABY", NDSS
 * 2015, section III.E): {@code b = b_A + b_B (1 - 2 b_A)}, so that B, choosing with b_B, receives
 * {@code m + b_B (1 - 2 b_A)} for A's random m. A bit of weight 2^i only counts modulo 2^(width -
 * i): its messages have width - i bits.
 */
final class BitsToShares {
  /** Bits in one vector of OTs. */
  private static final int VECTOR = 2048;

  private final Channel channel;
  private final TweakableHash hash;
  private final byte[] labels = new byte[16 * VECTOR];
  private final byte[] pads = new byte[16 * VECTOR];
  private final int[] message = new int[VECTOR];
  private final byte[] packed = new byte[BitPacking.bytes(VECTOR, 32) + 8];

  BitsToShares(Channel channel, TweakableHash hash) {
    this.channel = channel;
    this.hash = hash;
  }

  /**
   * A's shares of {@code sum_k weights[k] b_k} modulo 2^width.
   *
   * @param share this side's XOR shares of the bits, plane by plane
   */
  long[] send(CotSender cots, long[][] share, int lanes, long[] weights, int width) {
    int[] used = usedPlanes(weights, width);
    long[] out = new long[lanes];
    byte[] otherPads = new byte[16 * VECTOR];
    int unflushed = 0;
    cots.begin((long) used.length * lanes);
    for (int i : used) {
      long weight = weights[i];
      int messageBits = width - Long.numberOfTrailingZeros(weight);
      for (int from = 0; from < lanes; from += VECTOR) {
        int count = Math.min(VECTOR, lanes - from);
        cots.next(count, labels);
        hash.nextVector();
        hash.hash(labels, 0, count, 0, pads);
        addDelta(labels, count, cots.delta());
        hash.hash(labels, 0, count, 0, otherPads);
        for (int j = 0; j < count; j++) {
          int bit = BitVectors.get(share[i], from + j);
          int mask = (int) Words.get(pads, 16 * j);
          message[j] = (mask + 1 - 2 * bit) ^ (int) Words.get(otherPads, 16 * j);
          out[from + j] += weight * (bit - mask);
        }
        BitPacking.pack(message, count, messageBits, packed, 0);
        channel.write(packed, 0, BitPacking.bytes(count, messageBits));
        unflushed += count;
        if (unflushed >= CotReceiver.AHEAD / 2) {
          // Messages may be so short that many OTs fit the channel's buffer; B needs
          // them to go on, and it must go on before it sends more OTs.
          channel.flush();
          unflushed = 0;
        }
      }
    }
    channel.flush();
    return out;
  }

  /** B's shares; parameters as of {@link #send}. */
  long[] receive(CotReceiver cots, long[][] share, int lanes, long[] weights, int width) {
    int[] used = usedPlanes(weights, width);
    BitBatch choices = new BitBatch();
    for (int i : used) {
      choices.add(share[i], lanes);
    }
    long[] out = new long[lanes];
    cots.begin(choices.bits(), choices.count());
    for (int i : used) {
      long weight = weights[i];
      int messageBits = width - Long.numberOfTrailingZeros(weight);
      for (int from = 0; from < lanes; from += VECTOR) {
        int count = Math.min(VECTOR, lanes - from);
        cots.next(count, labels);
        hash.nextVector();
        hash.hash(labels, 0, count, 0, pads);
        channel.read(packed, 0, BitPacking.bytes(count, messageBits));
        BitPacking.unpack(packed, 0, count, messageBits, message);
        for (int j = 0; j < count; j++) {
          int bit = BitVectors.get(share[i], from + j);
          out[from + j] += weight * ((int) Words.get(pads, 16 * j) ^ (message[j] & -bit));
        }
      }
    }
    return out;
  }

  static void addDelta(byte[] labels, int count, SecretBlock delta) {
    Xor.KERNEL.plus(labels, 0, delta, labels, 0, 16 * count);
  }

  /** The planes that count modulo 2^width. */
  private static int[] usedPlanes(long[] weights, int width) {
    if (width > 32) {
      throw new IllegalArgumentException("shares by OT have at most 32 bits, not " + width);
    }
    return IntStream.range(0, weights.length)
        .filter(i -> Long.numberOfTrailingZeros(weights[i]) < width)
        .toArray();
  }
}
