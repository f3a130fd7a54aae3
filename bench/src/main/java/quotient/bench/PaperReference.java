package quotient.bench;

import java.util.Optional;

/**
 * What somebody published. Only what was read in the source named stands here.
 *
 * @param by who: {@link Paper#NAME}, or a comparable system
 * @param experiment the name of ours that it compares to; none if it compares to no single one
 * @param quantity what it tells
 * @param link the network of ours that it compares to, as {@code --link} takes it; none if it does
 *     not depend on one, or the source does not say
 * @param figure with its unit
 * @param source where it can be read: the publication, and the table or section
 */
public record PaperReference(
    String by,
    Optional<String> experiment,
    Quantity quantity,
    Optional<String> link,
    String figure,
    String source) {

  /** What is told. */
  public enum Quantity {
    /** The time of an epoch. */
    EPOCH,
    /** The share of test rows that are predicted right. */
    ACCURACY,
    /** The time of a prediction. */
    PREDICTION,
    /** What compares to no figure of ours. */
    OTHER
  }
}
