package quotient.training;

import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;

/**
 * How the errors of a layer's outputs are rounded. With fewer than 8 bits by public dither: {@code
 * e = sat_b((x + r) >> k)} with r uniform in 0 .. 2^k - 1. Unbiased, and free, because r is public;
 * the nearest integer would lose small errors, the floor would drift.
 *
 * <p>The numbers of an iteration follow those of the one before: first the output's, then each
 * hidden layer's downwards, row by row; for images by row, column and channel, at the places where
 * errors are scaled. So each is a function of seed, iteration, layer and row.
 *
 * @param bits of an error
 * @param dropped the places k that dither rounds off; 0 where there is none
 * @param seed of the dither
 * @param units of an example in this layer
 * @param unitsAbove of an example in layers that draw before this one
 * @param unitsOfAll of an example in all layers that draw
 */
record ErrorRounding(
    int bits, int dropped, long seed, int units, long unitsAbove, long unitsOfAll) {
  private static final long SEED_FLIP = 0x5DEECE66DL;

  /** That of the network's outputs, after the loss. */
  static ErrorRounding ofOutput(TrainingJob job) {
    return of(job, job.network().weightLayers().size() - 1);
  }

  /** That of the outputs of layer {@code l}. */
  static ErrorRounding of(TrainingJob job, int l) {
    List<WeightLayer> layers = job.network().weightLayers();
    long above = 0;
    long all = 0;
    for (int i = layers.size() - 1; i >= 0; i--) {
      int drawn = dropped(job, i, layers.size()) == 0 ? 0 : layers.get(i).errorUnits();
      all += drawn;
      above += i > l ? drawn : 0;
    }
    return new ErrorRounding(
        job.method().errorBits(),
        dropped(job, l, layers.size()),
        job.schedule().seed() ^ SEED_FLIP,
        layers.get(l).errorUnits(),
        above,
        all);
  }

  private static int dropped(TrainingJob job, int l, int layers) {
    int bits = job.method().errorBits();
    if (bits == 8) {
      return 0;
    }
    return l == layers - 1 ? 8 - bits : job.method().publicShifts().orElseThrow().error().get(l);
  }

  /** The random numbers for the examples of a batch, examples x units, if errors are dithered. */
  Optional<Bits> random(Batch batch) {
    if (dropped == 0) {
      return Optional.empty();
    }
    long before =
        (batch.iteration() * unitsOfAll + unitsAbove) * batch.sizeOfWhole()
            + (long) batch.first() * units;
    SplitMix64 random = SplitMix64.at(seed, before);
    long[] values = new long[Math.multiplyExact(batch.size(), units)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.next() >>> (64 - dropped);
    }
    return Optional.of(Bits.ofPublic(values, dropped));
  }
}
