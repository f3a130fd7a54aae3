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
 * hidden layer's downwards, row by row. So each is a function of seed, iteration, layer and row.
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
    return of(job, job.network().layers().size() - 1);
  }

  /** That of the outputs of layer {@code l}. */
  static ErrorRounding of(TrainingJob job, int l) {
    List<Integer> units = job.network().units();
    long above = 0;
    long all = 0;
    for (int i = units.size() - 2; i >= 0; i--) {
      int drawn = dropped(job, i) == 0 ? 0 : units.get(i + 1);
      all += drawn;
      above += i > l ? drawn : 0;
    }
    long seed = job.schedule().seed() ^ SEED_FLIP;
    return new ErrorRounding(errorBits(job), dropped(job, l), seed, units.get(l + 1), above, all);
  }

  private static int errorBits(TrainingJob job) {
    return job.method() instanceof Method.Signum signum ? signum.errorBits() : 8;
  }

  private static int dropped(TrainingJob job, int l) {
    return switch (job.method()) {
      case Method.Signum signum when signum.errorBits() < 8 ->
          l == job.network().layers().size() - 1
              ? 8 - signum.errorBits()
              : signum.errorShifts().get(l);
      case Method.Signum _, Method.AmsGrad _ -> 0;
    };
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
