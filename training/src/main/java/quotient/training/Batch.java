package quotient.training;

/**
 * Examples that are computed together: a batch of the training, or a part of one.
 *
 * @param iteration from 0
 * @param rows indices of the examples
 * @param first the place of the first of them in the whole batch
 * @param sizeOfWhole examples of the whole batch
 */
record Batch(int iteration, int[] rows, int first, int sizeOfWhole) {
  /** A whole batch. */
  static Batch whole(int iteration, int[] rows) {
    return new Batch(iteration, rows, 0, rows.length);
  }

  /** The number of its examples. */
  int size() {
    return rows.length;
  }
}
