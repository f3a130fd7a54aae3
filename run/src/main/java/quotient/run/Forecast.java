package quotient.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import quotient.engine.Party;
import quotient.transport.LinkModel;

/**
 * What a run will take, planned by a thread of its own: a plan takes a second or two in a program
 * that has just started, about as long as the set-up of an engine.
 */
final class Forecast {
  /** The other party waits meanwhile, and a plan of many layers can take a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FutureTask<Event.Planned> task;

  private Forecast(FutureTask<Event.Planned> task) {
    this.task = task;
  }

  /** Plans a run. */
  @FunctionalInterface
  interface Planner {
    /** The plan over a link, of which a unit of work takes this party so long. */
    Plan plan(Plan.Link link, UnitCosts costs);
  }

  /** Begins to plan for {@code me}. */
  static Forecast begin(Party me, LinkModel link, Planner planner) {
    FutureTask<Event.Planned> task = new FutureTask<>(() -> planned(me, link, planner));
    Thread.ofPlatform().daemon().name("plan").start(task);
    return new Forecast(task);
  }

  private static Event.Planned planned(Party me, LinkModel link, Planner planner) {
    Optional<Calibration> calibration = calibration();
    Plan plan =
        planner.plan(
            new Plan.Link(link.toString(), link),
            calibration.map(Calibration::costs).orElse(UnitCosts.REFERENCE));
    return new Event.Planned(
        plan.part(Plan.Kind.ITERATION).map(part -> Event.Cost.of(part, me)),
        Event.Cost.of(
            plan.part(Plan.Kind.TRAINING).or(() -> plan.part(Plan.Kind.PREDICTION)).orElseThrow(),
            me),
        plan.heap(),
        calibration.isPresent());
  }

  /** A file that is no calibration, of which {@code plan} complains, costs only its figures. */
  private static Optional<Calibration> calibration() {
    try {
      return Calibration.read(Calibration.file());
    } catch (UserException _) {
      return Optional.empty();
    }
  }

  /**
   * What was found, if it is found soon. Whatever fails here costs the forecast and not the run:
   * the run says itself what it can't do.
   */
  Optional<Event.Planned> await() {
    try {
      return Optional.of(task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while planning", e);
    } catch (TimeoutException | ExecutionException _) {
      return Optional.empty();
    }
  }
}
