package quotient.training;

import quotient.engine.Shares;

/** Updates the latent weights of one layer. */
interface Optimizer {
  /**
   * One update.
   *
   * @param gradient the raw gradient, summed over the batch: inputs x outputs, of {@link
   *     #gradientBits}
   * @param iteration from 0
   * @param marksPassed how many of the marks at 30, 60 and 80 % of the epochs have passed: each
   *     halves the step
   */
  void update(Shares gradient, int iteration, int marksPassed);

  /** The ring in which this optimizer takes its gradients. */
  int gradientBits();

  /** How many gradients are summed, weights counted, before the sum is turned into bits. */
  int gradientTerms();

  /** The weights that it updates. */
  LatentWeights weights();
}
