package quotient.training;

import java.util.Arrays;
import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.PublicWire;
import quotient.engine.Shares;
import quotient.engine.Wire;

/**
 * Scaling by the next power of two of a whole tensor's largest entry (QUOTIENT, section 3.3):
 *
 * <pre>
 *   p2(x, off) = sat8(shr(x, k)),   k = bitlen(max|x|) - 7 - off
 * </pre>
 *
 * k is secret: it exists only as the bit length of the OR of all |x|, a thermometer of one lane.
 * The shift goes left by as many places as the largest entry has leading zeros, which a barrel
 * shifter does with few gates because only the top wires of its result are wanted; a fixed shift to
 * the right, which is free, then leaves the same bits as {@code shr(x, k)}, for negative k, too.
 */
final class PowerOfTwo implements Normalization {
  /** Activations keep 2 bits more than p2's 7 and are clipped: few are near the largest. */
  private static final int ACTIVATION_OFFSET = 2;

  private final Engine engine;
  private final Bits[] lengths;

  /**
   * A normalisation that starts with the scale k = 0 for predictions.
   *
   * @param hiddenBits for each hidden layer, the bits of its sums
   */
  static PowerOfTwo initial(Engine engine, int[] hiddenBits) {
    Bits[] lengths = new Bits[hiddenBits.length];
    for (int l = 0; l < lengths.length; l++) {
      // k = 0 belongs to a largest entry of 7 + 2 bits.
      int zeroShift = Hyperparameters.ACTIVATION_BITS + ACTIVATION_OFFSET;
      Wire[] wires = new Wire[hiddenBits[l] - 1];
      Arrays.setAll(wires, j -> PublicWire.constant(j < zeroShift, 1));
      lengths[l] = Bits.of(wires);
    }
    return new PowerOfTwo(engine, lengths);
  }

  /** A normalisation that predicts with the given {@link #scales}. */
  static PowerOfTwo withScales(Engine engine, List<Bits> scales) {
    return new PowerOfTwo(engine, scales.toArray(Bits[]::new));
  }

  private PowerOfTwo(Engine engine, Bits[] lengths) {
    this.engine = engine;
    this.lengths = lengths;
  }

  @Override
  public Activation forward(int l, Shares z) {
    Bits[] relu =
        engine.lanewise(
            (c, in) -> {
              Wire positive = c.not(in[0].sign());
              return new Bits[] {
                c.and(in[0].wires(0, in[0].width() - 1), positive), Bits.of(positive)
              };
            },
            z);
    lengths[l] = largest(engine, relu[0]);
    Bits value =
        engine
            .lanewise(
                (c, in) -> {
                  Bits scaled = topBits(c, in[0], in[1]);
                  return new Bits[] {roundAndClip(c, scaled, PublicWire.zeros(scaled.lanes()))};
                },
                relu[0],
                leadingZeros(engine, lengths[l]))[0];
    return new Activation(value, relu[1].wire(0));
  }

  @Override
  public Bits predict(int l, Shares z) {
    return engine
        .lanewise(
            (c, in) -> {
              Bits relu = c.and(in[0].wires(0, in[0].width() - 1), c.not(in[0].sign()));
              // Larger than anything in the last training batch: would be shifted out at the top.
              Wire[] beyond = new Wire[relu.width()];
              Arrays.setAll(beyond, j -> c.and(relu.wire(j), c.not(in[2].wire(j))));
              return new Bits[] {roundAndClip(c, topBits(c, relu, in[1]), c.any(Bits.of(beyond)))};
            },
            z,
            leadingZeros(engine, lengths[l]),
            lengths[l])[0];
  }

  /** 9 integer wires and the rounding wire of an activation. */
  private static Bits topBits(Circuits c, Bits x, Bits leadingZeros) {
    int out = Hyperparameters.ACTIVATION_BITS + ACTIVATION_OFFSET + 1;
    return c.shiftLeftTop(padded(x, out), leadingZeros, out);
  }

  /** x with zero wires below until it has {@code width}: its top stays the top. */
  private static Bits padded(Bits x, int width) {
    return x.width() >= width ? x : x.shiftLeft(width - x.width());
  }

  /** min(127, x rounded), 127 where {@code overflow}; the lowest wire of x is the rounding wire. */
  private static Bits roundAndClip(Circuits c, Bits x, Wire overflow) {
    int top = Hyperparameters.ACTIVATION_BITS + 1;
    Bits low = x.wires(1, top);
    Wire large = c.or(overflow, c.any(x.wires(top, x.width())));
    // 127 and a half stays 127.
    Bits rounded = c.increment(low, c.and(x.wire(0), c.not(c.all(low))));
    return c.not(c.and(c.not(rounded), c.not(large)));
  }

  @Override
  public Bits backward(int l, Shares d, Wire mask) {
    Bits[] masked =
        engine.lanewise(
            (c, in) -> {
              Bits x = c.and(in[0], in[1].wire(0));
              return new Bits[] {x, c.abs(x)};
            },
            d,
            Bits.of(mask));
    Bits zeros = leadingZeros(engine, largest(engine, masked[1]));
    return engine
        .lanewise((c, in) -> new Bits[] {scaleSigned(c, in[0], in[1])}, masked[0], zeros)[0];
  }

  /**
   * The parts of {@code p2(x)} that a later circuit finishes with {@link #scaleSigned}: the bits of
   * x, and its leading zeros as one lane.
   */
  static Bits[] prepare(Engine engine, Shares x) {
    Bits[] bits = engine.lanewise((c, in) -> new Bits[] {in[0], c.abs(in[0])}, x);
    return new Bits[] {bits[0], leadingZeros(engine, largest(engine, bits[1]))};
  }

  /** {@code sat8(shr(x, k))} for a two's complement x whose largest magnitude has these zeros. */
  static Bits scaleSigned(Circuits c, Bits x, Bits leadingZeros) {
    Bits top = c.shiftLeftTop(padded(x, 9), leadingZeros, 9);
    Bits value = top.dropLow(1);
    Wire sign = value.sign();
    // 127.5 must not become 128, and what rounds to -128 becomes -127: both are extreme values,
    // with
    // all wires unlike the sign, and there the increment is the sign instead of the rounding wire.
    Wire extreme = c.all(c.xor(value.wires(0, 7), sign));
    return c.increment(value, c.mux(extreme, sign, top.wire(0)));
  }

  /** The bit length of the largest of x, all lanes together, as a thermometer of one lane. */
  private static Bits largest(Engine engine, Bits x) {
    Bits any = engine.anyLane(List.of(x)).getFirst();
    return engine.lanewise((c, in) -> new Bits[] {c.bitLength(in[0])}, any)[0];
  }

  private static Bits leadingZeros(Engine engine, Bits length) {
    int width = length.width();
    return engine
        .lanewise(
            (c, in) ->
                new Bits[] {
                  c.thermometerToBinary(
                      in[0], t -> width - t, 32 - Integer.numberOfLeadingZeros(width))
                },
            length)[0];
  }

  @Override
  public List<Bits> scales() {
    return List.of(lengths);
  }
}
