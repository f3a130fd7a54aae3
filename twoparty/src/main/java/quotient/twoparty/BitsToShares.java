package quotient.twoparty;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.bits.Words;
import quotient.crypto.Correlations;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.crypto.OtExtension;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Xor;
import quotient.engine.Party;
import quotient.transport.Channel;

/**
 * Boolean to arithmetic shares by one correlated OT a bit (Demmler, Schneider, Zohner, "ABY", NDSS
 * 2015, section III.E): {@code b = b_A + b_B (1 - 2 b_A)}, so that B, choosing with b_B, receives
 * {@code m + b_B (1 - 2 b_A)} for A's random m. A bit of weight 2^i only counts modulo 2^(width -
 * i): its messages have width - i bits. Rings have up to 64 bits.
 */
final class BitsToShares {
  /** Bits in one vector of OTs. */
  private static final int VECTOR = 2048;

  private final Channel channel;
  private final Cots cots;
  private final TweakableHash hash;
  private final byte[] labels = new byte[16 * VECTOR];
  private final byte[] pads = new byte[16 * VECTOR];
  private final long[] message = new long[VECTOR];
  private final byte[] packed = new byte[BitPacking.bytes(VECTOR, Long.SIZE) + 8];

  /** This party's side of the OTs, which A sends. */
  sealed interface Cots {
    /** Of OTs both ways. */
    static Cots of(Party me, Correlations correlations) {
      return me == Party.A
          ? new Sent(correlations.sender())
          : new Received(correlations.receiver());
    }

    /** Of OTs that are set up with the other party for nothing else. */
    static Cots create(Party me, Channel channel, OtExtension extension, SecureRandom random) {
      return me == Party.A
          ? new Sent(new CotSender(channel, extension.k(), random))
          : new Received(new CotReceiver(channel, extension, random));
    }

    /** A's. */
    record Sent(CotSender sender) implements Cots {}

    /** B's. */
    record Received(CotReceiver receiver) implements Cots {}
  }

  /**
   * Conversions on one thread.
   *
   * @param channel otherwise idle
   * @param cots with nothing left over between conversions
   */
  BitsToShares(Channel channel, Cots cots, TweakableHash hash) {
    this.channel = channel;
    this.cots = cots;
    this.hash = hash;
  }

  /** What it costs to {@linkplain Cots#create set up OTs}. */
  static Bill setUpBill() {
    return new Bill(0, 0, CotSender.SET_UP_BYTES, CotReceiver.SET_UP_BYTES);
  }

  /** What a conversion costs; parameters as of {@link #sum}. */
  static Bill bill(OtExtension extension, long lanes, List<Long> weights, int width) {
    long cots = 0;
    long messages = 0;
    for (long weight : weights) {
      int bits = messageBits(weight, width);
      if (bits > 0) {
        cots += lanes;
        messages += lanes / VECTOR * BitPacking.bytes(VECTOR, bits);
        messages += BitPacking.bytes((int) (lanes % VECTOR), bits);
      }
    }
    return Bill.ofCots(extension, Party.A, cots).plus(Bill.ofBytes(Party.A, messages));
  }

  /** What a party writes and reads for a conversion; parameters as of {@link #sum}. */
  static void plan(PlannedParties.One party, long lanes, List<Long> weights, int width) {
    boolean sends = party.me() == Party.A;
    long cots = lanes * weights.stream().filter(w -> counts(w, width)).count();
    if (sends) {
      party.correlations().sender().begin(cots);
    } else {
      party.correlations().receiver().begin(cots);
    }
    for (long weight : weights) {
      int bits = messageBits(weight, width);
      for (long from = 0; bits > 0 && from < lanes; from += VECTOR) {
        int count = (int) Math.min(VECTOR, lanes - from);
        if (sends) {
          party.correlations().sender().next(count);
          party.main().write(BitPacking.bytes(count, bits));
        } else {
          party.correlations().receiver().next(count);
          party.main().read(BitPacking.bytes(count, bits));
        }
      }
    }
  }

