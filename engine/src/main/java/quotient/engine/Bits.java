package quotient.engine;

import java.util.Arrays;
import java.util.List;
import quotient.bits.BitVectors;

/**
 * {@link #lanes()} secret integers of {@link #width()} bits, wire 0 the least significant; two's
 * complement where signed. Immutable: the methods here only rename, drop and repeat wires and cost
 * nothing.
 */
public final class Bits implements Operand {
  private final Wire[] wires;

  private Bits(Wire[] wires) {
    this.wires = wires;
  }

  /** Bits of the given wires, least significant first. All wires have the same number of lanes. */
  public static Bits of(Wire... wires) {
    if (wires.length == 0) {
      throw new IllegalArgumentException("bits need at least one wire");
    }
    for (Wire wire : wires) {
      if (wire.lanes() != wires[0].lanes()) {
        throw new IllegalArgumentException(
            "wires of " + wires[0].lanes() + " and " + wire.lanes() + " lanes");
      }
    }
    return new Bits(wires.clone());
  }

  /** Bits of the given wires, least significant first. */
  public static Bits of(List<Wire> wires) {
    return of(wires.toArray(Wire[]::new));
  }

  /** The public constant {@code value} in every lane. */
  public static Bits constant(long value, int width, int lanes) {
    Wire[] wires = new Wire[width];
    for (int i = 0; i < width; i++) {
      wires[i] = PublicWire.constant((value >>> i & 1) != 0, lanes);
    }
    return new Bits(wires);
  }

  /** Public values, one per lane. */
  public static Bits ofPublic(long[] values, int width) {
    long[][] bits = BitVectors.split(values, 0, values.length, width);
    Wire[] wires = new Wire[width];
    for (int i = 0; i < width; i++) {
      wires[i] = PublicWire.of(bits[i], values.length);
    }
    return new Bits(wires);
  }

  @Override
  public int lanes() {
    return wires[0].lanes();
  }

  /** The number of wires. */
  public int width() {
    return wires.length;
  }

  /** Wire {@code i}, 0 the least significant. */
  public Wire wire(int i) {
    return wires[i];
  }

  /** The most significant wire: the sign of a two's complement integer. */
  public Wire sign() {
    return wires[wires.length - 1];
  }

  /** Wires {@code from} (inclusive) to {@code to} (exclusive). */
  public Bits wires(int from, int to) {
    return new Bits(Arrays.copyOfRange(wires, from, to));
  }

  /** Drops the low {@code count} wires: a flooring division by 2^count. */
  public Bits dropLow(int count) {
    return wires(count, wires.length);
  }

  /** Multiplies by 2^count: {@code count} zero wires below, so the width grows. */
  public Bits shiftLeft(int count) {
    Wire[] out = new Wire[wires.length + count];
    Arrays.fill(out, 0, count, PublicWire.zeros(lanes()));
    System.arraycopy(wires, 0, out, count, wires.length);
    return new Bits(out);
  }

  /** The same signed integers with {@code width} wires; the dropped wires must repeat the sign. */
  public Bits signed(int width) {
    return extend(width, sign());
  }

  /** The same unsigned integers with {@code width} wires; the dropped wires must be zero. */
  public Bits unsigned(int width) {
    return extend(width, PublicWire.zeros(lanes()));
  }

  private Bits extend(int width, Wire fill) {
    Wire[] out = Arrays.copyOf(wires, width);
    for (int i = wires.length; i < width; i++) {
      out[i] = fill;
    }
    return new Bits(out);
  }

  @Override
  public String toString() {
    return "Bits[" + lanes() + " lanes x " + width() + " wires]";
  }
}
