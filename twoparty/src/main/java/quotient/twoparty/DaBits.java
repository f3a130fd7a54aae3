package quotient.twoparty;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.crypto.OtExtension;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.transport.Channel;

/**
 * Random bits r that are shared both ways, by XOR and as integers times their weights (daBits:
 * Rotaru, Wood, "MArBled Circuits", Indocrypt 2019). With them bits b become additive shares in one
 * message: both parties open {@code c = b xor r}, and {@code b = c + r (1 - 2 c)}.
 *
 * @param kind what they are good for
 * @param bits this side's XOR shares, by planes
 * @param shares this side's additive shares of each plane's weight times its bits
 */
record DaBits(Kind kind, long[][] bits, long[][] shares) {
  /**
   * A conversion, as far as its random bits depend on it.
   *
   * @param lanes of each plane
   * @param weights of the planes, all of which count modulo 2^width
   * @param width of the ring
   */
  record Kind(int lanes, List<Long> weights, int width) {
    /**
     * That of the conversion of a matrix, if nobody knows an entry: then every batch converts as
     * many.
     */
    static Optional<Kind> of(Matrix matrix) {
      int width = matrix.widestRing();
      int lanes = Math.multiplyExact(matrix.rows(), matrix.columns());
      List<Long> weights =
          matrix.weights().stream().filter(w -> BitsToShares.counts(w, width)).toList();
      return matrix.ownership().isShared()
          ? Optional.of(new Kind(lanes, weights, width))
          : Optional.empty();
    }

    /** Bytes of such bits. */
    long bytes() {
      return (long) Long.BYTES * weights.size() * (lanes + BitVectors.words(lanes));
    }

    /** What it costs to make them. */
    Bill making(OtExtension extension) {
      return BitsToShares.bill(extension, lanes, weights, width);
    }

    /** What a conversion sends that uses them. */
    Bill opening() {
      long bytes = (long) Long.BYTES * words();
      return new Bill(0, 0, bytes, bytes);
    }

    private int words() {
      return BitVectors.words((long) weights.size() * lanes);
    }
  }

  /** Makes such bits, on the thread of their {@link Line} and over its channels. */
  static final class Maker {
    private final Session session;

    /** Made with the first bits, on that thread, which alone uses it. */
    private @Nullable BitsToShares bitsToShares;

    Maker(Session session) {
      this.session = session;
    }

    DaBits make(Kind kind) {
      Prg random = new Prg(SecretBlock.random(session.random()));
      long[][] bits = new long[kind.weights.size()][BitVectors.words(kind.lanes)];
      for (long[] plane : bits) {
        random.next(plane);
        BitVectors.clearTail(plane, kind.lanes);
      }
      return new DaBits(
          kind, bits, bitsToShares().each(bits, kind.lanes, kind.weights, kind.width));
    }

    private BitsToShares bitsToShares() {
      if (bitsToShares == null) {
        List<Channel> channels = session.channels(Line.DA_BITS);
        bitsToShares =
            new BitsToShares(
                channels.get(1),
                BitsToShares.Cots.create(
                    session.me(), channels.get(0), session.extension(), session.random()),
                session.hash(Session.Domain.DA_BITS));
      }
      return bitsToShares;
    }
  }

  /**
   * What this party sends for a conversion that uses these bits, which are of no use afterwards.
   *
   * @param share this side's XOR shares of the planes that count
   */
  long[] opening(List<long[]> share) {
    BitBatch masked = new BitBatch();
    for (int i = 0; i < bits.length; i++) {
      masked.add(BitVectors.xor(share.get(i), bits[i]), kind.lanes);
    }
    return Arrays.copyOf(masked.bits(), kind.words());
  }

  /** This side's shares of the sum of the planes times their weights, from both openings. */
  long[] sum(Party me, long[] mine, long[] theirs) {
    long[] c = BitVectors.xor(mine, theirs);
    long[] out = new long[kind.lanes];
    for (int i = 0; i < bits.length; i++) {
      long ofOne = me == Party.A ? kind.weights.get(i) : 0;
      long first = (long) i * kind.lanes;
      for (int j = 0; j < out.length; j++) {
        long bit = BitVectors.get(c, first + j);
        out[j] += (ofOne & -bit) + shares[i][j] * (1 - 2 * bit);
      }
    }
    return out;
  }
}
