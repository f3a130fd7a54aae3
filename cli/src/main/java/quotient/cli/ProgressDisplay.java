package quotient.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is, on the standard error stream. */
sealed interface ProgressDisplay extends AutoCloseable {
  /** An iteration is done. */
  void show(Progress progress);

  /** A line of the result comes: it must not be written into the display. */
  void makeRoom();

  @Override
  void close();

  /** A bar on a terminal, plain lines elsewhere, nothing if that is wanted. */
  static ProgressDisplay of(PrintStream err, boolean quiet) {
    if (quiet) {
      return new None();
    }
    return Terminal.console().isPresent() ? new Bar(err) : new Lines(err);
  }

  /** Shows nothing. */
  record None() implements ProgressDisplay {
    @Override
    public void show(Progress progress) {}

    @Override
    public void makeRoom() {}

    @Override
    public void close() {}
  }

  /** A line every few seconds. */
  final class Lines implements ProgressDisplay {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintStream err;
    private Optional<Pace> pace = Optional.empty();

    Lines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void show(Progress progress) {
      if (pace.isEmpty()) {
        // The first iteration says nothing about the time that the others take.
        print(progress, "");
        pace = Optional.of(new Pace(PAUSE));
      } else if (pace.get().allows()) {
        print(progress, ", about " + Format.time(progress.left()) + " left");
      }
    }

    private void print(Progress progress, String end) {
      err.printf(
          "epoch %d of %d, iteration %d of %d, %s%s%n",
          progress.epoch(),
          progress.epochs(),
          progress.iteration(),
          progress.iterations(),
          Format.bytes(progress.bytes()),
          end);
    }

    @Override
    public void makeRoom() {}

    @Override
    public void close() {}
  }

  /** A bar that moves. */
  final class Bar implements ProgressDisplay {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private Optional<ProgressBar> bar = Optional.empty();

    Bar(PrintStream err) {
      this.err = err;
    }

    @Override
    public void show(Progress progress) {
      if (bar.isEmpty()) {
        bar = Optional.of(start(progress));
      }
      bar.get()
          .setExtraMessage(
              "epoch %d of %d, %s"
                  .formatted(progress.epoch(), progress.epochs(), Format.bytes(progress.bytes())))
          .stepTo(progress.iteration());
    }

    private ProgressBar start(Progress progress) {
      return new ProgressBarBuilder()
          .setTaskName("training")
          .setInitialMax(progress.iterations())
          .setStyle(ProgressBarStyle.ASCII)
          .setUpdateIntervalMillis(500)
          .setConsumer(new ConsoleProgressBarConsumer(err))
          .build();
    }

    @Override
    public void makeRoom() {
      if (bar.isPresent()) {
        err.print(CLEAR_LINE);
        err.flush();
      }
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
      bar = Optional.empty();
    }
  }
}
