package quotient.training;

import java.util.ArrayList;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;

/**
 * The latent weights of a layer, inputs x outputs integers, row-major, as bits, and what their
 * optimizer keeps for them. Rows are in groups, row i in group {@code i mod groups}, because with
 * {@code rotate} a group is what is updated.
 */
final class Parameter implements Weights {
  private final Engine engine;
  private final Bounds bounds;
  private final List<Bits> groups;
  private final Kept kept;

  private Parameter(Engine engine, Bounds bounds, List<Bits> groups, Kept kept) {
    this.engine = engine;
    this.bounds = bounds;
    this.groups = groups;
    this.kept = kept;
  }

  /** What an optimizer keeps for a parameter. */
  interface Kept {
    /**
     * Its values after {@code iteration} iterations.
     *
     * @param name of the parameter
     */
    void exchange(State state, String name, int iteration);
  }

  /**
   * Public initial weights, uniform in -3/4 H .. 3/4 H with H = 2^(weightBits - 1), row by row.
   *
   * @param drawnBefore numbers that the layers below take of the stream of {@code seed}
   * @param kept what its optimizer starts with
   */
  static Parameter initial(Engine engine, Bounds bounds, long seed, long drawnBefore, Kept kept) {
    SplitMix64 random = SplitMix64.at(seed, drawnBefore);
    long range = 3L << (bounds.weightBits() - 2);
    int count = bounds.groups();
    int outputs = bounds.outputs();
    long[][] values = new long[count][];
    for (int g = 0; g < count; g++) {
      values[g] = new long[Math.multiplyExact(bounds.rowsOfGroup(g), outputs)];
    }
    for (int i = 0; i < bounds.inputs(); i++) {
      for (int j = 0; j < outputs; j++) {
        values[i % count][i / count * outputs + j] = ((random.next32() * range) >>> 32) - range / 2;
      }
    }
    List<Bits> groups = new ArrayList<>();
    for (long[] group : values) {
      groups.add(Bits.ofPublic(group, bounds.weightBits()));
    }
    return new Parameter(engine, bounds, groups, kept);
  }

  Bounds bounds() {
    return bounds;
  }

  Bits group(int g) {
    return groups.get(g);
  }

  void replaceGroup(int g, Bits weights) {
    groups.set(g, weights);
  }

  /** What its optimizer keeps, which is of that optimizer's type. */
  <K extends Kept> K kept(Class<K> type) {
    return type.cast(kept);
  }

  @Override
  public Matrix ternary() {
    int bits = bounds.weightBits();
    List<Bits> top = groups.stream().map(g -> g.wires(bits - 2, bits)).toList();
    return Model.ternary(bounds, share(top), bounds.weightRing());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(this);
  }

  /** This side's XOR share of all weights, a bit vector per wire, row-major. */
  long[][] xorShare() {
    return share(groups);
  }

  /** Rows of the groups back in order. */
  private long[][] share(List<Bits> parts) {
    if (parts.size() == 1) {
      return engine.xorShare(parts.getFirst());
    }
    int width = parts.getFirst().width();
    int outputs = bounds.outputs();
    long[][] out = new long[width][BitVectors.words((long) bounds.inputs() * outputs)];
    List<long[][]> shares = parts.stream().map(engine::xorShare).toList();
    for (int i = 0; i < bounds.inputs(); i++) {
      long[][] share = shares.get(i % parts.size());
      int from = i / parts.size() * outputs;
      for (int k = 0; k < width; k++) {
        long[] row = BitVectors.slice(share[k], from, from + outputs);
        BitVectors.put(row, outputs, out[k], (long) i * outputs);
      }
    }
    return out;
  }

  /** Weights and what the optimizer keeps, after {@code iteration} iterations. */
  void exchange(State state, int iteration) {
    String name = "layers/" + bounds.layer();
    for (int g = 0; g < groups.size(); g++) {
      groups.set(g, state.bits(name + "/weights/" + g, groups.get(g), iteration > g));
    }
    kept.exchange(state, name, iteration);
  }
}
