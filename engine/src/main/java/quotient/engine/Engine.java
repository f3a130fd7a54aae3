package quotient.engine;

import java.util.List;
import java.util.Optional;
import quotient.bits.BitVectors;

/**
 * Computes on secret integers. Training is written once over this interface; what it runs on is
 * {@link ClearEngine} (plain values, the oracle) or the two-party engine.
 *
 * <p>Verbs are eager and run in program order. In a two-party computation both sides make the same
 * calls with the same shapes; what differs is the share that each holds.
 *
 * <h2>Security guarantees</h2>
 *
 * A two-party engine reveals nothing but what {@link #open} names: neither side learns a bit, a
 * share of the other or a result. Shapes, widths and the order of the calls are public.
 */
public interface Engine {
  /**
   * Applies each call's circuit to every lane of its operands. Shares are turned into bits (two's
   * complement, as wide as their ring: width - 1 ANDs a lane). The calls are independent: where an
   * AND is a round of messages, the circuits share their rounds.
   *
   * @return the outputs of each call
   */
  List<Bits[]> lanewise(List<LaneCall> independent);

  /** {@link #lanewise(List)} of a single call. */
  default Bits[] lanewise(LaneCircuit circuit, Operand... inputs) {
    return lanewise(List.of(LaneCall.of(circuit, inputs))).getFirst();
  }

  /**
   * For each wire of each tensor whether any of its lanes is 1, in one lane; about one AND per lane
   * and wire. All tensors share their rounds.
   */
  List<Bits> anyLane(List<Bits> tensors);

  /**
   * Lanes of several tensors of the same width, each as often as it is named; free.
   *
   * @param lanes counted through all of {@code sources}, one after the other; {@link Gather#ZERO}
   *     for zero
   */
  Bits gather(List<Bits> sources, int[] lanes);

  /** {@link #gather(List, int[])} of a single tensor. */
  default Bits gather(Bits bits, int[] lanes) {
    return gather(List.of(bits), lanes);
  }

  /** This side's XOR share of each wire, packed as {@link BitVectors} says. No communication. */
  long[][] xorShare(Bits bits);

  /**
   * The bits of which this side's XOR share is {@code share}. A value that one party knows is
   * entered as its share, with zeros as the other's.
   */
  Bits fromXorShare(long[][] share, int lanes);

  /**
   * A matrix of {@code rows x columns} integers, one a lane, row by row.
   *
   * @param weights of the wires, see {@link Planes}
   * @param widestRing as for {@link Matrix#ofBits}
   */
  default Matrix matrix(Bits bits, long[] weights, int rows, int columns, int widestRing) {
    return Matrix.ofBits(Planes.of(rows, columns, weights, xorShare(bits)), widestRing);
  }

  /** Additive shares of a matrix modulo 2^width; one conversion for all rings and views. */
  Shares shares(Matrix matrix, int width);

  /**
   * Products of matrices. What a party knows of an operand costs one direction only. They are
   * independent: where a product is a round of messages, they may share it.
   *
   * @throws UnsupportedProductException if no protocol computes one of them exactly in its ring
   */
  List<Shares> products(List<ProductCall> independent);

  /** {@link #products} of a single call. */
  default Shares product(Matrix p, Matrix x, Ring ring) {
    return products(List.of(new ProductCall(p, x, ring))).getFirst();
  }

  /** Adds a public constant to every entry. */
  Shares addPublic(Shares shares, long constant);

  /**
   * Opens a matrix without guard bits (which hold what nobody may see).
   *
   * @return the values in {@code 0 .. 2^width - 1}, row-major, where this side is a recipient
   */
  Optional<long[]> open(Shares shares, Recipient recipient);

  /**
   * Opens bits.
   *
   * @return the bits of each wire, packed as {@link BitVectors} says, where this side is a
   *     recipient
   */
  Optional<long[][]> open(Bits bits, Recipient recipient);
}
