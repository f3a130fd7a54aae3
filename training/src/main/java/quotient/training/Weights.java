package quotient.training;

import java.util.List;
import quotient.engine.Matrix;

/** The weights of a layer, as its products take them. */
interface Weights {
  /** The ternary weights Q as they stand, inputs x outputs. */
  Matrix ternary();

  /** What training changes: the one parameter of the layer, or none where weights are fixed. */
  List<Parameter> parameters();

  /** Ternary weights that never change. */
  static Weights fixed(Matrix ternary) {
    ternary.staysFixed();
    return new Weights() {
      @Override
      public Matrix ternary() {
        return ternary;
      }

      @Override
      public List<Parameter> parameters() {
        return List.of();
      }
    };
  }
}
