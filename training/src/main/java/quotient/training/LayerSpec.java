package quotient.training;

/** What a layer of a network computes. */
public sealed interface LayerSpec {
  /** What is done to its sums or its activations. */
  Pooling pooling();

  /** The same layer with a pooling. */
  LayerSpec with(Pooling pooling);

  /**
   * A fully connected layer.
   *
   * @param units outputs, each a sum over all inputs
   */
  record Dense(int units) implements LayerSpec {
    @Override
    public Pooling pooling() {
      return Pooling.NONE;
    }

    @Override
    public LayerSpec with(Pooling pooling) {
      throw new RuleException(
          "network: " + pooling + " follows " + this + ", but only a convolution can be pooled");
    }

    @Override
    public String toString() {
      return "fc " + units;
    }
  }

  /**
   * A convolution: each output is a sum over a window of {@code kernel x kernel} places.
   *
   * @param kernel the side of a window
   * @param channels outputs at each place
   * @param stride places from one window to the next
   * @param padding places of zeros around the image
   */
  record Conv(int kernel, int channels, int stride, int padding, Pooling pooling)
      implements LayerSpec {
    /** Checks what does not depend on the image; the message of a failure is for the user. */
    public Conv {
      String name = "network: conv " + kernel + " " + channels + ": ";
      Checks.range(name + "the kernel", kernel, 1, MAX_KERNEL);
      Checks.range(name + "stride", stride, 1, MAX_KERNEL);
      Checks.range(name + "pad", padding, 0, kernel - 1);
    }

    @Override
    public LayerSpec with(Pooling newPooling) {
      requireUnpooled(this, newPooling);
      return new Conv(kernel, channels, stride, padding, newPooling);
    }

    @Override
    public String toString() {
      return "conv "
          + kernel
          + " "
          + channels
          + (stride == 1 ? "" : " stride " + stride)
          + (padding == 0 ? "" : " pad " + padding);
    }
  }

  /**
   * Two convolutions that keep the shape of their inputs, which join the sums of the second one (He
   * et al., "Deep Residual Learning for Image Recognition", CVPR 2016).
   *
   * @param kernel the side of a window, odd
   */
  record Residual(int kernel, Pooling pooling) implements LayerSpec {
    /** Checks the kernel; the message of a failure is one line for the user. */
    public Residual {
      Checks.range("network: res " + kernel + ": the kernel", kernel, 1, MAX_KERNEL);
      Checks.check(
          kernel % 2 == 1,
          "network: res " + kernel + ": the kernel must be odd, so that the shape is kept");
    }

    @Override
    public LayerSpec with(Pooling newPooling) {
      requireUnpooled(this, newPooling);
      return new Residual(kernel, newPooling);
    }

    @Override
    public String toString() {
      return "res " + kernel;
    }
  }

  /** The largest side of a window. */
  int MAX_KERNEL = 64;

  private static void requireUnpooled(LayerSpec layer, Pooling more) {
    Checks.check(
        layer.pooling().kind() == Pooling.Kind.NONE,
        "network: " + layer + " has two poolings, " + layer.pooling() + " and " + more);
  }
}
