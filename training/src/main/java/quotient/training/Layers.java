package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Shares;

/** The layers of a network over an engine. */
final class Layers {
  private final List<Layer> hidden = new ArrayList<>();
  private final OutputLayer output;

  /**
   * The layers that a job describes.
   *
   * @param weights of a layer with these bounds
   * @param normalization of a hidden layer with these bounds
   */
  Layers(
      Engine engine,
      TrainingJob job,
      Function<Bounds, Weights> weights,
      Function<Bounds, Normalization> normalization) {
    List<Bounds> bounds = Bounds.of(job);
    int last = bounds.size() - 1;
    for (int l = 0; l < last; l++) {
      Bounds b = bounds.get(l);
      Linear linear = new Linear(engine, weights.apply(b), b);
      Bounds next = bounds.get(l + 1);
      ChainLayer layer =
          new ChainLayer(linear, Rectifier.of(engine, b, normalization.apply(b), next));
      if (next.of().takesSkip()) {
        l++;
        hidden.add(
            new ResidualLayer(
                engine,
                job.method().publicShifts().orElseThrow(),
                b,
                layer,
                new Linear(engine, weights.apply(next), next),
                Rectifier.of(engine, next, normalization.apply(next), bounds.get(l + 1))));
      } else {
        hidden.add(layer);
      }
    }
    Bounds b = bounds.get(last);
    output =
        new OutputLayer(
            engine,
            new Linear(engine, weights.apply(b), b),
            new Loss(engine, b.forwardShift(), ErrorRounding.ofOutput(job)));
  }

  /**
   * Forward and back.
   *
   * @param in examples x inputs
   */
  Gradients learn(Matrix in, Labels labels, Batch batch) {
    Tape tape = new Tape(batch);
    Gradients gradients = new Gradients();
    Matrix a = in;
    for (Layer layer : hidden) {
      a = layer.forward(a, tape);
    }
    Optional<Shares> raw = output.learn(a, labels, tape, gradients);
    for (Layer layer : hidden.reversed()) {
      raw = layer.backward(raw.orElseThrow(), tape, gradients);
    }
    return gradients;
  }

  /** Logits of a prediction, two's complement: examples x classes. */
  Bits logits(Matrix in) {
    Matrix a = in;
    for (Layer layer : hidden) {
      a = layer.predict(a);
    }
    return output.logits(a);
  }

  /** What training changes, the first layer first. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    hidden.forEach(layer -> all.addAll(layer.parameters()));
    all.addAll(output.parameters());
    return all;
  }

  /** Secret scales that a prediction needs. */
  List<Scale> scales() {
    return hidden.stream().flatMap(layer -> layer.scales().stream()).toList();
  }
}
