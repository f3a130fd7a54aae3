package quotient.engine;

import java.util.Optional;

/**
 * Computes on secret integers. Training is written once over this interface; what it runs on is
 * {@link ClearEngine} (plain values, the oracle), {@link CountingEngine} (no values, only the bill)
 * or the two-party engine.
 *
 * <p>Verbs are eager and run in program order. In a two-party computation both sides make the same
 * calls with the same shapes; what differs is the share that each holds.
 *
 * <h2>Security guarantees</h2>
 *
 * A two-party engine reveals nothing but what {@link #open} names: neither side learns a bit, a
 * share of the other or a result. Shapes, widths and the order of the calls are public.
 */
public interface Engine extends Gates {
  /** A circuit over chunks of lanes: it must treat each lane alike and return the same widths. */
  @FunctionalInterface
  interface LaneCircuit {
    /**
     * Computes the outputs for one chunk of lanes.
     *
     * @param circuits arithmetic on this engine
     * @param inputs the operands of {@link Engine#lanewise} in order, cut to the chunk's lanes
     */
    Bits[] apply(Circuits circuits, Bits[] inputs);
  }

  /**
   * Applies {@code circuit} to every lane, chunk by chunk so that the wires stay in the cache and
   * the network has something to do. Bits of one lane are repeated for all lanes; shares are turned
   * into bits (two's complement, as wide as their ring: width - 1 ANDs a lane).
   */
  Bits[] lanewise(LaneCircuit circuit, Operand... inputs);

  /** This side's XOR share of each wire, packed as {@link BitVectors} says. No communication. */
  long[][] xorShare(Bits bits);

  /**
   * The bits of which this side's XOR share is {@code share}. A value that one party knows is
   * entered as its share, with zeros as the other's.
   */
  Bits fromXorShare(long[][] share, int lanes);

  /**
   * Turns bits into additive shares modulo 2^width, lanes row by row.
   *
   * @param signed whether the top wire is a sign (two's complement)
   */
  Shares toShares(Bits bits, boolean signed, int rows, int columns, int width);

  /**
   * The matrix product of P (m x n) and X (n x p) modulo 2^width, with the width of X. Where a
   * column of P or a row or column of X has an owner, the part that is plain to it costs one
   * direction only.
   *
   * @param terms how many such products, with their weights counted, will at most be summed before
   *     the sum is turned into bits: decides on the {@linkplain Shares#guard() guard bits}, if the
   *     engine uses any
   */
  Shares product(Planes planes, Shares shares, int terms);

  /** A {@link #product(Planes, Shares, int)} that is not summed with others. */
  default Shares product(Planes planes, Shares shares) {
    return product(planes, shares, 1);
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
