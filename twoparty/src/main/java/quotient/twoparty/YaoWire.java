package quotient.twoparty;

import quotient.engine.Wire;

/**
 * A garbled wire, one 128-bit label per lane: the garbler holds the label of 0 ({@code K0}), the
 * evaluator that of the wire's bit b ({@code K0 xor b Delta}). The lowest bits of the two labels
 * are an XOR sharing of b, because Delta's lowest bit is 1.
 */
final class YaoWire implements Wire {
  private final byte[] labels;

  /** A wire of {@code labels.length / 16} lanes that keeps the array. */
  YaoWire(byte[] labels) {
    this.labels = labels;
  }

  /** The labels themselves, 16 bytes a lane; not to be changed. */
  byte[] labels() {
    return labels;
  }

  @Override
  public int lanes() {
    return labels.length / 16;
  }

  @Override
  public String toString() {
    return "YaoWire[" + lanes() + " lanes]";
  }
}
