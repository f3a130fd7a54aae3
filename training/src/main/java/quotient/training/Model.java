package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Planes;

/**
 * A trained network as one side's shares: the XOR shares of the latent weights and, for amsgrad, of
 * the scales of the last training batch. Two models of the same run together are the network; one
 * alone says nothing of it (docs/security.md).
 *
 * @param job what it was trained by
 * @param weights for each layer and each wire of a latent weight, this side's share, row-major
 * @param scales for each hidden layer with a secret scale, the wires of one lane
 */
public record Model(TrainingJob job, List<long[][]> weights, List<long[][]> scales) {
  /** Weights of +1 and -1 for the two planes of {@link #ternary}. */
  private static final long[] TERNARY = {1, -1};

  /** Copies the lists. */
  public Model {
    weights = List.copyOf(weights);
    scales = List.copyOf(scales);
  }

  /**
   * The ternary weights Q (+1 from H/2 upwards, -1 below -H/2, else 0), inputs x outputs. With the
   * sign wire s and the wire n below it, {@code Q = n - s}: no gate at all.
   *
   * @param wires of the latent weights, at least the top two
   * @param widestRing in which a product takes them
   */
  static Matrix ternary(Bounds layer, long[][] wires, int widestRing) {
    long[][] planes = {wires[wires.length - 2], wires[wires.length - 1]};
    return Matrix.ofBits(Planes.of(layer.inputs(), layer.outputs(), TERNARY, planes), widestRing);
  }

  /** The layers of this network, to predict with. */
  Layers layers(Engine engine) {
    return new Layers(
        engine,
        job,
        bounds -> Weights.fixed(ternary(bounds, weights.get(bounds.layer()), bounds.sumBits())),
        bounds -> normalization(engine, bounds));
  }

  private Normalization normalization(Engine engine, Bounds bounds) {
    return Normalization.of(
        engine,
        job,
        bounds,
        () -> new Scale(bounds, engine.fromXorShare(scales.get(bounds.layer()), 1)));
  }

  /** The shares as named arrays, to be stored. */
  public Map<String, long[]> sections() {
    StateWriter writer = new StateWriter(new ClearEngine());
    exchange(writer);
    return writer.sections();
  }

  /**
   * The inverse of {@link #sections}.
   *
   * @throws RuleException if an array is missing or not of this job; the message is one line for
   *     the user
   */
  public static Model ofSections(TrainingJob job, Map<String, long[]> sections) {
    StateReader reader = new StateReader(new ClearEngine(), sections);
    Model model = ofZeros(job).exchange(reader);
    reader.end();
    return model;
  }

  private static Model ofZeros(TrainingJob job) {
    List<long[][]> weights = new ArrayList<>();
    List<long[][]> scales = new ArrayList<>();
    List<Bounds> all = Bounds.of(job);
    for (Bounds bounds : all) {
      weights.add(zeros(bounds.weightBits(), bounds.weights()));
      boolean hidden = bounds.layer() + 1 < all.size();
      if (hidden && job.method().publicShifts().isEmpty()) {
        scales.add(zeros(Scale.width(bounds), 1));
      }
    }
    return new Model(job, weights, scales);
  }

  private static long[][] zeros(int width, int lanes) {
    return new long[width][BitVectors.words(lanes)];
  }

  /**
   * The same with what {@code state} returns: a share goes there as the bits that it consists of.
   */
  private Model exchange(State state) {
    Engine holder = new ClearEngine();
    List<long[][]> newWeights = new ArrayList<>();
    List<long[][]> newScales = new ArrayList<>();
    for (Bounds bounds : Bounds.of(job)) {
      int l = bounds.layer();
      Bits now = holder.fromXorShare(weights.get(l), bounds.weights());
      newWeights.add(holder.xorShare(state.bits("weights/" + l, now, true)));
    }
    for (int l = 0; l < scales.size(); l++) {
      Bits now = holder.fromXorShare(scales.get(l), 1);
      newScales.add(holder.xorShare(state.bits("scales/" + l, now, true)));
    }
    return new Model(job, newWeights, newScales);
  }

  @Override
  public String toString() {
    return "Model[" + job.network() + "]";
  }
}
