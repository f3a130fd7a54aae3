package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;

/**
 * The three products of a layer with weights: for examples a, ternary weights Q and errors e
 *
 * <pre>
 *   z = a Q      G = a^T e      d = e Q^T
 * </pre>
 *
 * Each operand is one {@link Matrix} for all the products in which it takes part.
 */
final class Linear {
  private final Engine engine;
  private final Weights weights;
  private final Bounds bounds;

  Linear(Engine engine, Weights weights, Bounds bounds) {
    this.engine = engine;
    this.weights = weights;
    this.bounds = bounds;
  }

  Bounds bounds() {
    return bounds;
  }

  List<Parameter> parameters() {
    return weights.parameters();
  }

  /** The sums z in training: examples x outputs, of {@link Bounds#trainedSumBits}. */
  Shares forward(Matrix in, Tape tape) {
    Matrix ternary = weights.ternary();
    tape.push(new Tape.Operands(in, ternary));
    return product(in, ternary, Ring.of(bounds.trainedSumBits()));
  }

  /** The sums z in prediction: examples x outputs, of {@link Bounds#sumBits}. */
  Shares predict(Matrix in) {
    return product(in, weights.ternary(), Ring.of(bounds.sumBits()));
  }

  /**
   * Both products with the errors of the outputs.
   *
   * @param errors two's complement, examples x outputs
   * @param out takes G, inputs x outputs, in {@link Bounds#gradientRing}
   * @return d, examples x inputs, of {@link Bounds#errorSumBits}; none for the first layer
   */
  Optional<Shares> backward(Bits errors, Tape tape, Gradients out) {
    Tape.Operands operands = tape.popOperands();
    Matrix e =
        engine.matrix(
            errors,
            Planes.signedWeights(errors.width()),
            operands.in().rows(),
            bounds.outputs(),
            bounds.errorRing());
    for (Parameter parameter : parameters()) {
      out.put(parameter, product(operands.in().transpose(), e, bounds.gradientRing()));
    }
    return bounds.layer() == 0
        ? Optional.empty()
        : Optional.of(product(e, operands.ternary().transpose(), Ring.of(bounds.errorSumBits())));
  }

  /** A product; where none is possible, the refusal names the layer. */
  private Shares product(Matrix p, Matrix x, Ring ring) {
    try {
      return engine.product(p, x, ring);
    } catch (UnsupportedProductException e) {
      throw new RuleException(bounds + ": " + e.getMessage());
    }
  }
}
