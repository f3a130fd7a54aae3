package quotient.job;

/** What a prediction opens to its recipient. */
public enum Reveal {
  /** The class with the largest logit, nothing else. */
  CLASS,
  /** The logit of every class. */
  LOGITS
}
