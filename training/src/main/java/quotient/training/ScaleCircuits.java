package quotient.training;

import java.util.Arrays;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;
import quotient.engine.PublicWire;
import quotient.engine.Wire;

/** Circuits that scale by a secret power of two, see {@link PowerOfTwo}. */
final class ScaleCircuits {
  /** Activations keep 2 bits more than p2's 7 and are clipped: few are near the largest. */
  static final int ACTIVATION_OFFSET = 2;

  private ScaleCircuits() {}

  /** From z: max(z, 0), unsigned, and whether z is not negative; width - 1 ANDs. */
  record Relu() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Wire positive = c.not(in[0].sign());
      return new Bits[] {withoutSign(c, in[0], positive), Bits.of(positive)};
    }
  }

  /** From the OR of all lanes: its bit length as a thermometer, and its leading zeros. */
  record Lengths() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits length = c.bitLength(in[0]);
      return new Bits[] {length, leadingZeros(c, length)};
    }
  }

  /** From a bit length as a thermometer: the leading zeros; free. */
  record LeadingZeros() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {leadingZeros(c, in[0])};
    }
  }

  /** From a ReLU and the leading zeros of the largest: the activation. */
  record Activate() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits scaled = topBits(c, in[0], in[1]);
      return new Bits[] {roundAndClip(c, scaled, PublicWire.zeros(scaled.lanes()))};
    }
  }

  /** From z, leading zeros and bit length of the largest in training: the activation. */
  record Predict() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits relu = withoutSign(c, in[0], c.not(in[0].sign()));
      // Larger than anything in the last training batch: would be shifted out at the top.
      Wire[] beyond = new Wire[relu.width()];
      Arrays.setAll(beyond, j -> c.and(relu.wire(j), c.not(in[2].wire(j))));
      return new Bits[] {roundAndClip(c, topBits(c, relu, in[1]), c.any(Bits.of(beyond)))};
    }
  }

  /** From d and a mask: d where the mask is 1, else 0, and its magnitude. */
  record Masked() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits x = c.and(in[0], in[1].wire(0));
      return new Bits[] {x, c.abs(x)};
    }
  }

  /** From x: x and its magnitude. */
  record Magnitude() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {in[0], c.abs(in[0])};
    }
  }

  /** From x and the leading zeros of the largest magnitude: {@code sat8(shr(x, k))}. */
  record Signed() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {signed(c, in[0], in[1])};
    }
  }

  /** {@code sat8(shr(x, k))} for a two's complement x whose largest magnitude has these zeros. */
  static Bits signed(Circuits c, Bits x, Bits leadingZeros) {
    Bits top = c.shiftLeftTop(padded(x, 9), leadingZeros, 9);
    Bits value = top.dropLow(1);
    Wire sign = value.sign();
    // 127.5 must not become 128, and what rounds to -128 becomes -127: both are extreme values,
    // with all wires unlike the sign, and there the increment is the sign instead of the rounding
    // wire.
    Wire extreme = c.all(c.xor(value.wires(0, 7), sign));
    return c.increment(value, c.mux(extreme, sign, top.wire(0)));
  }

  private static Bits withoutSign(Circuits c, Bits x, Wire keep) {
    return c.and(x.wires(0, x.width() - 1), keep);
  }

  private static Bits leadingZeros(Circuits c, Bits length) {
    int width = length.width();
    int bits = 32 - Integer.numberOfLeadingZeros(width);
    return c.thermometerToBinary(length, t -> width - t, bits);
  }

  /** 9 integer wires and the rounding wire of an activation. */
  private static Bits topBits(Circuits c, Bits x, Bits leadingZeros) {
    int out = Bounds.ACTIVATION_BITS + ACTIVATION_OFFSET + 1;
    return c.shiftLeftTop(padded(x, out), leadingZeros, out);
  }

  /** x with zero wires below until it has {@code width}: its top stays the top. */
  private static Bits padded(Bits x, int width) {
    return x.width() >= width ? x : x.shiftLeft(width - x.width());
  }

  /** min(127, x rounded), 127 where {@code overflow}; the lowest wire of x is the rounding wire. */
  private static Bits roundAndClip(Circuits c, Bits x, Wire overflow) {
    int top = Bounds.ACTIVATION_BITS + 1;
    Bits low = x.wires(1, top);
    Wire large = c.or(overflow, c.any(x.wires(top, x.width())));
    // 127 and a half stays 127.
    Bits rounded = c.increment(low, c.and(x.wire(0), c.not(c.all(low))));
    return c.not(c.and(c.not(rounded), c.not(large)));
  }
}
