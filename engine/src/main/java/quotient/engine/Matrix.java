package quotient.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import quotient.bits.BitVectors;

/**
 * A rows x columns matrix of secret integers as an operand of {@linkplain Engine#product products}.
 * It is made from bits, from shares or from values that the parties know; which representation a
 * product takes is not its caller's business. A conversion, and whatever else an engine computes
 * from the operand, happens at most once: the matrix keeps each {@linkplain #form form} under its
 * key, for all its views. So a matrix belongs to one engine, and to one thread at a time.
 */
public final class Matrix {
  private final Base base;
  private final boolean transposed;

  private Matrix(Base base, boolean transposed) {
    this.base = base;
    this.transposed = transposed;
  }

  /** What all views of a matrix share. */
  private static final class Base {
    final int rows;
    final int columns;
    final Optional<Planes> planes;
    final List<Long> weights;
    final Ownership ownership;
    final int widestRing;
    final Map<Object, Object> forms = new HashMap<>();
    @Nullable Shares shares;

    private Base(
        int rows,
        int columns,
        Optional<Planes> planes,
        @Nullable Shares shares,
        Ownership ownership,
        int widestRing) {
      ownership.check(rows, columns);
      this.rows = rows;
      this.columns = columns;
      this.planes = planes;
      weights = planes.map(Base::weights).orElse(List.of());
      this.shares = shares;
      this.ownership = ownership;
      this.widestRing = widestRing;
    }

    private static List<Long> weights(Planes planes) {
      List<Long> out = new ArrayList<>();
      for (int k = 0; k < planes.count(); k++) {
        out.add(planes.weight(k));
      }
      return List.copyOf(out);
    }
  }

  /**
   * A matrix whose bits nobody knows.
   *
   * @param planes this side's XOR share of its bits
   * @param widestRing bits of the widest ring in which a product will want its shares: shares
   *     become narrower for free, never wider
   */
  public static Matrix ofBits(Planes planes, int widestRing) {
    return ofBits(planes, widestRing, Ownership.shared(planes.rows(), planes.columns()));
  }

  /** As {@link #ofBits(Planes, int)}, where a party may know bits: there the other's are zero. */
  public static Matrix ofBits(Planes planes, int widestRing, Ownership ownership) {
    return new Matrix(
        new Base(planes.rows(), planes.columns(), Optional.of(planes), null, ownership, widestRing),
        false);
  }

  /** A matrix of which only additive shares exist, without guard bits. */
  public static Matrix ofShares(Shares shares) {
    return ofShares(shares, Ownership.shared(shares.rows(), shares.columns()));
  }

  /** As {@link #ofShares(Shares)}, where a party may know entries: there the other's are zero. */
  public static Matrix ofShares(Shares shares, Ownership ownership) {
    if (shares.guard() > 0) {
      throw new IllegalArgumentException(shares + " must be rounded before it is multiplied");
    }
    return new Matrix(
        new Base(
            shares.rows(), shares.columns(), Optional.empty(), shares, ownership, shares.width()),
        false);
  }

  /**
   * A matrix of entries that are known to the parties.
   *
   * @param values the entries that this side knows, row-major, each as the number of its bits; zero
   *     elsewhere
   * @param weights of the bits of an entry, see {@link Planes}
   */
  public static Matrix ofKnown(
      int rows, int columns, long[] values, long[] weights, Ownership ownership) {
    if (!ownership.isKnown()) {
      throw new IllegalArgumentException(ownership + " has entries that nobody knows");
    }
    long[][] bits = BitVectors.split(values, 0, values.length, weights.length);
    return ofBits(Planes.of(rows, columns, weights, bits), Long.SIZE, ownership);
  }

  /** Rows. */
  public int rows() {
    return transposed ? base.columns : base.rows;
  }

  /** Columns. */
  public int columns() {
    return transposed ? base.rows : base.columns;
  }

  /** Fails unless this can be multiplied by {@code x}. */
  void checkTimes(Matrix x) {
    if (columns() != x.rows()) {
      throw new IllegalArgumentException(this + " times " + x);
    }
  }

  /** Who has a share of which entry. */
  public Ownership ownership() {
    return transposed ? base.ownership.transpose() : base.ownership;
  }

  /** Bits of the widest ring in which its shares can be had. */
  public int widestRing() {
    return base.widestRing;
  }

  /** The transposed matrix: a view with the same forms. */
  public Matrix transpose() {
    return new Matrix(base, !transposed);
  }

  /** The weights of its {@link #planes}; none if it was made from shares. */
  public List<Long> weights() {
    return base.weights;
  }

  /** This side's share of the bits, unless the matrix was made from shares. */
  public Optional<Planes> planes() {
    return transposed ? base.planes.map(planes -> form("planes", planes::transpose)) : base.planes;
  }

  /** Whether shares exist without a conversion, as they do of what the parties know. */
  public boolean hasShares() {
    return base.shares != null || base.ownership.isKnown();
  }

  /** Keeps what a conversion gave: shares of the untransposed matrix in its widest ring. */
  public void keepShares(Shares shares) {
    base.shares = shares;
  }

  /** The matrix from which its views are made, that is, what a conversion works on. */
  public Matrix untransposed() {
    return transposed ? transpose() : this;
  }

  /**
   * This side's additive share, which {@linkplain #hasShares exists}.
   *
   * @throws IllegalArgumentException if the ring is wider than the widest
   */
  public Shares shares(int width) {
    if (!transposed && width == base.widestRing) {
      return kept();
    }
    return form(
        new SharesForm(width),
        () -> {
          Shares narrow = width == base.widestRing ? kept() : kept().reduce(width);
          return transposed ? narrow.transpose() : narrow;
        });
  }

  private record SharesForm(int width) {}

  private Shares kept() {
    if (base.shares == null && base.ownership.isKnown()) {
      long[] values = base.planes.map(Planes::values).orElseThrow();
      base.shares = Shares.of(base.rows, base.columns, base.widestRing, values);
    }
    return Objects.requireNonNull(base.shares, "a matrix that has not been converted");
  }

  /**
   * What an engine has made from this view of the matrix, or makes now.
   *
   * @param key says what it is; equal keys mean the same form
   */
  @SuppressWarnings("unchecked") // a key stands for one type
  public <T> T form(Object key, Supplier<T> make) {
    View view = new View(key, transposed);
    Object form = base.forms.get(view);
    if (form == null) {
      form = make.get();
      base.forms.put(view, form);
    }
    return (T) form;
  }

  private record View(Object key, boolean transposed) {}

  @Override
  public String toString() {
    return "Matrix[" + rows() + " x " + columns() + "]";
  }
}
