package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.ProductCall;
import quotient.engine.Shares;

/** Triples for products that recur, made ahead by {@link RlweProduct}. */
final class MatrixTriples {
  /**
   * Bytes of a round of what is made: 32 MiB, beside what the computing thread holds at the time.
   */
  private static final long BYTES_PER_ROUND = 1L << 25;

  private final Session session;
  private final Supply supply;
  private final Recurring<MatrixTriple.Kind, CompletableFuture<MatrixTriple>> ahead;

  /** Made with the first triple, by the thread of their {@link Line}, which alone uses it. */
  private @Nullable RlweProduct ringLwe;

  MatrixTriples(Session session) {
    this.session = session;
    supply = session.supply(Line.TRIPLES);
    ahead = new Recurring<>(areAhead());
  }

  /** A triple for a product that is planned like this, if one was ordered; orders the next. */
  Optional<MatrixTriple> take(MatrixTriple.Kind kind, List<PackedTerm> terms) {
    return ahead
        .take(kind, kind.bytes(), () -> supply.order(() -> make(kind, terms)))
        .map(supply::await);
  }

  /** Whether triples are made ahead over the link. */
  boolean areAhead() {
    return supply.isAhead();
  }

  /** Orders a triple for a product to come; it is kept with its left operand. */
  void order(NextProduct next) {
    Shares p = next.p().shares(next.plan().width());
    next.p().form(next.kind(), () -> supply.order(() -> make(next, p)));
  }

  private HalfTriple make(NextProduct next, Shares p) {
    RingLwe.Plan plan = next.plan();
    Prg random = new Prg(SecretBlock.random(session.random()));
    Shares v = uniform(random, next.rowsOfX(), next.kind().columns(), plan.width());
    long[] crossTerms = ringLwe().crossTerms(plan.terms(), next.at(), p, v);
    return new HalfTriple(p, v, plan.guard(), next.at().size(), crossTerms);
  }

  /** The triple that was ordered for a product, if one was. */
  Optional<HalfTriple> takeHalf(ProductCall call) {
    return call.p().<CompletableFuture<HalfTriple>>take(NextProduct.kind(call)).map(supply::await);
  }

  private RlweProduct ringLwe() {
    if (ringLwe == null) {
      ringLwe =
          new RlweProduct(
              session.me(),
              session.channels(Line.TRIPLES).getFirst(),
              session.random(),
              BYTES_PER_ROUND);
    }
    return ringLwe;
  }

  private MatrixTriple make(MatrixTriple.Kind kind, List<PackedTerm> terms) {
    Prg random = new Prg(SecretBlock.random(session.random()));
    Shares u = uniform(random, kind.rows(), kind.inner(), kind.width());
    Shares v = uniform(random, kind.inner(), kind.columns(), kind.width());
    List<CrossTerm> at = CrossTerm.of(Matrix.ofShares(u), Matrix.ofShares(v));
    return new MatrixTriple(kind, u, v, ringLwe().crossTerms(terms, at, u, v));
  }

  private static Shares uniform(Prg random, int rows, int columns, int width) {
    long[] values = new long[Math.multiplyExact(rows, columns)];
    random.next(values);
    return Shares.of(rows, columns, width, values);
  }
}