  /** Whether planes of this weight count modulo 2^width. */
  static boolean counts(long weight, int width) {
    return messageBits(weight, width) > 0;
  }

  /** Bits that count modulo 2^width of a message; none if the whole plane doesn't. */
  private static int messageBits(long weight, int width) {
    return Math.max(0, width - Long.numberOfTrailingZeros(weight));
  }

  /**
   * This side's shares of {@code sum_k weights[k] b_k} modulo 2^width.
   *
   * @param share this side's XOR shares of the bits, plane by plane
   */
  long[] sum(long[][] share, int lanes, List<Long> weights, int width) {
    long[] sum = new long[lanes];
    long[][] out = new long[share.length][];
    Arrays.fill(out, sum);
    convert(share, lanes, weights, width, out);
    return sum;
  }

  /** This side's shares of {@code weights[k] b_k}, for each k; parameters as of {@link #sum}. */
  long[][] each(long[][] share, int lanes, List<Long> weights, int width) {
    long[][] out = new long[share.length][lanes];
    convert(share, lanes, weights, width, out);
    return out;
  }

  private void convert(long[][] share, int lanes, List<Long> weights, int width, long[][] out) {
    switch (cots) {
      case Cots.Sent(CotSender sender) -> send(sender, share, lanes, weights, width, out);
      case Cots.Received(CotReceiver receiver) ->
          receive(receiver, share, lanes, weights, width, out);
    }
  }

  private void send(
      CotSender cots, long[][] share, int lanes, List<Long> weights, int width, long[][] out) {
    byte[] otherPads = new byte[16 * VECTOR];
    cots.begin(choices(share, lanes, weights, width).count());
    for (int i = 0; i < share.length; i++) {
      long weight = weights.get(i);
      int bits = messageBits(weight, width);
      for (int from = 0; bits > 0 && from < lanes; from += VECTOR) {
        int count = Math.min(VECTOR, lanes - from);
        cots.next(count, labels);
        hash.nextVector();
        hash.hash(labels, 0, count, 0, pads);
        addDelta(labels, count, cots.delta());
        hash.hash(labels, 0, count, 0, otherPads);
        for (int j = 0; j < count; j++) {
          int bit = BitVectors.get(share[i], from + j);
          long mask = Words.get(pads, 16 * j);
          message[j] = (mask + 1 - 2L * bit) ^ Words.get(otherPads, 16 * j);
          out[i][from + j] += weight * (bit - mask);
        }
        BitPacking.pack(message, count, bits, packed, 0);
        channel.write(packed, 0, BitPacking.bytes(count, bits));
      }
    }
    channel.flush();
  }

  private void receive(
      CotReceiver cots, long[][] share, int lanes, List<Long> weights, int width, long[][] out) {
    BitBatch choices = choices(share, lanes, weights, width);
    cots.begin(choices.bits(), choices.count());
    for (int i = 0; i < share.length; i++) {
      long weight = weights.get(i);
      int bits = messageBits(weight, width);
      for (int from = 0; bits > 0 && from < lanes; from += VECTOR) {
        int count = Math.min(VECTOR, lanes - from);
        cots.next(count, labels);
        hash.nextVector();
        hash.hash(labels, 0, count, 0, pads);
        channel.read(packed, 0, BitPacking.bytes(count, bits));
        BitPacking.unpack(packed, 0, count, bits, message);
        for (int j = 0; j < count; j++) {
          int bit = BitVectors.get(share[i], from + j);
          out[i][from + j] += weight * (Words.get(pads, 16 * j) ^ (message[j] & -(long) bit));
        }
      }
    }
  }

  /** The bits of the planes that count, one OT each. */
  private static BitBatch choices(long[][] share, int lanes, List<Long> weights, int width) {
    BitBatch out = new BitBatch();
    for (int i = 0; i < share.length; i++) {
      if (counts(weights.get(i), width)) {
        out.add(share[i], lanes);
      }
    }
    return out;
  }

  static void addDelta(byte[] labels, int count, SecretBlock delta) {
    Xor.KERNEL.plus(labels, 0, delta, labels, 0, 16 * count);
  }
}
