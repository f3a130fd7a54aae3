package quotient.training;

import java.util.ArrayList;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Planes;

/**
 * The latent weights of one layer: inputs x outputs integers, row-major, as bits. Rows are kept in
 * groups, row i in group {@code i mod groups}, because with {@code rotate} a group is what is
 * updated.
 */
final class LatentWeights {
  private final int inputs;
  private final int outputs;
  private final List<Bits> groups;

  private LatentWeights(int inputs, int outputs, List<Bits> groups) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.groups = groups;
  }

  /**
   * Draws public initial weights, uniform in -3/4 H .. 3/4 H, row by row.
   *
   * @param bits of a weight, so that H is 2^(bits-1)
   */
  static LatentWeights initial(SplitMix64 random, int inputs, int outputs, int bits, int groups) {
    long range = 3L << (bits - 2);
    long[][] values = new long[groups][];
    for (int g = 0; g < groups; g++) {
      values[g] = new long[Math.multiplyExact(Math.ceilDiv(inputs - g, groups), outputs)];
    }
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        values[i % groups][i / groups * outputs + j] =
            ((random.next32() * range) >>> 32) - range / 2;
      }
    }
    List<Bits> parts = new ArrayList<>();
    for (long[] part : values) {
      parts.add(Bits.ofPublic(part, bits));
    }
    return new LatentWeights(inputs, outputs, parts);
  }

  Bits group(int g) {
    return groups.get(g);
  }

  void replaceGroup(int g, Bits weights) {
    groups.set(g, weights);
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /**
   * The ternary weights Q (+1 from H/2 upwards, -1 below -H/2, else 0) as planes, inputs x outputs.
   * With the sign wire s and the wire n below it, {@code Q = n - s}: no gate at all.
   */
  Planes ternary(Engine engine) {
    int bits = groups.getFirst().width();
    List<Bits> top = groups.stream().map(g -> g.wires(bits - 2, bits)).toList();
    return Model.ternary(inputs, outputs, share(engine, top));
  }

  /** This side's XOR share of all weights, a bit vector per wire, row-major. */
  long[][] xorShare(Engine engine) {
    return share(engine, groups);
  }

  /** Rows of the groups back in order. */
  private long[][] share(Engine engine, List<Bits> parts) {
    if (parts.size() == 1) {
      return engine.xorShare(parts.getFirst());
    }
    int width = parts.getFirst().width();
    long[][] out = new long[width][BitVectors.words((long) inputs * outputs)];
    List<long[][]> shares = parts.stream().map(engine::xorShare).toList();
    for (int i = 0; i < inputs; i++) {
      long[][] share = shares.get(i % parts.size());
      int from = i / parts.size() * outputs;
      for (int k = 0; k < width; k++) {
        long[] row = BitVectors.slice(share[k], from, from + outputs);
        BitVectors.put(row, outputs, out[k], (long) i * outputs);
      }
    }
    return out;
  }
}
