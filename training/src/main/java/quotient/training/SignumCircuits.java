package quotient.training;

import java.util.Arrays;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;
import quotient.engine.Wire;

/** The updates of signum. */
final class SignumCircuits {
  private SignumCircuits() {}

  /** From a momentum and weights: weights moved by {@code step} against its sign. */
  record Move(int step) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {move(c, in[0].sign(), in[1], step)};
    }
  }

  /** From a gradient, the average and weights: the new average, and weights moved against it. */
  record AverageAndMove(int step) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits m = in[1];
      // m - (floor + rounding) = m + not floor + (1 - rounding): no adder to round.
      Bits floor = m.dropLow(MovingAverage.DECAY).signed(m.width());
      Wire rounding = m.wire(MovingAverage.DECAY - 1);
      Bits sum = c.add(m, in[0].signed(m.width()));
      Bits average = c.add(sum, c.not(floor), c.not(rounding));
      return new Bits[] {average, move(c, average.sign(), in[2], step)};
    }
  }

  /** w - step, or w + step where {@code negative}, clipped to the width of w. */
  private static Bits move(Circuits c, Wire negative, Bits w, int step) {
    int width = w.width() + 1;
    // The two public addends differ in some bits; there the wire is the sign or its opposite.
    Bits plus = Bits.constant(step, width, w.lanes());
    Bits minus = Bits.constant(-step, width, w.lanes());
    Wire[] addend = new Wire[width];
    Arrays.setAll(addend, i -> c.mux(negative, plus.wire(i), minus.wire(i)));
    return c.clip(c.add(Bits.of(addend), w.signed(width)), w.width());
  }
}
