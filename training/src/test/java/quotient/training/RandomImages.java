package quotient.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import quotient.training.Job.Kind;

/** Small random networks of every kind of layer, and ways to train them. */
final class RandomImages {
  private static final List<String> POOLINGS = List.of("", "", "pool ", "maxpool ", "sumpool ");

  private RandomImages() {}

  /** A job of a network with convolutions. */
  static Job job(SplittableRandom random) {
    Shape input = new Shape(random.nextInt(3, 9), random.nextInt(3, 9), random.nextInt(1, 4));
    boolean blocks = random.nextInt(3) == 0;
    String layers = layers(random, input, blocks);
    int bias = random.nextInt(2) * random.nextInt(1, 128);
    Network network = new Network(input, LayerWords.parse(List.of(layers.split(","))), bias);
    Job job =
        Job.images(random.nextInt(3) == 0 ? Kind.AMSGRAD : Kind.SIGNUM, input, layers)
            .bias(bias)
            .batch(random.nextInt(1, 6))
            .epochs(random.nextInt(1, 4))
            .seed(random.nextLong())
            .rotate(random.nextInt(3) == 0 ? random.nextInt(1, rowsOfFirst(network) + 1) : 1)
            .errorBits(random.nextBoolean() ? 8 : random.nextInt(2, 9))
            .step(1 << random.nextInt(13));
    if (random.nextBoolean()) {
      job.ema();
    }
    if (random.nextBoolean()) {
      job.publicScales();
    }
    if (random.nextBoolean() || network.isResidual()) {
      shifts(random, network, job);
    }
    return job;
  }

  private static int rowsOfFirst(Network network) {
    return PlainShape.of(network).getFirst().fanIn() + (network.bias() > 0 ? 1 : 0);
  }

  /** Of small blocks the default shifts would shift the skip to the right, which is refused. */
  private static void shifts(SplittableRandom random, Network network, Job job) {
    List<PlainShape> shapes = PlainShape.of(network);
    Integer[] forward = new Integer[shapes.size()];
    Arrays.setAll(forward, l -> random.nextInt(6));
    Integer[] error = new Integer[shapes.size() - 1];
    Arrays.setAll(
        error,
        l ->
            shapes.get(l + 1).endsBlock()
                ? random.nextInt(forward[l] + forward[l + 1] + 1)
                : random.nextInt(6));
    job.forwardShifts(forward).errorShifts(error);
  }

  private static String layers(SplittableRandom random, Shape input, boolean blocks) {
    List<String> words = new ArrayList<>();
    int count = random.nextInt(1, 4);
    int h = input.height();
    int w = input.width();
    for (int l = 0; l < count; l++) {
      if (blocks && l > 0) {
        words.add("res " + (1 + 2 * random.nextInt(3)));
      } else {
        int kernel = random.nextInt(1, Math.min(4, Math.min(h, w) + 1));
        int stride = random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
        int pad = random.nextInt(2) * random.nextInt(kernel);
        words.add(
            "conv " + kernel + " " + random.nextInt(1, 4) + " stride " + stride + " pad " + pad);
        h = (h + 2 * pad - kernel) / stride + 1;
        w = (w + 2 * pad - kernel) / stride + 1;
      }
      String pooling = POOLINGS.get(random.nextInt(POOLINGS.size()));
      int size = random.nextInt(2, 4);
      if (!pooling.isEmpty() && size <= Math.min(h, w)) {
        words.add(pooling + size);
        h /= size;
        w /= size;
      }
    }
    if (random.nextBoolean()) {
      words.add("fc " + random.nextInt(1, 6));
    }
    words.add("fc " + random.nextInt(2, 5));
    return String.join(", ", words);
  }
}
