package quotient.engine;

import java.math.BigInteger;
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
  private static final View WHOLE = new View(Optional.empty(), false);

  private final Base base;
  private final View view;

  private Matrix(Base base, View view) {
    this.base = base;
    this.view = view;
  }

  /**
   * What a view shows of the matrix that it is of.
   *
   * @param map what is made of its rows, if they are not shown as they are
   * @param transposed whether the result of that is turned
   */
  public record View(Optional<Gather> map, boolean transposed) {}

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
    @Nullable Base next;
    boolean isFixed;

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
        WHOLE);
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
        WHOLE);
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
    return view.transposed ? shownColumns() : shownRows();
  }

  /** Columns. */
  public int columns() {
    return view.transposed ? shownRows() : shownColumns();
  }

  private int shownRows() {
    return view.map.map(map -> Math.multiplyExact(base.rows, map.rows())).orElse(base.rows);
  }

  private int shownColumns() {
    return view.map.map(Gather::columns).orElse(base.columns);
  }

  /** Fails unless this can be multiplied by {@code x}. */
  void checkTimes(Matrix x) {
    if (columns() != x.rows()) {
      throw new IllegalArgumentException(this + " times " + x);
    }
  }

  /** Who has a share of which entry. */
  public Ownership ownership() {
    return form(
        "ownership",
        () -> {
          Ownership shown =
              view.map.map(map -> base.ownership.gather(map, base.rows)).orElse(base.ownership);
          return view.transposed ? shown.transpose() : shown;
        });
  }

  /** Bits of the widest ring in which its shares can be had. */
  public int widestRing() {
    return base.widestRing;
  }

  /** The transposed matrix: a view of the same matrix. */
  public Matrix transpose() {
    return new Matrix(base, new View(view.map, !view.transposed));
  }

  /**
   * What {@code map} makes of the rows: a view of the same matrix.
   *
   * @throws IllegalStateException if this is a view already
   */
  public Matrix gather(Gather map) {
    if (!view.equals(WHOLE) || map.inputs() != base.columns) {
      throw new IllegalStateException(map + " of " + this);
    }
    return new Matrix(base, new View(Optional.of(map), false));
  }

  /** The weights of its {@link #planes}; none if it has no bits. */
  public List<Long> weights() {
    return isOfSums() ? List.of() : base.weights;
  }

  /** This side's share of the bits, unless the matrix was made from shares or shows sums. */
  public Optional<Planes> planes() {
    if (isOfSums() || view.equals(WHOLE)) {
      return isOfSums() ? Optional.empty() : base.planes;
    }
    return base.planes.map(planes ->
        form(
            "planes",
            () -> {
              Planes shown = view.map.map(planes::gather).orElse(planes);
              return view.transposed ? shown.transpose() : shown;
            }));
  }

  private boolean isOfSums() {
    return terms() > 1;
  }

  private int terms() {
    return view.map.map(Gather::terms).orElse(1);
  }

  /** The largest magnitude of an entry that a party knows, or more. */
  public long bound() {
    BigInteger most = BigInteger.ZERO;
    BigInteger least = BigInteger.ZERO;
    for (long weight : base.weights) {
      BigInteger w = BigInteger.valueOf(weight);
      most = most.add(w.max(BigInteger.ZERO));
      least = least.add(w.min(BigInteger.ZERO));
    }
    BigInteger bound = most.max(least.negate()).multiply(BigInteger.valueOf(terms()));
    boolean known = base.planes.isPresent() && bound.bitLength() < Long.SIZE;
    return known ? bound.longValue() : Long.MAX_VALUE;
  }

  /** Whether shares exist without a conversion, as they do of what the parties know. */
  public boolean hasShares() {
    return base.shares != null || base.ownership.isKnown();
  }

  /** Keeps what a conversion gave: shares of the {@link #whole} matrix in its widest ring. */
  public void keepShares(Shares shares) {
    base.shares = shares;
  }

  /** The matrix that this is a view of, that is, what a conversion works on. */
  public Matrix whole() {
    return new Matrix(base, WHOLE);
  }

  /**
   * Says which matrix will be multiplied as this one is, when that is done: an engine may prepare
   * for what the parties know of it.
   */
  public void isFollowedBy(Matrix next) {
    base.next = next.base;
  }

  /** The same view of the matrix that follows, if that was said. */
  public Optional<Matrix> next() {
    return Optional.ofNullable(base.next).map(next -> new Matrix(next, view));
  }

  /**
   * Says that this is the right operand of products again and again: an engine may prepare for
   * them.
   */
  public void staysFixed() {
    base.isFixed = true;
  }

  /** Whether that was said of the matrix that this is a view of. */
  public boolean isFixed() {
    return base.isFixed;
  }

  /** Whether this and the other are views of the same matrix. */
  public boolean sharesWith(Matrix other) {
    return base == other.base;
  }

  /**
   * This side's additive share, which {@linkplain #hasShares exists}.
   *
   * @throws IllegalArgumentException if the ring is wider than the widest
   */
  public Shares shares(int width) {
    if (view.equals(WHOLE) && width == base.widestRing) {
      return kept();
    }
    return form(
        new SharesForm(width),
        () -> {
          Shares narrow = width == base.widestRing ? kept() : kept().reduce(width);
          Shares shown = view.map.map(narrow::gather).orElse(narrow);
          return view.transposed ? shown.transpose() : shown;
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
    Form of = new Form(key, view);
    Object form = base.forms.get(of);
    if (form == null) {
      form = make.get();
      base.forms.put(of, form);
    }
    return (T) form;
  }

  /** A form of this view that an engine kept, which is not kept any longer. */
  @SuppressWarnings("unchecked") // a key stands for one type
  public <T> Optional<T> take(Object key) {
    return Optional.ofNullable((T) base.forms.remove(new Form(key, view)));
  }

  private record Form(Object key, View view) {}

  @Override
  public String toString() {
    return "Matrix[" + rows() + " x " + columns() + "]";
  }
}
