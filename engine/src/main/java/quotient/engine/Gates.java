package quotient.engine;

import java.util.Optional;

/**
 * Boolean gates over wires, all lanes at once. XOR and NOT are free on every engine, AND is what a
 * circuit costs; a gate with a {@link PublicWire} is free, too.
 */
public interface Gates {
  /** a xor b, lane by lane. Both have the same number of lanes. */
  Wire xor(Wire a, Wire b);

  /** a and b, lane by lane. Both have the same number of lanes. */
  Wire and(Wire a, Wire b);

  /**
   * a and b, wire by wire. Engines on which an AND is a round of messages do all of these in one
   * round, so independent gates belong into one call.
   */
  Bits and(Bits a, Bits b);

  /**
   * Each wire of x and {@code keep}. What a selector does; cheaper than gates that have nothing in
   * common on engines whose triples may be vectors.
   */
  Bits and(Bits x, Wire keep);

  /** not a. */
  Wire not(Wire a);

  /** How circuits are to be built. */
  CircuitForm form();

  /**
   * The sign of {@code x - limit} modulo 2^width for a two's complement x, where that is as shallow
   * as x itself: where the wires of x are the upper bits of a sum, of which the limit is taken
   * first.
   */
  Optional<Wire> signOfDifference(Bits x, long limit);
}
