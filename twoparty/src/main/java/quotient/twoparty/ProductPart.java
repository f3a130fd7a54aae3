package quotient.twoparty;

import java.util.Arrays;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.engine.CrossTerm;
import quotient.engine.Planes;
import quotient.engine.Shares;

/**
 * A cross term of a {@link BitPlaneProduct}, one that is not empty: {@code left} chooses with its
 * bits of P, the other party has the correlation. OTs run over planes, then rows, then inner.
 */
final class ProductPart {
  private final CrossTerm term;
  private final Planes planes;
  private final int ring;
  private final long[][] bits;

  ProductPart(CrossTerm term, Planes planes, int ring) {
    this.term = term;
    this.planes = planes;
    this.ring = ring;
    bits = new long[planes.count()][];
    Arrays.setAll(bits, k -> gather(planes.bits(k)));
  }

  private long[] gather(long[] plane) {
    int[] rows = term.rows();
    int[] inner = term.inner();
    if (rows.length == planes.rows() && inner.length == planes.columns()) {
      return plane;
    }
    int[] at = new int[otsPerPlane()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < inner.length; j++) {
        at[i * inner.length + j] = rows[i] * planes.columns() + inner[j];
      }
    }
    return BitVectors.gather(plane, at);
  }

  /** Bits that count of an entry in the messages of a plane. */
  static int messageBits(long weight, int ring) {
    return Math.max(1, ring - Long.numberOfTrailingZeros(weight));
  }

  int planeCount() {
    return planes.count();
  }

  /** OTs of one plane. */
  int otsPerPlane() {
    return Math.multiplyExact(term.rows().length, term.inner().length);
  }

  /** OTs in all. */
  long ots() {
    return (long) planeCount() * otsPerPlane();
  }

  /** Entries of the row of X that an OT serves. */
  int columns() {
    return term.columns().length;
  }

  CrossTerm term() {
    return term;
  }

  /** Bits of the ring of X. */
  int ring() {
    return ring;
  }

  /** This side's bits of plane {@code k}, dense. */
  long[] bits(int k) {
    return bits[k];
  }

  /** Appends all this side's bits, in the order of OTs. */
  void addBitsTo(BitBatch choices) {
    for (long[] plane : bits) {
      choices.add(plane, otsPerPlane());
    }
  }

  long weight(int k) {
    return planes.weight(k);
  }

  /** Bits that count of the messages of plane {@code k}. */
  int width(int k) {
    return messageBits(planes.weight(k), ring);
  }

  /** Row j of this side's part of X. */
  long[] row(Shares x, int j) {
    int[] columns = term.columns();
    long[] out = new long[columns.length];
    int first = term.inner()[j] * x.columns();
    for (int c = 0; c < columns.length; c++) {
      out[c] = x.values()[first + columns[c]];
    }
    return out;
  }
}
