package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Integer arithmetic as Boolean circuits, written once for every engine. Where few levels are worth
 * more gates ({@link CircuitForm#TREES}), carries go by a {@link PrefixTree}; else they ripple,
 * which takes the fewest ANDs: their number per lane stands at each method for this form; public
 * inputs lower it.
 */
public final class Circuits {
  private final Gates gates;

  /** Circuits over {@code gates}. */
  public Circuits(Gates gates) {
    this.gates = gates;
  }

  private boolean isShallow() {
    return gates.form() == CircuitForm.TREES;
  }

  /** a xor b; free. */
  public Wire xor(Wire a, Wire b) {
    return gates.xor(a, b);
  }

  /** a and b; 1 AND. */
  public Wire and(Wire a, Wire b) {
    return gates.and(a, b);
  }

  /** not a; free. */
  public Wire not(Wire a) {
    return gates.not(a);
  }

  /** a or b; 1 AND. */
  public Wire or(Wire a, Wire b) {
    return gates.not(gates.and(gates.not(a), gates.not(b)));
  }

  /** Whether any wire is 1; width - 1 ANDs. */
  public Wire any(Bits x) {
    return not(all(not(x)));
  }

  /** Whether all wires are 1; width - 1 ANDs. */
  public Wire all(Bits x) {
    Bits y = x;
    while (y.width() > 1) {
      int half = y.width() / 2;
      Bits pairs = gates.and(y.wires(0, half), y.wires(half, 2 * half));
      y = 2 * half == y.width() ? pairs : with(pairs, y.sign());
    }
    return y.wire(0);
  }

  private static Bits with(Bits low, Wire top) {
    return joined(low, Bits.of(top));
  }

  /** Every wire inverted: -x - 1; free. */
  public Bits not(Bits x) {
    Wire[] out = new Wire[x.width()];
    for (int i = 0; i < out.length; i++) {
      out[i] = gates.not(x.wire(i));
    }
    return Bits.of(out);
  }

  /** Every wire xor {@code flip}; free. */
  public Bits xor(Bits x, Wire flip) {
    Wire[] out = new Wire[x.width()];
    for (int i = 0; i < out.length; i++) {
      out[i] = gates.xor(x.wire(i), flip);
    }
    return Bits.of(out);
  }

  /** x xor y, wire by wire; free. */
  public Bits xor(Bits x, Bits y) {
    Wire[] out = new Wire[x.width()];
    for (int i = 0; i < out.length; i++) {
      out[i] = gates.xor(x.wire(i), y.wire(i));
    }
    return Bits.of(out);
  }

  /** x where {@code keep} is 1, else 0; width ANDs. */
  public Bits and(Bits x, Wire keep) {
    return gates.and(x, keep);
  }

  /** {@code select} ? a : b; width ANDs. */
  public Bits mux(Wire select, Bits a, Bits b) {
    return xor(b, and(xor(a, b), select));
  }

  /** {@code select} ? a : b; 1 AND. */
  public Wire mux(Wire select, Wire a, Wire b) {
    return gates.xor(b, gates.and(select, gates.xor(a, b)));
  }

  /** For each wire whether all wires up to it are 1; width - 1 ANDs. */
  private Bits allUpTo(Bits x) {
    Wire[] out = new Wire[x.width()];
    Arrays.fill(out, PublicWire.zeros(x.lanes()));
    out[0] = x.wire(0);
    if (isShallow()) {
      Wire[] wires = new Wire[x.width()];
      Arrays.setAll(wires, x::wire);
      return Bits.of(PrefixTree.carries(gates, out, wires));
    }
    for (int i = 1; i < out.length; i++) {
      out[i] = and(out[i - 1], x.wire(i));
    }
    return Bits.of(out);
  }

  /**
   * {@code x + step} where {@code up}, else {@code x - step}, clipped to the full range of x; 2
   * width - 1 ANDs, less one for each zero wire at the step's end.
   *
   * @param step positive
   */
  public Bits step(Bits x, int step, Wire up) {
    int p = Integer.numberOfTrailingZeros(step);
    if (gates.form() != CircuitForm.RIPPLE && step == 1 << p && p < x.width() - 1) {
      return powerOfTwoStep(x, p, up);
    }
    int width = x.width() + 1;
    // The two public addends differ in some bits; there the wire is the sign or its opposite.
    Bits plus = Bits.constant(step, width, x.lanes());
    Bits minus = Bits.constant(-step, width, x.lanes());
    Wire[] addend = new Wire[width];
    Arrays.setAll(addend, i -> mux(up, plus.wire(i), minus.wire(i)));
    return clip(add(Bits.of(addend), x.signed(width)), x.width());
  }

  /**
   * A step of 2^p in which all that depends on its direction comes last and has one input in
   * common, k: whether the carry goes beyond wire p. With E_i whether wires p to i are equal, wire
   * i > p flips by E_(i-1) k; if all below the sign are equal and the sign isn't, x leaves its
   * range by k: then none of these flips, and the wires below p become like them.
   */
  private Bits powerOfTwoStep(Bits x, int p, Wire up) {
    int top = x.width() - 1;
    Wire first = x.wire(p);
    Wire[] equal = new Wire[top - p];
    for (int i = p + 1; i < top; i++) {
      equal[i - p - 1] = not(xor(x.wire(i), x.wire(i - 1)));
    }
    // The last one is no wire equal to its neighbour but the sign unlike it.
    equal[top - p - 1] = xor(x.sign(), x.wire(top - 1));
    Bits upTo = allUpTo(Bits.of(equal));
    Wire leaves = upTo.sign();
    Wire[] flips = new Wire[x.width()];
    Bits below = p == 0 ? x.wires(0, 1) : and(xor(x.wires(0, p), first), leaves);
    for (int i = 0; i < p; i++) {
      flips[i] = below.wire(i);
    }
    flips[p] = leaves;
    flips[p + 1] = not(leaves);
    for (int i = p + 2; i <= top; i++) {
      flips[i] = xor(upTo.wire(i - p - 2), leaves);
    }
    Bits flipped = and(Bits.of(flips), not(xor(first, up)));
    Wire[] out = new Wire[x.width()];
    Arrays.setAll(
        out,
        i -> {
          Wire flip = i == p ? not(flipped.wire(p)) : flipped.wire(i);
          return xor(x.wire(i), flip);
        });
    return Bits.of(out);
  }

  /** a + b modulo 2^width; width - 1 ANDs. */
  public Bits add(Bits a, Bits b) {
    return add(a, b, PublicWire.zeros(a.lanes()));
  }

  /** a + b + carry modulo 2^width; width - 1 ANDs. */
  public Bits add(Bits a, Bits b, Wire carry) {
    if (a.width() != b.width()) {
      throw new IllegalArgumentException("add of " + a.width() + " and " + b.width() + " bits");
    }
    if (isShallow()) {
      return addByTree(a, b, carry);
    }
    Wire[] out = new Wire[a.width()];
    Wire c = carry;
    for (int i = 0; i < out.length; i++) {
      Wire ac = gates.xor(a.wire(i), c);
      out[i] = gates.xor(ac, b.wire(i));
      if (i + 1 < out.length) {
        c = gates.xor(c, gates.and(ac, gates.xor(b.wire(i), c)));
      }
    }
    return Bits.of(out);
  }

  private Bits addByTree(Bits a, Bits b, Wire carry) {
    Wire[] carries = carries(a.wires(0, a.width() - 1), b.wires(0, a.width() - 1), carry);
    Wire[] out = new Wire[a.width()];
    Arrays.setAll(out, i -> xor(xor(a.wire(i), b.wire(i)), carries[i]));
    return Bits.of(out);
  }

  /** The carries of a + b + carry by a tree: that into each wire, and that out of the last. */
  private Wire[] carries(Bits a, Bits b, Wire carry) {
    Wire[] generate = new Wire[a.width() + 1];
    Wire[] propagate = new Wire[a.width() + 1];
    generate[0] = carry;
    propagate[0] = PublicWire.zeros(carry.lanes());
    for (int i = 0; i < a.width(); i++) {
      generate[i + 1] = and(a.wire(i), b.wire(i));
      propagate[i + 1] = xor(a.wire(i), b.wire(i));
    }
    return PrefixTree.carries(gates, generate, propagate);
  }

  /** a - b modulo 2^width; width - 1 ANDs. */
  public Bits subtract(Bits a, Bits b) {
    return add(a, not(b), PublicWire.ones(a.lanes()));
  }

  /** x + bit modulo 2^width; width - 1 ANDs. */
  public Bits increment(Bits x, Wire bit) {
    return add(x, Bits.constant(0, x.width(), x.lanes()), bit);
  }

  /** |x| of a two's complement x, without the sign wire; width - 2 ANDs. */
  public Bits abs(Bits x) {
    int width = x.width() - 1;
    return increment(xor(x.wires(0, width), x.sign()), x.sign());
  }

  /** Whether a > b, both unsigned; width ANDs. */
  public Wire greater(Bits a, Bits b) {
    return greater(List.of(a), List.of(b)).wire(0);
  }

  /** For each pair whether a > b, all unsigned and of the same width; width ANDs a pair. */
  private Bits greater(List<Bits> a, List<Bits> b) {
    // The carries out of a + not b, which is a - b - 1 modulo 2^width.
    if (isShallow()) {
      Wire[] out = new Wire[a.size()];
      Wire zero = PublicWire.zeros(a.getFirst().lanes());
      Arrays.setAll(out, i -> carries(a.get(i), not(b.get(i)), zero)[a.get(i).width()]);
      return Bits.of(out);
    }
    Bits c = Bits.constant(0, a.size(), a.getFirst().lanes());
    for (int i = 0; i < a.getFirst().width(); i++) {
      Bits ac = xor(wires(a, i), c);
      c = xor(c, gates.and(ac, xor(not(wires(b, i)), c)));
    }
    return c;
  }

  private static Bits wires(List<Bits> values, int i) {
    return Bits.of(values.stream().map(value -> value.wire(i)).toList());
  }

  /** The larger of two unsigned integers; 2 width ANDs. */
  public Bits max(Bits a, Bits b) {
    return mux(greater(a, b), a, b);
  }

  /**
   * Clips a two's complement x to -(2^(width-1) - 1) .. 2^(width-1) - 1: symmetric saturation. An x
   * of n > width wires costs n + width - 3 ANDs, one of n = width wires n - 1.
   */
  public Bits saturate(Bits x, int width) {
    return saturate(x, width, PublicWire.ones(x.lanes()), 1L << (x.width() - 1));
  }

  /**
   * As {@link #saturate(Bits, int)} where {@code keep} is 1, else 0; width ANDs more.
   *
   * @param most the largest magnitude of x, or more
   */
  public Bits saturate(Bits x, int width, Wire keep, long most) {
    if (x.width() < width) {
      return and(x, keep).signed(width);
    }
    long largest = (1L << (width - 1)) - 1;
    if (x.width() > width) {
      Optional<Wire> notAbove = gates.signOfDifference(x, largest + 1);
      Optional<Wire> below = gates.signOfDifference(x, -largest);
      if (notAbove.isPresent() && below.isPresent()) {
        Bits outside = Bits.of(not(notAbove.orElseThrow()), below.orElseThrow());
        if (!hasRoom(x, most, largest + 1)) {
          // A difference may leave the range of x, but where it does, the sign of x says enough.
          outside = gates.and(outside, Bits.of(not(x.sign()), x.sign()));
        }
        return saturate(x, width, outside, keep);
      }
    }
    return and(saturateByGates(x, width), keep);
  }

  /** Whether no x up to a magnitude leaves its range by that of a limit. */
  private static boolean hasRoom(Bits x, long most, long limit) {
    return most + limit <= 1L << (x.width() - 1);
  }

  /** Saturation where is known whether x is above the limits or below. */
  private Bits saturate(Bits x, int width, Bits outside, Wire keep) {
    Wire inRange = not(xor(outside.wire(0), outside.wire(1)));
    Bits kept = and(with(x.wires(0, width - 1), x.sign()), keep);
    Bits limits = and(outside, keep);
    Bits low = xor(and(kept.wires(0, width - 1), inRange), limits.wire(0));
    return append(low, kept.sign(), limits.wire(1));
  }

  private Bits saturateByGates(Bits x, int width) {
    Wire sign = x.sign();
    Bits low = x.wires(0, width - 1);
    if (x.width() > width) {
      // Out of range unless the wires above all repeat the sign.
      Wire overflow = any(xor(x.wires(width - 1, x.width() - 1), sign));
      Wire[] extreme = new Wire[width - 1];
      Arrays.fill(extreme, gates.not(sign));
      low = mux(overflow, Bits.of(extreme), low);
    }
    Wire lowest = gates.and(sign, all(not(low)));
    return append(low, sign, lowest);
  }

  /**
   * low and sign as one integer, with its lowest wire set where {@code bump} is (it was 0 there).
   */
  private Bits append(Bits low, Wire sign, Wire bump) {
    Wire[] out = new Wire[low.width()];
    Arrays.setAll(out, low::wire);
    out[0] = gates.xor(out[0], bump);
    return with(Bits.of(out), sign);
  }

  /**
   * Clips a two's complement x to 0 .. 2^width - 1, unsigned; n wires cost n - 1 ANDs.
   *
   * @param most the largest magnitude of x, or more
   */
  public Bits clipNonNegative(Bits x, int width, long most) {
    Wire positive = gates.not(x.sign());
    if (x.width() == 1) {
      return Bits.constant(0, width, x.lanes());
    }
    if (x.width() <= width + 1) {
      return and(x.wires(0, x.width() - 1), positive).unsigned(width);
    }
    Optional<Wire> notAbove = gates.signOfDifference(x, 1L << width);
    Wire inRange;
    if (notAbove.isEmpty()) {
      inRange = gates.and(positive, not(any(x.wires(width, x.width() - 1))));
    } else if (hasRoom(x, most, 1L << width)) {
      inRange = gates.xor(x.sign(), notAbove.orElseThrow());
    } else {
      inRange = gates.and(positive, notAbove.orElseThrow());
    }
    return xor(and(x.wires(0, width), inRange), gates.xor(positive, inRange));
  }

  /**
   * Clips a two's complement x to -2^(width-1) .. 2^(width-1) - 1, the full range of {@code width}
   * wires; n > width wires cost n - 2 ANDs.
   */
  public Bits clip(Bits x, int width) {
    if (x.width() <= width) {
      return x.signed(width);
    }
    Wire sign = x.sign();
    Wire overflow = any(xor(x.wires(width - 1, x.width() - 1), sign));
    Wire[] extreme = new Wire[width];
    Arrays.fill(extreme, gates.not(sign));
    extreme[width - 1] = sign;
    return mux(overflow, Bits.of(extreme), with(x.wires(0, width - 1), sign));
  }

  /**
   * The bit length of an unsigned x as a thermometer: wire j is 1 if bitlen(x) > j; width - 1 ANDs.
   */
  public Bits bitLength(Bits x) {
    if (isShallow()) {
      return bitLengthByTree(x);
    }
    Wire[] out = new Wire[x.width()];
    Wire seen = x.wire(x.width() - 1);
    out[x.width() - 1] = seen;
    for (int j = x.width() - 2; j >= 0; j--) {
      seen = or(seen, x.wire(j));
      out[j] = seen;
    }
    return Bits.of(out);
  }

  /** A wire is seen from above as a carry is: made by itself, or passed on by wires that are 0. */
  private Bits bitLengthByTree(Bits x) {
    int width = x.width();
    Wire[] ofTop = new Wire[width];
    Arrays.setAll(ofTop, i -> x.wire(width - 1 - i));
    Wire[] zero = new Wire[width];
    Arrays.setAll(zero, i -> not(ofTop[i]));
    Wire[] seen = PrefixTree.carries(gates, ofTop, zero);
    Wire[] out = new Wire[width];
    Arrays.setAll(out, j -> seen[width - 1 - j]);
    return Bits.of(out);
  }

  /**
   * The public function {@code value} of the number t that a thermometer shows (wire j is 1 if t >
   * j), in binary; free, because it is linear in the thermometer's wires.
   */
  public Bits thermometerToBinary(Bits thermometer, IntUnaryOperator value, int width) {
    Wire[] out = new Wire[width];
    for (int b = 0; b < width; b++) {
      Wire sum = PublicWire.constant((value.applyAsInt(0) >> b & 1) != 0, thermometer.lanes());
      for (int t = 1; t <= thermometer.width(); t++) {
        // Reaching t flips exactly the bits in which value(t) and value(t - 1) differ.
        if (((value.applyAsInt(t) ^ value.applyAsInt(t - 1)) >> b & 1) != 0) {
          sum = gates.xor(sum, thermometer.wire(t - 1));
        }
      }
      out[b] = sum;
    }
    return Bits.of(out);
  }

  /**
   * The top {@code out} wires of {@code x << amount}, where x keeps its width; stage i of the
   * barrel shifter costs min(out + 2^i - 1, width) ANDs.
   *
   * @param amount unsigned, at most the width of x
   */
  public Bits shiftLeftTop(Bits x, Bits amount, int out) {
    Bits y = x;
    for (int stage = amount.width() - 1; stage >= 0; stage--) {
      int distance = 1 << stage;
      int keep = Math.min(y.width(), out + distance - 1);
      int dropped = y.width() - keep;
      // The zeros below are more than enough for the wires that are kept.
      Bits shifted = y.shiftLeft(distance).wires(dropped, dropped + keep);
      y = mux(amount.wire(stage), shifted, y.dropLow(dropped));
    }
    return y.wires(y.width() - out, y.width());
  }

  /** x >> amount for a two's complement x, flooring; amount.width() times (width - 1) ANDs. */
  public Bits shiftRight(Bits x, Bits amount) {
    Bits y = x;
    for (int stage = amount.width() - 1; stage >= 0; stage--) {
      int distance = Math.min(1 << stage, y.width() - 1);
      y = mux(amount.wire(stage), y.dropLow(distance).signed(y.width()), y);
    }
    return y;
  }

  /** The square of an unsigned x, 2 width wires; width^2 - 2 ANDs (none for one wire). */
  public Bits square(Bits x) {
    int n = x.width();
    int width = 2 * n;
    // x^2 = sum_i x_i 4^i + sum_{i<j} x_i x_j 2^(i+j+1); row i holds its diagonal bit and its
    // products.
    Bits sum = Bits.constant(0, width, x.lanes());
    for (int i = 0; i < n; i++) {
      Wire[] row = new Wire[width - 2 * i];
      Arrays.fill(row, PublicWire.zeros(x.lanes()));
      row[0] = x.wire(i);
      if (i + 1 < n) {
        Bits products = and(x.dropLow(i + 1), x.wire(i));
        for (int j = 0; j < products.width(); j++) {
          row[j + 2] = products.wire(j);
        }
      }
      sum = addAbove(sum, Bits.of(row), 2 * i);
    }
    return sum;
  }

  private Bits addAbove(Bits sum, Bits row, int at) {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < at; i++) {
      wires.add(sum.wire(i));
    }
    Bits top = add(sum.dropLow(at), row);
    for (int i = 0; i < top.width(); i++) {
      wires.add(top.wire(i));
    }
    return Bits.of(wires);
  }

  /**
   * The index of the largest of {@code values} (two's complement, all of the same width), the
   * lowest index where several are equal; per value after the first, 2 width ANDs and at most the
   * index's width more. A knockout tournament, because pairs can be compared at the same time.
   */
  public Bits argmax(List<Bits> values) {
    int width = values.getFirst().width();
    int indexWidth = Math.max(1, 32 - Integer.numberOfLeadingZeros(values.size() - 1));
    List<Bits> left = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Bits value = flipSign(values.get(i));
      left.add(joined(value, Bits.constant(i, indexWidth, value.lanes())));
    }
    while (left.size() > 1) {
      left = winners(left, width);
    }
    return left.getFirst().dropLow(width);
  }

  /** Of each pair of neighbours the one with the larger low {@code width} wires. */
  private List<Bits> winners(List<Bits> players, int width) {
    List<Bits> first = new ArrayList<>();
    List<Bits> second = new ArrayList<>();
    for (int i = 0; i + 1 < players.size(); i += 2) {
      first.add(players.get(i));
      second.add(players.get(i + 1));
    }
    Bits larger = greater(low(second, width), low(first, width));
    List<Bits> out = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      out.add(mux(larger.wire(i), second.get(i), first.get(i)));
    }
    if (players.size() % 2 != 0) {
      out.add(players.getLast());
    }
    return out;
  }

  private static List<Bits> low(List<Bits> values, int width) {
    return values.stream().map(value -> value.wires(0, width)).toList();
  }

  private static Bits joined(Bits low, Bits high) {
    Wire[] out = new Wire[low.width() + high.width()];
    Arrays.setAll(out, i -> i < low.width() ? low.wire(i) : high.wire(i - low.width()));
    return Bits.of(out);
  }

  /** Two's complement to offset binary, so that an unsigned comparison orders it. */
  private Bits flipSign(Bits x) {
    Wire[] out = new Wire[x.width()];
    for (int i = 0; i < out.length; i++) {
      out[i] = x.wire(i);
    }
    out[out.length - 1] = gates.not(x.sign());
    return Bits.of(out);
  }
}
