package quotient.training;

import java.util.ArrayDeque;
import java.util.Deque;
import quotient.engine.Bits;
import quotient.engine.Matrix;

/**
 * What the layers keep of a batch between the forward and the backward pass. The layer that went
 * forward last goes backward first, so a layer finds on top what it left.
 */
final class Tape {
  private final Batch batch;
  private final Deque<Operands> operands = new ArrayDeque<>();
  private final Deque<Bits> bits = new ArrayDeque<>();

  /**
   * The operands of a layer's product.
   *
   * @param in examples x inputs; for a convolution the windows
   * @param ternary weights, inputs x outputs
   */
  record Operands(Matrix in, Matrix ternary) {}

  /** An empty tape for a batch. */
  Tape(Batch batch) {
    this.batch = batch;
  }

  Batch batch() {
    return batch;
  }

  void push(Operands saved) {
    operands.push(saved);
  }

  Operands popOperands() {
    return operands.pop();
  }

  void push(Bits saved) {
    bits.push(saved);
  }

  Bits popBits() {
    return bits.pop();
  }
}
