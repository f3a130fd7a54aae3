package quotient.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Planes;

/**
 * A trained network as one side's shares: the XOR shares of the latent weights and, for amsgrad, of
 * the scales of the last training batch. Two models of the same run together are the network; one
 * alone is uniformly random.
 *
 * @param hyper what it was trained with
 * @param weights for each layer and each wire of a latent weight, this side's share, row-major
 * @param scales for each hidden layer with a secret scale, the wires of one lane
 */
public record Model(Hyperparameters hyper, List<long[][]> weights, List<long[][]> scales) {
  /** Weights of +1 and -1 for the two planes of {@link #ternary}. */
  private static final long[] TERNARY = {1, -1};

  static Planes ternary(int inputs, int outputs, long[][] topWires) {
    int bits = topWires.length;
    long[][] planes = {topWires[bits - 2], topWires[bits - 1]};
    return Planes.of(inputs, outputs, TERNARY, planes);
  }

  /** The ternary weights of layer {@code l}, inputs x outputs. */
  Planes ternary(int l) {
    return ternary(hyper.inputs(l), hyper.outputs(l), weights.get(l));
  }

  /** The normalisation that predictions of this model need. */
  Normalization normalization(Engine engine) {
    if (scales.isEmpty()) {
      return new PublicShifts(engine, hyper, new Dither(hyper));
    }
    List<Bits> bits = new ArrayList<>();
    for (long[][] scale : scales) {
      bits.add(engine.fromXorShare(scale, 1));
    }
    return PowerOfTwo.withScales(engine, bits);
  }

  /** The shares as named arrays, to be stored. */
  public Map<String, long[]> sections() {
    Map<String, long[]> sections = new LinkedHashMap<>();
    for (int l = 0; l < weights.size(); l++) {
      for (int k = 0; k < weights.get(l).length; k++) {
        sections.put("weights/" + l + "/" + k, weights.get(l)[k]);
      }
    }
    for (int l = 0; l < scales.size(); l++) {
      for (int k = 0; k < scales.get(l).length; k++) {
        sections.put("scales/" + l + "/" + k, scales.get(l)[k]);
      }
    }
    return sections;
  }

  /**
   * The inverse of {@link #sections}.
   *
   * @throws IllegalArgumentException if an array is missing or has the wrong length
   */
  public static Model ofSections(Hyperparameters hyper, Map<String, long[]> sections) {
    List<long[][]> weights = new ArrayList<>();
    List<long[][]> scales = new ArrayList<>();
    for (int l = 0; l < hyper.layers(); l++) {
      int words = BitVectors.words((long) hyper.inputs(l) * hyper.outputs(l));
      weights.add(wires(sections, "weights/" + l, hyper.weightBits(), words));
      boolean hidden = l + 1 < hyper.layers();
      if (hidden && hyper.optimizer() == Hyperparameters.OptimizerKind.AMSGRAD) {
        scales.add(wires(sections, "scales/" + l, hyper.sumBits(l) - 1, 1));
      }
    }
    return new Model(hyper, weights, scales);
  }

  private static long[][] wires(Map<String, long[]> sections, String name, int width, int words) {
    long[][] out = new long[width][];
    for (int k = 0; k < width; k++) {
      long[] share = sections.getOrDefault(name + "/" + k, new long[0]);
      if (share.length != words) {
        throw new IllegalArgumentException(
            name + "/" + k + " has " + share.length + " words instead of " + words);
      }
      out[k] = share;
    }
    return out;
  }

  @Override
  public String toString() {
    return "Model[" + hyper.network() + "]";
  }
}
