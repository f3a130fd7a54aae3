package quotient.training;

import java.util.Arrays;
import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;
import quotient.engine.Wire;

/** Circuits of predictions and of what is counted about them. */
final class PredictionCircuits {
  private PredictionCircuits() {}

  /** From a logit of each class: the first class with the largest. */
  record Argmax() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.argmax(List.of(in))};
    }
  }

  /** From two numbers of the same width: whether they are equal; width - 1 ANDs. */
  record Equal() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Wire[] same = new Wire[in[0].width()];
      Arrays.setAll(same, i -> c.not(c.xor(in[0].wire(i), in[1].wire(i))));
      return new Bits[] {Bits.of(c.all(Bits.of(same)))};
    }
  }

  /** From unsigned numbers: the larger one. */
  record Max() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.max(in[0], in[1])};
    }
  }

  /** Its operands: shares become bits. */
  record Values() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return in;
    }
  }
}
