package quotient.engine;

/**
 * A circuit that treats each lane alike. It is a pure function of its operands: whatever else its
 * gates depend on (a step, a shift, a width) is a parameter, so an implementation is a record, and
 * equal records are the same circuit. Engines may record it once and run the recording.
 */
@FunctionalInterface
public interface LaneCircuit {
  /**
   * The outputs, whose widths depend on the inputs' widths alone.
   *
   * @param circuits arithmetic over the gates that the circuit is built from
   * @param inputs the operands of a {@link LaneCall} in order, all with the same lanes
   */
  Bits[] apply(Circuits circuits, Bits[] inputs);
}
