package quotient.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Planes;
import quotient.engine.PublicWire;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.Wire;

/**
 * Trains a network: for each batch
 *
 * <pre>
 *   forward    z_l = Q_l a_l,   a_(l+1) = normalised ReLU(z_l)
 *   backward   G_l = a_l e_l^T,   e_(l-1) = normalised mask * (Q_l e_l)
 *   update     W_l by the optimizer, all with the Q from before
 * </pre>
 *
 * with Q = ternary(W). Everything but shapes, the job and the public randomness is secret.
 */
public final class Trainer {
  private final Engine engine;
  private final Hyperparameters hyper;
  private final Examples examples;
  private final SplitMix64 random;
  private final Normalization normalization;
  private final Loss loss;
  private final List<Optimizer> optimizers = new ArrayList<>();
  private int[] order = new int[0];
  private int epoch;
  private int iteration;

  /**
   * A network with its initial weights.
   *
   * @throws IllegalArgumentException if there are fewer rows than a batch or more iterations than
   *     can be counted; the message is one line for the user
   */
  public Trainer(Engine engine, Hyperparameters hyper, Examples examples) {
    if (examples.rows() < hyper.batch()) {
      throw new IllegalArgumentException(
          "batch is " + hyper.batch() + ", but there are only " + examples.rows() + " rows");
    }
    long iterations = (long) (examples.rows() / hyper.batch()) * hyper.epochs();
    if (iterations > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "epochs: "
              + hyper.epochs()
              + " passes over "
              + examples.rows()
              + " rows in batches of "
              + hyper.batch()
              + " are "
              + iterations
              + " iterations, at most "
              + Integer.MAX_VALUE
              + " are possible");
    }
    this.engine = engine;
    this.hyper = hyper;
    this.examples = examples;
    random = new SplitMix64(hyper.seed());
    Dither dither = new Dither(hyper);
    boolean signum = hyper.optimizer() == Hyperparameters.OptimizerKind.SIGNUM;
    normalization =
        signum
            ? new PublicShifts(engine, hyper, dither)
            : PowerOfTwo.initial(engine, hiddenSumBits(hyper));
    loss = new Loss(engine, hyper, dither);
    for (int l = 0; l < hyper.layers(); l++) {
      optimizers.add(signum ? signum(l) : amsGrad(l));
    }
  }

  private static int[] hiddenSumBits(Hyperparameters hyper) {
    int[] bits = new int[hyper.layers() - 1];
    Arrays.setAll(bits, hyper::sumBits);
    return bits;
  }

  private LatentWeights initialWeights(int l, int groups) {
    return LatentWeights.initial(
        random, hyper.inputs(l), hyper.outputs(l), hyper.weightBits(), groups);
  }

  private Optimizer signum(int l) {
    int groups = l == 0 ? hyper.rotate() : 1;
    Signum.Momentum momentum =
        switch (hyper.momentum()) {
          case BUCKET -> new Signum.Buckets(engine, hyper.gradientBits(), groups);
          case EMA -> new Signum.MovingAverage(engine, hyper.gradientBits(), groups);
        };
    return new Signum(initialWeights(l, groups), momentum, groups, hyper.step());
  }

  private Optimizer amsGrad(int l) {
    return new AmsGrad(engine, initialWeights(l, 1), hyper.gradientBits());
  }

  /** Batches in an epoch; a partial last batch is dropped. */
  public int iterationsPerEpoch() {
    return examples.rows() / hyper.batch();
  }

  /** Batches in the whole training. */
  public int iterations() {
    return iterationsPerEpoch() * hyper.epochs();
  }

  /** Iterations done. */
  public int iteration() {
    return iteration;
  }

  /** The epoch of the last iteration, from 1; 0 before the first. */
  public int epoch() {
    return epoch;
  }

  /** Whether the last iteration was the last of its epoch. */
  public boolean atEndOfEpoch() {
    return iteration % iterationsPerEpoch() == 0;
  }

  /** Trains on the next batch. */
  public void iterate() {
    int inEpoch = iteration % iterationsPerEpoch();
    if (inEpoch == 0) {
      epoch++;
      order = random.permutation(examples.rows());
    }
    int from = inEpoch * hyper.batch();
    step(Arrays.copyOfRange(order, from, from + hyper.batch()));
    iteration++;
  }

  /** What a layer's input leaves for the backward pass. */
  private record Saved(Matrix value, Wire mask) {}

  private void step(int[] rows) {
    int layers = hyper.layers();
    List<Matrix> ternary = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      int ring = Math.max(forwardRing(l), l == 0 ? 1 : hyper.errorSumBits(l));
      ternary.add(Matrix.ofBits(optimizers.get(l).weights().ternary(engine), ring));
    }
    List<Saved> saved = new ArrayList<>();
    saved.add(new Saved(examples.features(rows), PublicWire.ones(1)));
    for (int l = 0; l < layers - 1; l++) {
      Shares z = multiplyForward(ternary.get(l), saved.get(l).value, l);
      Normalization.Activation a = normalization.forward(l, z);
      int units = hyper.outputs(l);
      int ring = Math.max(forwardRing(l + 1), gradientRing(l + 1));
      long[] weights = Planes.unsignedWeights(a.value().width());
      Matrix value = engine.matrix(a.value(), weights, units, hyper.batch(), ring);
      saved.add(new Saved(value, a.mask()));
    }
    Shares z = multiplyForward(ternary.get(layers - 1), saved.get(layers - 1).value, layers - 1);
    Bits e = loss.error(z, examples.oneHotLabels(rows, hyper.classes()));
    for (int l = layers - 1; l >= 0; l--) {
      Saved a = saved.get(l);
      int ring = Math.max(l == 0 ? 1 : hyper.errorSumBits(l), gradientRing(l));
      long[] weights = Planes.signedWeights(e.width());
      Matrix errors = engine.matrix(e, weights, hyper.outputs(l), hyper.batch(), ring);
      Shares gradient =
          engine.product(
              a.value,
              errors.transpose(),
              new Ring(gradientRing(l), optimizers.get(l).gradientTerms()));
      if (l > 0) {
        Shares d = engine.product(ternary.get(l), errors, Ring.of(hyper.errorSumBits(l)));
        e = normalization.backward(l - 1, d, a.mask);
      }
      optimizers.get(l).update(gradient, iteration, hyper.marksPassed(epoch));
    }
  }

  private Shares multiplyForward(Matrix ternary, Matrix a, int l) {
    return engine.product(ternary.transpose(), a, Ring.of(forwardRing(l)));
  }

  private int forwardRing(int l) {
    return l == hyper.layers() - 1 ? Loss.sumBits(hyper) : hyper.sumBits(l);
  }

  /** The ring in which the gradient of layer {@code l} needs its shared operand. */
  private int gradientRing(int l) {
    return optimizers.get(l).gradientBits();
  }

  /** This side's shares of the network as it stands. */
  public Model model() {
    List<long[][]> weights = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
      weights.add(optimizer.weights().xorShare(engine));
    }
    List<long[][]> scales = normalization.scales().stream().map(engine::xorShare).toList();
    return new Model(hyper, weights, scales);
  }
}
