package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quotient.engine.Bits;
import quotient.engine.CountingEngine;
import quotient.engine.Shares;

/**
 * AND gates of a training at 784-128-128-10, batch 128, exactly. The specification's table
 * estimates them; where the circuits do better or worse, it is said here.
 */
class CostTest {
  private static final int BATCH = 128;
  private static final int ACTIVATIONS = 128 * BATCH;

  /** ANDs of an iteration when nothing is public any more. */
  private static long perIteration(Job job) {
    CountingEngine engine = new CountingEngine();
    Table table = new Table(784, false, BATCH, new byte[784 * BATCH], new int[BATCH]);
    Trainer trainer = new Trainer(engine, job.build(), table.dealtTo(null));
    for (int i = 0; i < 9; i++) {
      trainer.iterate();
    }
    long before = engine.ands();
    trainer.iterate();
    return engine.ands() - before;
  }

  /** ANDs per weight of an update when nothing is public any more. */
  private static double perWeight(Job job) {
    CountingEngine engine = new CountingEngine();
    Hyperparameters hyper = job.build();
    int in = 128;
    int out = 128;
    LatentWeights weights =
        LatentWeights.initial(new SplitMix64(1), in, out, hyper.weightBits(), 1);
    Optimizer optimizer =
        hyper.optimizer() == Hyperparameters.OptimizerKind.AMSGRAD
            ? new AmsGrad(engine, weights, hyper.gradientBits())
            : new Signum(
                weights,
                hyper.momentum() == Hyperparameters.Momentum.EMA
                    ? new Signum.MovingAverage(engine, hyper.gradientBits(), 1)
                    : new Signum.Buckets(engine, hyper.gradientBits(), 1),
                1,
                hyper.step());
    Shares gradient = Shares.zeros(in, out, optimizer.gradientBits());
    optimizer.update(gradient, 0, 0);
    long before = engine.ands();
    optimizer.update(gradient, 1, 0);
    return (engine.ands() - before) / (double) (in * out);
  }

  /** ANDs per activation of the first hidden layer, forward and backward. */
  private static double[] perActivation(Job job) {
    CountingEngine engine = new CountingEngine();
    Hyperparameters hyper = job.build();
    Normalization normalization =
        hyper.optimizer() == Hyperparameters.OptimizerKind.AMSGRAD
            ? PowerOfTwo.initial(engine, new int[] {hyper.sumBits(0), hyper.sumBits(1)})
            : new PublicShifts(engine, hyper, new Dither(hyper));
    Normalization.Activation a =
        normalization.forward(0, Shares.zeros(128, BATCH, hyper.sumBits(0)));
    long forward = engine.ands();
    Bits e =
        normalization.backward(0, Shares.zeros(128, BATCH, hyper.errorSumBits(1)), a.mask());
    assertThat(e.lanes()).isEqualTo(ACTIVATIONS);
    return new double[] {
      forward / (double) ACTIVATIONS, (engine.ands() - forward) / (double) ACTIVATIONS
    };
  }

  private static Job signum() {
    return Job.signum(784, 128, 128, 10);
  }

  private static Job amsGrad() {
    return Job.amsGrad(784, 128, 128, 10);
  }

  @Test
  void ofIterations() {
    assertThat(
            new long[] {
              perIteration(signum()),
              perIteration(signum().rotate(4)),
              perIteration(signum().errorBits(4)),
              perIteration(signum().ema()),
              perIteration(amsGrad())
            })
        .containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void ofWeights() {
    assertThat(new double[] {perWeight(signum()), perWeight(signum().ema()), perWeight(amsGrad())})
        .containsExactly(0, 0, 0);
  }

  @Test
  void ofActivations() {
    assertThat(perActivation(signum())).containsExactly(0, 0);
    assertThat(perActivation(amsGrad())).containsExactly(0, 0);
  }
}
