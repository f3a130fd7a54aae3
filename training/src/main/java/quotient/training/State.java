package quotient.training;

import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Shares;

/**
 * Where values go that must outlive the objects that hold them, or where they come back from: a
 * writer takes {@code now} and returns it, a reader returns what was stored. Both are called in the
 * same order with the same names, so that one {@linkplain Stateful traversal} serves both.
 *
 * <p>A reader refuses what a job cannot have left at that point, by a {@link RuleException}.
 */
public interface State {
  /**
   * Bits, of the lanes and wires of {@code now}.
   *
   * @param secret whether any bit is secret; otherwise all are public
   */
  Bits bits(String name, Bits now, boolean secret);

  /** A sum of products, absent where {@code form} counts none. */
  Optional<Shares> shares(String name, Optional<Shares> now, SumForm form);

  /** A number between 0 and {@code max}. */
  long number(String name, long now, long max);

  /**
   * What a sum of products may look like.
   *
   * @param rows of the matrix
   * @param columns of the matrix
   * @param width of its ring, without guard bits
   * @param count the most products, with their weights counted, that are in the sum
   * @param terms the most that will ever be: its guard bits suffice for the errors of as many
   */
  record SumForm(int rows, int columns, int width, int count, int terms) {}
}
