package quotient.engine;

/**
 * How a circuit is built where several circuits compute the same. Which one is cheapest depends on
 * the gate scheme and on the link: gates take work and bytes, levels take messages.
 */
public enum CircuitForm {
  /** Carries ripple: the fewest gates. */
  RIPPLE,
  /**
   * As {@link #RIPPLE}, but for sums of shares of which only the sign counts: there the addends are
   * compared by {@linkplain Recording.Leaf tables} and a tree.
   */
  SIGNS,
  /**
   * Carries by prefix trees, and limits of sums of shares by comparisons beside the sum, not by
   * gates after it: the fewest levels.
   */
  TREES
}
