package quotient.twoparty;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.Shares;

/**
 * From bits to additive shares: of each matrix once, in its widest ring, for all its rings and
 * views. What a party knows is its share as it is.
 */
final class Conversions {
  private final Session session;
  private final BitsToShares bitsToShares;
  private final DaBits.Maker maker;
  private final Recurring<DaBits.Kind, CompletableFuture<DaBits>> ahead;
  private Bill bill = Bill.NONE;
  private int count;

  Conversions(Session session) {
    this.session = session;
    bitsToShares =
        new BitsToShares(session.me(), session.main(), session.hash(Session.Domain.BITS_TO_SHARES));
    maker = new DaBits.Maker(session);
    ahead = new Recurring<>(session.supply().ahead() > 0);
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
      return Shares.of(
          planes.rows(), planes.columns(), ring, convertShared(bits, all, weights, ring));
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

  /** Where nobody knows an entry, every batch converts as many. */
  private long[] convertShared(long[][] bits, int lanes, List<Long> weights, int ring) {
    DaBits.Kind kind = DaBits.Kind.of(lanes, weights, ring);
    return ahead
        .take(kind, kind.bytes(), () -> order(kind))
        .map(ordered -> convert(Supply.await(ordered), bits, weights))
        .orElseGet(() -> convert(bits, lanes, weights, ring));
  }

  private CompletableFuture<DaBits> order(DaBits.Kind kind) {
    bill = bill.plus(kind.making(session.correlations().extension()));
    return session.supply().order(() -> maker.make(kind));
  }

  private long[] convert(DaBits random, long[][] bits, List<Long> weights) {
    bill = bill.plus(random.kind().opening());
    count++;
    List<long[]> planes =
        IntStream.range(0, bits.length)
            .filter(k -> BitsToShares.counts(weights.get(k), random.kind().width()))
            .mapToObj(k -> bits[k])
            .toList();
    return random.convert(session.me(), session.main(), planes);
  }

  private long[] convert(long[][] bits, int lanes, List<Long> weights, int ring) {
    bill = bill.plus(BitsToShares.bill(session.correlations().extension(), lanes, weights, ring));
    count++;
    return bitsToShares.sum(session.correlations(), bits, lanes, weights, ring);
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
