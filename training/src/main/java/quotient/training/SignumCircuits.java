package quotient.training;

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
      return new Bits[] {c.step(in[1], step, in[0].sign())};
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
      return new Bits[] {average, c.step(in[2], step, average.sign())};
    }
  }
}
