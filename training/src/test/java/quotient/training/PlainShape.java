package quotient.training;

import java.util.ArrayList;
import java.util.List;

/**
 * A matrix of weights in its network, as the specification describes it, for the oracle. A fully
 * connected layer is a convolution of 1 x 1 on an image of one place; a residual block is two.
 *
 * @param height rows of the image that comes in
 * @param width columns of it
 * @param channels of it
 * @param endsBlock whether the inputs of the layer before join the sums
 */
record PlainShape(
    int height,
    int width,
    int channels,
    int kernel,
    int stride,
    int padding,
    int out,
    Pooling pooling,
    boolean endsBlock) {

  /** The layers of a network, residual blocks taken apart. */
  static List<PlainShape> of(Network network) {
    List<PlainShape> all = new ArrayList<>();
    int h = network.input().height();
    int w = network.input().width();
    int c = network.input().channels();
    for (LayerSpec spec : network.layers()) {
      switch (spec) {
        case LayerSpec.Dense d ->
            all.add(new PlainShape(1, 1, h * w * c, 1, 1, 0, d.units(), Pooling.NONE, false));
        case LayerSpec.Conv conv ->
            all.add(
                new PlainShape(
                    h,
                    w,
                    c,
                    conv.kernel(),
                    conv.stride(),
                    conv.padding(),
                    conv.channels(),
                    conv.pooling(),
                    false));
        case LayerSpec.Residual r -> {
          int k = r.kernel();
          all.add(new PlainShape(h, w, c, k, 1, k / 2, c, Pooling.NONE, false));
          all.add(new PlainShape(h, w, c, k, 1, k / 2, c, r.pooling(), true));
        }
      }
      PlainShape last = all.getLast();
      h = last.outputHeight();
      w = last.outputWidth();
      c = last.out;
    }
    return all;
  }

  /** Inputs of a window, a bias not among them. */
  int fanIn() {
    return kernel * kernel * channels;
  }

  int inputs() {
    return height * width * channels;
  }

  /** The side of the windows that are summed before the ReLU. */
  int summed() {
    return pooling.kind() == Pooling.Kind.BEFORE ? pooling.size() : 1;
  }

  /** The side of the windows of activations. */
  int pooled() {
    return summed() > 1 ? 1 : pooling.size();
  }

  int placesHigh() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  int placesWide() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  int sumsHigh() {
    return placesHigh() / summed();
  }

  int sumsWide() {
    return placesWide() / summed();
  }

  /** Sums of an example as the ReLU takes them. */
  int sums() {
    return sumsHigh() * sumsWide() * out;
  }

  int outputHeight() {
    return sumsHigh() / pooled();
  }

  int outputWidth() {
    return sumsWide() / pooled();
  }

  int outputs() {
    return outputHeight() * outputWidth() * out;
  }

  /** Errors of an example that are shifted and rounded. */
  int scaledErrors() {
    return pooling.kind() == Pooling.Kind.MAX ? outputs() : sums();
  }

  /** Takes each product of an input and a weight. */
  @FunctionalInterface
  interface Products {
    /**
     * One of them.
     *
     * @param input its index
     * @param row of the weights
     * @param column of the weights
     * @param sum the index of the sum that it belongs to
     */
    void take(int input, int row, int column, int sum);
  }

  /** All products of an example but those with the bias, each at its place; padding has none. */
  void products(Products to) {
    places((oy, ox, sumOfPlace) -> {
      for (int ky = 0; ky < kernel; ky++) {
        for (int kx = 0; kx < kernel; kx++) {
          int y = oy * stride + ky - padding;
          int x = ox * stride + kx - padding;
          boolean inside = y >= 0 && y < height && x >= 0 && x < width;
          for (int c = 0; c < channels && inside; c++) {
            for (int j = 0; j < out; j++) {
              int row = (ky * kernel + kx) * channels + c;
              to.take((y * width + x) * channels + c, row, j, sumOfPlace + j);
            }
          }
        }
      }
    });
  }

  /** Takes each place of the convolution. */
  @FunctionalInterface
  interface Places {
    /**
     * One of them.
     *
     * @param sum the index of the first sum that it belongs to; those of other channels follow
     */
    void take(int y, int x, int sum);
  }

  /** All places but those that belong to no window of a pool. */
  void places(Places to) {
    for (int y = 0; y < sumsHigh() * summed(); y++) {
      for (int x = 0; x < sumsWide() * summed(); x++) {
        to.take(y, x, (y / summed() * sumsWide() + x / summed()) * out);
      }
    }
  }

  /** The index of an entry of a window of activations; {@code k} counts row by row. */
  int entry(int output, int k) {
    int c = output % out;
    int place = output / out;
    int y = place / outputWidth() * pooled() + k / pooled();
    int x = place % outputWidth() * pooled() + k % pooled();
    return (y * sumsWide() + x) * out + c;
  }

  /** Entries of a window of activations. */
  int entries() {
    return pooled() * pooled();
  }
}
