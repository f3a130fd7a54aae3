package quotient.engine;

/** What {@link Engine#lanewise} takes: bits, or shares that it turns into bits on the way. */
public sealed interface Operand permits Bits, Shares {
  /** The number of lanes (for a matrix, rows times columns). */
  int lanes();
}
