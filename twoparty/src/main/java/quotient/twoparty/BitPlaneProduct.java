package quotient.twoparty;

import quotient.bits.BitVectors;
import quotient.crypto.CotReceiver;
import quotient.crypto.TweakableHash;
import quotient.engine.CrossTerm;
import quotient.engine.LocalProduct;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;
import quotient.transport.Channel;

/**
 * The product {@code Y = P X} of XOR-shared bit planes and additive shares by correlated OT: the
 * ternary product of QUOTIENT (Agrawal et al., CCS 2019, section 4.2), for any planes.
 *
 * <p>For one bit {@code w = w_A xor w_B} and a row {@code x = x_A + x_B} of X,
 *
 * <pre>
 *   w x = w x_A + w x_B,     w x_A = w_A x_A + w_B (1 - 2 w_A) x_A.
 * </pre>
 *
 * The last term is a correlated OT in which B chooses with w_B and A's correlation is the row
 * {@code (1 - 2 w_A) x_A}; A keeps the negated mask. The same with A and B exchanged gives {@code w
 * x_B}. One OT serves a whole row of X. A plane with weight 2^k only matters modulo 2^(l - k), so
 * its messages have l - k bits an entry.
 *
 * <p>Where a column of P belongs to a party, the other one's bits there are zero, so only the owner
 * chooses; where a row or column of X belongs to a party, only the owner has something to send.
 * Those parts are cut out of the other direction before it starts: {@link Direction}.
 *
 * <p>The first term of the second line is {@link LocalProduct}. Both directions run at the same
 * time, in turns of a burst each. A burst is smaller than what a channel takes without blocking, so
 * neither side waits for the other to read.
 */
final class BitPlaneProduct {
  /** Bytes that one direction sends before the other has its turn. */
  private static final int BURST = 1 << 20;

  /**
   * What an OT counts in a burst at least, however short its message: a burst must not use more OTs
   * than the other party has sent ahead, because that party is sending, too.
   */
  static final int MIN_OT_BYTES = 2 * BURST / CotReceiver.AHEAD;

  private final Party me;
  private final Channel channel;
  private final Correlations correlations;
  private final TweakableHash sending;
  private final TweakableHash receiving;

  BitPlaneProduct(
      Party me,
      Channel channel,
      Correlations correlations,
      TweakableHash sending,
      TweakableHash receiving) {
    this.me = me;
    this.channel = channel;
    this.correlations = correlations;
    this.sending = sending;
    this.receiving = receiving;
  }

  /** About the bytes that the product moves, both directions together. */
  static long bytes(Planes planes, Shares x) {
    long bits = 0;
    for (Party left : Party.values()) {
      CrossTerm term = CrossTerm.of(planes, x, left);
      for (int k = 0; k < planes.count() && !term.isEmpty(); k++) {
        long ots = (long) planes.rows() * term.inner().length;
        bits +=
            ots * (Correlations.BITS_PER_OT + messageBits(planes, k, x) * term.columns().length);
      }
    }
    return bits / Byte.SIZE;
  }

  /** Bits that matter of an entry in the messages of plane {@code k}. */
  private static int messageBits(Planes planes, int k, Shares x) {
    return Math.max(1, x.width() - Long.numberOfTrailingZeros(planes.weight(k)));
  }

  /** This side's share of the product, with the width of {@code x}. */
  Shares multiply(Planes planes, Shares x) {
    int[][] y = new int[planes.rows()][x.columns()];
    LocalProduct local = LocalProduct.of(planes, x);
    for (int i = 0; i < y.length; i++) {
      local.addRow(i, y[i]);
    }
    ProductSender sender =
        new ProductSender(channel, correlations.sender(), sending, new Direction(planes, x, me), y);
    ProductReceiver receiver =
        new ProductReceiver(
            channel, correlations.receiver(), receiving, new Direction(planes, x, me.other()), y);
    while (sender.hasMore() || receiver.hasMore()) {
      sender.send(BURST);
      receiver.receive(BURST);
    }
    channel.flush();
    long[] values = new long[Math.multiplyExact(planes.rows(), x.columns())];
    for (int i = 0; i < y.length; i++) {
      for (int c = 0; c < x.columns(); c++) {
        values[i * x.columns() + c] = y[i][c];
      }
    }
    return Shares.of(planes.rows(), x.columns(), x.width(), values);
  }

  /**
   * One direction of a product: the part of P and X to which {@code sender} contributes a
   * correlation and the other party a choice, as dense matrices. OTs run over planes, then rows,
   * then {@code inner}.
   */
  static final class Direction {
    private final Planes planes;
    private final Shares x;
    private final int[] inner;
    private final int[] columns;
    private final long[][] bits;

    Direction(Planes planes, Shares x, Party sender) {
      this.planes = planes;
      this.x = x;
      CrossTerm term = CrossTerm.of(planes, x, sender.other());
      inner = term.inner();
      columns = term.columns();
      bits = new long[planes.count()][];
      for (int k = 0; k < bits.length; k++) {
        bits[k] = gather(planes.bits(k));
      }
    }

    private long[] gather(long[] plane) {
      if (inner.length == planes.columns()) {
        return plane;
      }
      long[] out = new long[BitVectors.words((long) planes.rows() * inner.length)];
      long at = 0;
      for (int i = 0; i < planes.rows(); i++) {
        for (int j : inner) {
          long bit = BitVectors.get(plane, (long) i * planes.columns() + j);
          out[(int) (at >>> 6)] |= bit << at;
          at++;
        }
      }
      return out;
    }

    int planeCount() {
      return columns.length == 0 || inner.length == 0 ? 0 : planes.count();
    }

    /** OTs of one plane. */
    int otsPerPlane() {
      return Math.multiplyExact(planes.rows(), inner.length);
    }

    /** OTs in all; none if either party has nothing to contribute. */
    long ots() {
      return (long) planeCount() * otsPerPlane();
    }

    int inner() {
      return inner.length;
    }

    /** The columns of X and Y that take part. */
    int[] columns() {
      return columns;
    }

    /** Whether all columns take part, so that rows need no gathering. */
    boolean allColumns() {
      return columns.length == x.columns();
    }

    /** This side's bits of plane {@code k}, dense. */
    long[] bits(int k) {
      return bits[k];
    }

    long weight(int k) {
      return planes.weight(k);
    }

    /** Bits that matter of the messages of plane {@code k}. */
    int width(int k) {
      return messageBits(planes, k, x);
    }

    /** This side's share of X, rows {@code inner} and columns {@code columns}. */
    int[][] rows() {
      int[][] out = new int[inner.length][columns.length];
      for (int j = 0; j < inner.length; j++) {
        for (int c = 0; c < columns.length; c++) {
          out[j][c] = (int) x.values()[inner[j] * x.columns() + columns[c]];
        }
      }
      return out;
    }
  }
}
