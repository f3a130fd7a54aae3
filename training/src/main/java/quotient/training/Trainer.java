package quotient.training;

import java.util.Optional;
import quotient.engine.Engine;
import quotient.engine.Matrix;

/**
 * Trains a network: for each batch
 *
 * <pre>
 *   forward    z_l = a_l Q_l,   a_(l+1) = normalised ReLU(z_l)
 *   backward   G_l = a_l^T e_l,   e_(l-1) = normalised mask * (e_l Q_l^T)
 *   update     all W_l by the optimizer, with the Q from before
 * </pre>
 *
 * with Q = ternary(W). Everything but shapes, the job and the public randomness is secret. Which
 * examples an iteration takes and all its random numbers are functions of the job and the number of
 * the iteration, which is all that tells how far a training is.
 */
public final class Trainer implements Stateful {
  private final Engine engine;
  private final TrainingJob job;
  private final Examples examples;
  private final Batches batches;
  private final Optimizer optimizer;
  private final Layers layers;
  private int iteration;
  private Optional<Following> following = Optional.empty();

  /**
   * A network with its initial weights.
   *
   * @throws RuleException if there are fewer rows than a batch or more iterations than can be
   *     counted
   */
  public Trainer(Engine engine, TrainingJob job, Examples examples) {
    this.engine = engine;
    this.job = job;
    this.examples = examples;
    batches = new Batches(job, examples.rows());
    optimizer = Optimizer.of(engine, job, job.schedule().iterations(examples.rows()));
    layers = new Layers(engine, job, this::initialWeights, this::normalization);
  }

  private Weights initialWeights(Bounds bounds) {
    return Parameter.initial(
        engine,
        bounds,
        job.schedule().seed(),
        weightsBelow(bounds.layer()),
        optimizer.initial(bounds));
  }

  private long weightsBelow(int layer) {
    return job.network().weightLayers().stream().limit(layer).mapToLong(WeightLayer::weights).sum();
  }

  private Normalization normalization(Bounds bounds) {
    return Normalization.of(engine, job, bounds, () -> PowerOfTwo.initialScale(bounds));
  }

  /** Batches in an epoch; a partial last batch is dropped. */
  public int iterationsPerEpoch() {
    return batches.perEpoch();
  }

  /** Batches in the whole training. */
  public int iterations() {
    return iterationsPerEpoch() * job.schedule().epochs();
  }

  /** Iterations done. */
  public int iteration() {
    return iteration;
  }

  /** The epoch of the last iteration, from 1; 0 before the first. */
  public int epoch() {
    return Math.ceilDiv(iteration, iterationsPerEpoch());
  }

  /** Whether the last iteration was the last of its epoch. */
  public boolean atEndOfEpoch() {
    return iteration % iterationsPerEpoch() == 0;
  }

  /** Trains on the next batch, and says which one follows. */
  public void iterate() {
    Batch batch = batches.at(iteration);
    Matrix in =
        following.isPresent() && following.get().iteration == iteration
            ? following.get().features
            : features(batch);
    following = Optional.empty();
    if (iteration + 1 < iterations()) {
      Matrix next = features(batches.at(iteration + 1));
      in.isFollowedBy(next);
      following = Optional.of(new Following(iteration + 1, next));
    }
    apply(gradients(batch, in));
  }

  /** The features of the batch of an iteration that has not begun. */
  private record Following(int iteration, Matrix features) {}

  private Matrix features(Batch batch) {
    return examples.features(batch.rows(), job.network().bias());
  }

  /** The gradients of a batch for the weights as they stand. */
  Gradients gradients(Batch batch) {
    return gradients(batch, features(batch));
  }

  private Gradients gradients(Batch batch, Matrix in) {
    Labels labels = Labels.of(engine, examples, batch.rows(), job.network().classes());
    return layers.learn(in, labels, batch);
  }

  /** Updates the weights with the gradients of the next batch; that ends the iteration. */
  void apply(Gradients gradients) {
    int epoch = iteration / iterationsPerEpoch() + 1;
    Clock clock = new Clock(iteration, job.schedule().marksPassed(epoch));
    optimizer.update(layers.parameters(), gradients, clock);
    iteration++;
  }

  /** This side's shares of the network as it stands. */
  public Model model() {
    return new Model(
        job,
        layers.parameters().stream().map(Parameter::xorShare).toList(),
        layers.scales().stream().map(scale -> engine.xorShare(scale.length())).toList());
  }

  /** All that the iterations so far leave to those to come. */
  @Override
  public void exchange(State state) {
    iteration = (int) state.number("iteration", iteration, iterations());
    layers.parameters().forEach(parameter -> parameter.exchange(state, iteration));
    layers.scales().forEach(scale -> scale.exchange(state, iteration));
  }
}
