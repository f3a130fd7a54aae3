package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.Matrix;
import quotient.engine.Operand;
import quotient.engine.Shares;
import quotient.engine.Wire;

/**
 * ReLU, then the largest of each window, the first of several. The error of a window goes to the
 * entry that was chosen, if that lets errors through; it is scaled before, once.
 */
final class MaxPoolRectifier implements Rectifier {
  private final Engine engine;
  private final Normalization normalization;
  private final PooledWindows windows;
  private final Inputs inputs;

  MaxPoolRectifier(
      Engine engine, Normalization normalization, PooledWindows windows, Inputs inputs) {
    this.engine = engine;
    this.normalization = normalization;
    this.windows = windows;
    this.inputs = inputs;
  }

  private int pooledUnits() {
    return Pooling.pooled(windows.of(), windows.size()).units();
  }

  @Override
  public Matrix forward(Shares z, Tape tape) {
    Normalization.Activation a = normalization.forward(z);
    Bits both = joined(a.value(), a.mask());
    Bits[] out =
        engine.lanewise(new PoolCircuits.Largest(a.value().width()), entries(both, z.rows()));
    int width = a.value().width();
    tape.push(out[1]);
    tape.push(out[0].wires(width, width + 1));
    return inputs.trained(out[0].wires(0, width), pooledUnits());
  }

  @Override
  public Matrix predict(Shares z) {
    Bits value = normalization.predict(z);
    Bits[] out = engine.lanewise(new PoolCircuits.Largest(value.width()), entries(value, z.rows()));
    return inputs.predicted(out[0], pooledUnits());
  }

  private static Bits joined(Bits value, Bits mask) {
    List<Wire> wires = new ArrayList<>();
    IntStream.range(0, value.width()).forEach(i -> wires.add(value.wire(i)));
    wires.add(mask.wire(0));
    return Bits.of(wires);
  }

  /** For each number of an entry these entries of all windows. */
  private Operand[] entries(Bits values, int examples) {
    return IntStream.range(0, windows.count())
        .mapToObj(k -> engine.gather(values, windows.entry(k).lanes(examples)))
        .toArray(Operand[]::new);
  }

  @Override
  public Bits backward(Shares raw, Tape tape) {
    Bits errors = normalization.backward(raw, tape.popBits(), tape.batch());
    LaneCall call = LaneCall.of(new PoolCircuits.ToChosen(windows.count()), errors, tape.popBits());
    List<Bits> ofEntries = List.of(engine.lanewise(List.of(call)).getFirst());
    return engine.gather(ofEntries, windows.places(raw.rows()));
  }

  @Override
  public List<Scale> scales() {
    return normalization.scales();
  }
}
