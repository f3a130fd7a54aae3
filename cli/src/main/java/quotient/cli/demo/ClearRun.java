package quotient.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.job.Job;
import quotient.run.Event;
import quotient.run.Simulation;
import quotient.run.Trace;
import quotient.training.Model;

/**
 * The demo's job in the clear, in this process, to compare with.
 *
 * @param epochs what came out after each epoch
 * @param model the weights themselves
 * @param predictions of the test rows
 */
public record ClearRun(List<Demo.Epoch> epochs, Model model, int[] predictions) {
  /** Trains and predicts. */
  public static ClearRun of(Job job, Path directory) {
    Collected collected = new Collected();
    Model model =
        Simulation.prepare(job, directory, new Trace(true, List.of()), Integer.MAX_VALUE)
            .run(Optional.empty(), collected::add);
    return new ClearRun(collected.epochs, model, collected.predictions);
  }

  private static final class Collected {
    private final List<Demo.Epoch> epochs = new ArrayList<>();
    private int[] predictions = new int[0];

    void add(Event event) {
      switch (event) {
        case Event.EpochDone done -> epochs.add(Demo.Epoch.of(done));
        case Event.SimulationFinished finished -> predictions = finished.confusion().predicted();
        default -> {}
      }
    }
  }
}
