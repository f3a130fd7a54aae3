package quotient.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import quotient.engine.Engine;
import quotient.engine.Gather;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/**
 * Two convolutions, with the block's inputs added to the sums of the second one at the scale of its
 * activations:
 *
 * <pre>
 *   z2 = x1 Q2 + (a << s2)       so that a' = clip(a + shr(x1 Q2, s2)) exactly
 *   d  = e1 Q1^T + (e2 << k),    k = s1 + s2 - es1
 * </pre>
 *
 * k gives both ways the scale of the true gradient. All this is linear: it costs no gate.
 */
final class ResidualLayer implements Layer {
  private final Engine engine;
  private final ChainLayer first;
  private final Linear second;
  private final Rectifier rectifier;
  private final int errorBits;
  private final int skipShift;
  private final Gather toSums;
  private final Gather toErrors;

  /**
   * A block.
   *
   * @param bounds of the first convolution
   * @param first from the block's inputs to those of the second convolution
   * @param rectifier of the second one's sums
   */
  ResidualLayer(
      Engine engine,
      Shifts shifts,
      Bounds bounds,
      ChainLayer first,
      Linear second,
      Rectifier rectifier) {
    this.engine = engine;
    this.first = first;
    this.second = second;
    this.rectifier = rectifier;
    errorBits = bounds.errorSum().width();
    skipShift = Bounds.skipShift(shifts, bounds.layer());
    WeightLayer ofSums = second.bounds().of();
    PooledWindows windows = new PooledWindows(ofSums.in(), ofSums.before());
    toErrors = windows.sums(0);
    toSums = windows.sumsWithout(ofSums.biases());
  }

  @Override
  public Matrix forward(Matrix in, Tape tape) {
    Matrix between = first.forward(in, tape);
    return rectifier.forward(withSkip(second.forward(between, tape), in), tape);
  }

  @Override
  public Matrix predict(Matrix in) {
    return rectifier.predict(withSkip(second.predict(first.predict(in)), in));
  }

  private Shares withSkip(Shares z, Matrix in) {
    Shares skipped = engine.shares(in, z.width()).gather(toSums);
    return z.plus(skipped.times(1L << second.bounds().forwardShift()));
  }

  @Override
  public Optional<Shares> backward(Shares raw, Tape tape, Gradients out) {
    Matrix errors = second.errors(rectifier.backward(raw, tape));
    Optional<Shares> between = second.backward(errors, tape, out);
    Shares through = first.backward(between.orElseThrow(), tape, out).orElseThrow();
    Shares skipped =
        engine.shares(errors, errorBits).inRowsOf(toErrors.columns()).scatter(toErrors);
    return Optional.of(through.plus(skipped.times(1L << skipShift)));
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(first.parameters().stream(), second.parameters().stream()).toList();
  }

  @Override
  public List<Scale> scales() {
    return List.of();
  }
}
