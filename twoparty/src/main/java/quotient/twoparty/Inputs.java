package quotient.twoparty;

import quotient.engine.Wire;

/**
 * Brings bits that one party knows into a circuit. A batch is announced with {@link #begin} and its
 * wires taken with {@link #next}, by both sides in the same order.
 *
 * @param <W> the engine's wires
 */
interface Inputs<W extends Wire> {
  /**
   * Announces a batch.
   *
   * @param mine this side's bits of the batch, wire after wire in the order of {@link #next}
   * @param count bits per side
   */
  void begin(long[] mine, long count);

  /** The next {@code lanes} bits of each side. */
  Pair<W> next(int lanes);

  /** A wire with A's bits and one with B's. */
  record Pair<W>(W ofA, W ofB) {}
}
