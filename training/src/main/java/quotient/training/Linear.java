package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Gather;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.UnsupportedProductException;

/**
 * The three products of a matrix of weights: for rows x of inputs, ternary weights Q and errors e
 *
 * <pre>
 *   z = x Q      G = x^T e      d = e Q^T
 * </pre>
 *
 * A fully connected layer has a row of inputs for each example. A convolution has one for each
 * window ("im2col"): a view of the examples, so that of an entry in many windows one share is made,
 * not many; its d are added back to where their windows lie. Each operand is one {@link Matrix} for
 * all the products in which it takes part.
 */
final class Linear {
  private final Engine engine;
  private final Weights weights;
  private final Bounds bounds;
  private final Optional<Gather> windows;
  private final Optional<Gather> windowsOfErrors;

  Linear(Engine engine, Weights weights, Bounds bounds) {
    this.engine = engine;
    this.weights = weights;
    this.bounds = bounds;
    windows = bounds.of().windows();
    windowsOfErrors = bounds.of().windowsOfErrors();
  }

  Bounds bounds() {
    return bounds;
  }

  List<Parameter> parameters() {
    return weights.parameters();
  }

  /**
   * The sums z in training.
   *
   * @param in examples x inputs, with the bias
   * @return examples x sums, of {@link Bounds#trainedSumBits}
   */
  Shares forward(Matrix in, Tape tape) {
    Matrix ternary = weights.ternary();
    Matrix x = rows(in);
    tape.push(new Tape.Operands(x, ternary));
    return byExample(product(x, ternary, Ring.of(bounds.trainedSumBits())));
  }

  /** The sums z in prediction: examples x sums, of {@link Bounds#sumBits}. */
  Shares predict(Matrix in) {
    return byExample(product(rows(in), weights.ternary(), Ring.of(bounds.sumBits())));
  }

  private Matrix rows(Matrix in) {
    return windows.map(in::gather).orElse(in);
  }

  private Shares byExample(Shares z) {
    return z.inRowsOf(bounds.of().sums().units());
  }

  /**
   * The errors of the sums as an operand.
   *
   * @param errors two's complement, examples x sums
   */
  Matrix errors(Bits errors) {
    return engine.matrix(
        errors,
        Planes.signedWeights(errors.width()),
        errors.lanes() / bounds.outputs(),
        bounds.outputs(),
        bounds.errorRing());
  }

  /**
   * Both products with the errors of the sums.
   *
   * @param e of {@link #errors}
   * @param out takes G, inputs x outputs, in {@link Bounds#gradientRing}
   * @return raw errors of the inputs, examples x inputs without the bias, in {@link
   *     Bounds#errorSum}; none for the first layer
   */
  Optional<Shares> backward(Matrix e, Tape tape, Gradients out) {
    Tape.Operands operands = tape.popOperands();
    List<ProductCall> calls = new ArrayList<>();
    for (Parameter _ : parameters()) {
      calls.add(new ProductCall(operands.in().transpose(), e, bounds.gradientRing()));
    }
    if (bounds.layer() > 0) {
      calls.add(new ProductCall(e, operands.ternary().transpose(), bounds.errorSum()));
    }
    List<Shares> products = products(calls);
    for (int i = 0; i < parameters().size(); i++) {
      out.put(parameters().get(i), products.get(i));
    }
    if (bounds.layer() == 0) {
      return Optional.empty();
    }
    Shares d = products.getLast();
    return Optional.of(windowsOfErrors.map(d::scatter).orElse(d));
  }

  private Shares product(Matrix p, Matrix x, Ring ring) {
    return products(List.of(new ProductCall(p, x, ring))).getFirst();
  }

  /** Products; where one is not possible, the refusal names the layer. */
  private List<Shares> products(List<ProductCall> calls) {
    try {
      return engine.products(calls);
    } catch (UnsupportedProductException e) {
      throw new RuleException(bounds + ": " + e.getMessage());
    }
  }
}
