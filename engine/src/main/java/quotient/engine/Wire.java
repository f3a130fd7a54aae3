package quotient.engine;

/**
 * One bit in each of {@link #lanes()} lanes. Immutable. An engine understands only the wires that
 * it made itself and {@link PublicWire}.
 */
public interface Wire {
  /** The number of lanes. */
  int lanes();
}
