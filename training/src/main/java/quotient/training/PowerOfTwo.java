package quotient.training;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.LaneCircuit;
import quotient.engine.Shares;

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
  private final Engine engine;
  private final Scale scale;

  /** A normalisation whose predictions use {@code scale}, which training keeps up to date. */
  PowerOfTwo(Engine engine, Scale scale) {
    this.engine = engine;
    this.scale = scale;
  }

  /** The scale of a layer that has not been trained: that of the shift 0. */
  static Scale initialScale(Bounds layer) {
    return Scale.initial(layer, Bounds.ACTIVATION_BITS + ScaleCircuits.ACTIVATION_OFFSET);
  }

  @Override
  public Activation forward(Shares z) {
    Bits[] relu = engine.lanewise(new ScaleCircuits.Relu(), z);
    Largest largest = largest(engine, List.of(relu[0])).getFirst();
    scale.set(largest.length);
    Bits value = engine.lanewise(new ScaleCircuits.Activate(), relu[0], largest.leadingZeros)[0];
    return new Activation(value, relu[1]);
  }

  @Override
  public Bits predict(Shares z) {
    Bits zeros = engine.lanewise(new ScaleCircuits.LeadingZeros(), scale.length())[0];
    return engine.lanewise(new ScaleCircuits.Predict(), z, zeros, scale.length())[0];
  }

  @Override
  public Bits backward(Shares d, Bits mask, Batch batch) {
    Bits[] masked = engine.lanewise(new ScaleCircuits.Masked(), d, mask);
    Largest largest = largest(engine, List.of(masked[1])).getFirst();
    return engine.lanewise(new ScaleCircuits.Signed(), masked[0], largest.leadingZeros)[0];
  }

  @Override
  public List<Scale> scales() {
    return List.of(scale);
  }

  /**
   * The largest entry of a tensor.
   *
   * @param length its bit length as a thermometer
   * @param leadingZeros as a binary number
   */
  record Largest(Bits length, Bits leadingZeros) {}

  /** The largest entry of each tensor of unsigned integers, in one lane. */
  static List<Largest> largest(Engine engine, List<Bits> tensors) {
    LaneCircuit lengths = new ScaleCircuits.Lengths();
    List<LaneCall> calls =
        engine.anyLane(tensors).stream().map(any -> LaneCall.of(lengths, any)).toList();
    return engine.lanewise(calls).stream().map(out -> new Largest(out[0], out[1])).toList();
  }
}
