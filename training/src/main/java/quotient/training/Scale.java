package quotient.training;

import quotient.engine.Bits;
import quotient.engine.PublicWire;
import quotient.engine.Wire;

/**
 * The secret scale of a layer's activations: the bit length of the largest sum of the last training
 * batch, as a thermometer of one lane. Public before the first.
 */
final class Scale {
  private final String name;
  private Bits length;

  /** A scale with the given bit length. */
  Scale(Bounds layer, Bits length) {
    name = "layers/" + layer.layer() + "/scale";
    this.length = length;
  }

  /** The scale of shift k = 0: that of a largest sum of {@code bits} bits. */
  static Scale initial(Bounds layer, int bits) {
    Wire[] wires = new Wire[width(layer)];
    for (int j = 0; j < wires.length; j++) {
      wires[j] = PublicWire.constant(j < bits, 1);
    }
    return new Scale(layer, Bits.of(wires));
  }

  /** Wires of the scale of a layer: its sums without their sign. */
  static int width(Bounds layer) {
    return layer.sumBits() - 1;
  }

  Bits length() {
    return length;
  }

  void set(Bits newLength) {
    length = newLength;
  }

  /** Its value after {@code iteration} iterations. */
  void exchange(State state, int iteration) {
    length = state.bits(name, length, iteration > 0);
  }
}
