package quotient.twoparty;

import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;

/**
 * From bits to additive shares: of each matrix once, in its widest ring, for all its rings and
 * views. What a party knows is its share as it is.
 */
final class Conversions {
  private final Session session;
  private final BitsToShares bitsToShares;
  private Bill bill = Bill.NONE;
  private int count;

  Conversions(Session session) {
    this.session = session;
    bitsToShares = new BitsToShares(session.main(), session.hash(Session.Domain.BITS_TO_SHARES));
  }

  /** Additive shares of a matrix modulo 2^width, converted now if they never were. */
  Shares shares(Matrix matrix, int width) {
    if (!matrix.hasShares()) {
      matrix.keepShares(converted(matrix.whole()));
    }
    return matrix.shares(width);
  }

  private Shares converted(Matrix matrix) {
    Planes planes = matrix.planes().orElseThrow();
    List<Long> weights = matrix.weights();
    int ring = matrix.widestRing();
    long[][] bits = new long[planes.count()][];
    if (matrix.ownership().isShared()) {
      Arrays.setAll(bits, planes::bits);
      int all = Math.multiplyExact(planes.rows(), planes.columns());
      return Shares.of(planes.rows(), planes.columns(), ring, convert(bits, all, weights, ring));
    }
    int[] lanes = sharedEntries(matrix);
    Arrays.setAll(bits, k -> BitVectors.gather(planes.bits(k), lanes));
    long[] converted = convert(bits, lanes.length, weights, ring);
    long[] values = planes.values();
    for (int i = 0; i < lanes.length; i++) {
      values[lanes[i]] = converted[i];
    }
    return Shares.of(planes.rows(), planes.columns(), ring, values);
  }

  private long[] convert(long[][] bits, int lanes, List<Long> weights, int ring) {
    bill = bill.plus(BitsToShares.bill(session.correlations().extension(), lanes, weights, ring));
    count++;
    return session.me() == Party.A
        ? bitsToShares.send(session.correlations().sender(), bits, lanes, weights, ring)
        : bitsToShares.receive(session.correlations().receiver(), bits, lanes, weights, ring);
  }

  /** Where the entries lie that nobody knows, row-major. */
  private static int[] sharedEntries(Matrix matrix) {
    boolean[] known = matrix.ownership().known(matrix.rows(), matrix.columns());
    int[] out = new int[known.length];
    int n = 0;
    for (int i = 0; i < known.length; i++) {
      if (!known[i]) {
        out[n++] = i;
      }
    }
    return Arrays.copyOf(out, n);
  }

  /** What all conversions so far have cost. */
  Bill bill() {
    return bill;
  }

  /** Conversions so far. */
  int count() {
    return count;
  }
}
