package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quotient.engine.Engine;
import quotient.engine.Party;

/** A training that writes the lines that the reference writes. */
record ReferenceRun(TrainingJob job, Table train, @Nullable Table test) {
  private static final Set<Integer> TRACED = Set.of(1, 2, 10, 100);

  /**
   * Trains until {@code iterations} are done; if they end an epoch, no accuracy follows, as in the
   * reference.
   *
   * @return CRCs of the weights at the start and after traced iterations, and with a test set,
   *     after each epoch that is done, the accuracy and the CRC
   */
  List<String> on(Engine engine, @Nullable Party party, int iterations) {
    Trainer trainer = new Trainer(engine, job, train.dealtTo(party));
    List<String> lines = new ArrayList<>();
    lines.add("init crc " + crc(engine, trainer));
    while (trainer.iteration() < Math.min(iterations, trainer.iterations())) {
      trainer.iterate();
      if (TRACED.contains(trainer.iteration())) {
        lines.add("after iteration " + trainer.iteration() + " " + crc(engine, trainer));
      }
      if (test != null && trainer.atEndOfEpoch() && trainer.iteration() != iterations) {
        int correct = new Inference(engine, trainer.model()).openCorrect(test.dealtTo(party), 1000);
        lines.add(
            String.format(
                Locale.ROOT,
                "epoch %d acc %.2f crc %s",
                trainer.epoch(),
                100.0 * correct / test.rows(),
                crc(engine, trainer)));
      }
    }
    return lines;
  }

  private static String crc(Engine engine, Trainer trainer) {
    return String.format("%08x", InsecureWeights.crc(engine, trainer.model()));
  }
}
