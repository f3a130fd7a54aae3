package quotient.training;

/**
 * The windows of a convolution.
 *
 * @param kernel side of a window
 * @param stride places from one window to the next
 * @param padding places of zeros around the image
 */
record Window(int kernel, int stride, int padding) {
  /** Windows in a row or column of {@code length} places, at least 1. */
  int count(int length) {
    return (length + 2 * padding - kernel) / stride + 1;
  }
}
