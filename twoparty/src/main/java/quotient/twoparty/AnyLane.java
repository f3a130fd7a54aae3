package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.LaneCircuit;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Wire;

/**
 * {@link Engine#anyLane} in few messages: the ones of each wire are counted, and the count is
 * compared with zero. Halving the lanes takes a message for each half, and as many bytes.
 *
 * <p>The bits become additive shares (one message, where {@link DaBits} were made ahead), whose sum
 * over the lanes costs nothing. Modulo a power of two above the number of lanes, A's sum s_A and
 * B's s_B are of no lane exactly if {@code s_A = -s_B}; each party enters the bits of its side of
 * that equation as its share, so that their XOR is zero exactly then.
 */
final class AnyLane {
  /**
   * Bits that are converted at a time, of all wires; what has more is halved before. Of so many the
   * conversion can be {@linkplain Recurring made ahead}.
   */
  static final int MOST = 4_000_000;

  private final Party me;
  private final Engine engine;

  /** For the engine of a party, or of a plan, in which it does not matter whose. */
  AnyLane(Party me, Engine engine) {
    this.me = me;
    this.engine = engine;
  }

  /** Whether counting takes fewer messages than halving the lanes, or would without its OTs. */
  static boolean isByCounting(Protocols protocols, List<Bits> tensors) {
    int lanes = lanes(tensors);
    return protocols.makesGatesAhead()
        && levels(lanes) > Conversions.MESSAGES + levels(width(lanes));
  }

  /** Levels of a tree with so many leaves. */
  private static int levels(int leaves) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(leaves - 1);
  }

  private static int lanes(List<Bits> tensors) {
    return tensors.stream().mapToInt(Bits::lanes).max().orElse(1);
  }

  /** Bits of a count. */
  private static int width(int lanes) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(lanes);
  }

  /**
   * For each wire of each tensor whether any of its lanes is 1.
   *
   * @param tensors of at most {@link #MOST} bits, unless they have one lane
   */
  List<Bits> byCounting(List<Bits> tensors) {
    int width = width(lanes(tensors));
    long[] counts = counts(tensors, width);
    long mask = (1L << width) - 1;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (me == Party.A ? counts[i] : -counts[i]) & mask;
    }
    Bits differences =
        engine.fromXorShare(BitVectors.split(counts, 0, counts.length, width), counts.length);
    return wires(engine.lanewise(new Any(), differences)[0], tensors);
  }

  private Bits slice(Bits bits, int from, int to) {
    return engine.gather(bits, IntStream.range(from, to).toArray());
  }

  /** This party's share of the number of ones of each wire. */
  private long[] counts(List<Bits> tensors, int width) {
    BitBatch bits = new BitBatch();
    for (Bits tensor : tensors) {
      for (long[] wire : engine.xorShare(tensor)) {
        bits.add(wire, tensor.lanes());
      }
    }
    int rows = Math.toIntExact(bits.count());
    long[][] plane = {Arrays.copyOf(bits.bits(), BitVectors.words(rows))};
    Matrix ones = Matrix.ofBits(Planes.of(rows, 1, Planes.unsignedWeights(1), plane), width);
    long[] shares = engine.shares(ones, width).values();
    long[] counts = new long[tensors.stream().mapToInt(Bits::width).sum()];
    int wire = 0;
    int from = 0;
    for (Bits tensor : tensors) {
      for (int i = 0; i < tensor.width(); i++) {
        counts[wire++] = Arrays.stream(shares, from, from + tensor.lanes()).sum();
        from += tensor.lanes();
      }
    }
    return counts;
  }

  /** One lane each of the lanes of {@code any}, as the wires of the tensors. */
  private List<Bits> wires(Bits any, List<Bits> tensors) {
    List<Bits> out = new ArrayList<>();
    int lane = 0;
    for (Bits tensor : tensors) {
      Wire[] wires = new Wire[tensor.width()];
      for (int i = 0; i < wires.length; i++) {
        wires[i] = slice(any, lane, lane + 1).wire(0);
        lane++;
      }
      out.add(Bits.of(wires));
    }
    return out;
  }

  /** Whether any wire is 1. */
  private record Any() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {Bits.of(c.any(in[0]))};
    }
  }
}
