package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  /** Messages of one for which nothing was made ahead, up to a window of OTs. */
  static final int MESSAGES = 2;

  private final Session session;
  private final BitsToShares bitsToShares;
  private final Supply supply;
  private final DaBits.Maker maker;
  private final Recurring<DaBits.Kind, CompletableFuture<DaBits>> ahead;
  private Bill bill = Bill.NONE;
  private int count;

  Conversions(Session session) {
    this.session = session;
    bitsToShares =
        new BitsToShares(
            session.main(),
            BitsToShares.Cots.of(session.me(), session.correlations()),
            session.hash(Session.Domain.BITS_TO_SHARES));
    supply = session.supply(Line.DA_BITS);
    maker = new DaBits.Maker(session);
    ahead = new Recurring<>(supply.isAhead());
  }

  /** Additive shares of a matrix modulo 2^width, converted now if they never were. */
  Shares shares(Matrix matrix, int width) {
    run(List.of(matrix));
    return matrix.shares(width);
  }

  /** A matrix of which this party opens the bits, masked by random ones. */
  private record Opened(Matrix matrix, DaBits random, long[] mine) {}

  /** Converts matrices if they never were; those that recur all in one message. */
  void run(List<Matrix> matrices) {
    List<Opened> recurring = new ArrayList<>();
    for (Matrix matrix : missing(matrices)) {
      count++;
      Optional<DaBits> random = DaBits.Kind.of(matrix).flatMap(this::take);
      if (random.isPresent()) {
        recurring.add(open(matrix, random.get()));
      } else {
        matrix.keepShares(converted(matrix));
      }
    }
    List<long[]> theirs =
        Openings.swap(session.main(), recurring.stream().map(Opened::mine).toList());
    for (int i = 0; i < theirs.size(); i++) {
      Opened one = recurring.get(i);
      long[] values = one.random.sum(session.me(), one.mine, theirs.get(i));
      Matrix matrix = one.matrix;
      matrix.keepShares(Shares.of(matrix.rows(), matrix.columns(), matrix.widestRing(), values));
    }
  }

  /** Those without shares, each as a whole and once. */
  static List<Matrix> missing(List<Matrix> matrices) {
    List<Matrix> out = new ArrayList<>();
    for (Matrix matrix : matrices) {
      if (!matrix.hasShares() && out.stream().noneMatch(matrix::sharesWith)) {
        out.add(matrix.whole());
      }
    }
    return out;
  }

  private Optional<DaBits> take(DaBits.Kind kind) {
    return ahead.take(kind, kind.bytes(), () -> order(kind)).map(supply::await);
  }

  private CompletableFuture<DaBits> order(DaBits.Kind kind) {
    bill = bill.plus(kind.making(session.extension()));
    return supply.order(() -> maker.make(kind));
  }

  private Opened open(Matrix matrix, DaBits random) {
    bill = bill.plus(random.kind().opening());
    Planes planes = matrix.planes().orElseThrow();
    List<long[]> bits =
        IntStream.range(0, planes.count())
            .filter(k -> BitsToShares.counts(planes.weight(k), random.kind().width()))
            .mapToObj(planes::bits)
            .toList();
    return new Opened(matrix, random, random.opening(bits));
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
    bill = bill.plus(BitsToShares.bill(session.extension(), lanes, weights, ring));
    return bitsToShares.sum(bits, lanes, weights, ring);
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

  /**
   * What all conversions so far have cost, and what was ordered for later ones; without base OTs.
   */
  Bill bill() {
    return bill;
  }

  /** Conversions so far. */
  int count() {
    return count;
  }
}
