package quotient.cli.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import quotient.run.Event;
import quotient.run.Interruption;

/** Shows how far a run is, on the standard error stream. */
sealed interface ProgressDisplay extends AutoCloseable {
  /** An iteration is done. */
  void show(Event.Iteration progress);

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
    public void show(Event.Iteration progress) {}

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
    public void show(Event.Iteration progress) {
      if (pace.isEmpty()) {
        // The first iteration says nothing about the time that the others take.
        print(progress, "");
        pace = Optional.of(new Pace(PAUSE));
      } else if (pace.get().allows()) {
        print(progress, ", about " + Format.time(progress.left()) + " left");
      }
    }

    private void print(Event.Iteration progress, String end) {
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

  /** A bar that moves, in one line of the terminal. */
  final class Bar implements ProgressDisplay {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** A shorter bar does not show much, and makes room for words. */
    private static final int SHORTEST = 10;

    private final PrintStream err;
    private Optional<ProgressBar> bar = Optional.empty();
    private Optional<Interruption.Action> atInterruption = Optional.empty();

    /** A bar that is closed before it was drawn once would not end its line. */
    private final CountDownLatch drawn = new CountDownLatch(1);

    /** What the thread that draws draws next. */
    private volatile Optional<Event.Iteration> latest = Optional.empty();

    Bar(PrintStream err) {
      this.err = err;
    }

    @Override
    public void show(Event.Iteration progress) {
      latest = Optional.of(progress);
      if (bar.isEmpty()) {
        ProgressBar started = start(progress);
        bar = Optional.of(started);
        // Its last line break keeps what is said then out of the bar.
        atInterruption = Optional.of(Interruption.on("", started::close));
      }
      bar.get().stepTo(progress.iteration());
    }

    private ProgressBar start(Event.Iteration progress) {
      return new ProgressBarBuilder()
          .setInitialMax(progress.iterations())
          .setRenderer((_, width) -> {
            drawn.countDown();
            return line(latest.orElseThrow(), width);
          })
          .setUpdateIntervalMillis(500)
          .setConsumer(new ConsoleProgressBarConsumer(err))
          .build();
    }

    /**
     * The line, at most {@code width} wide. Where that is narrow the epoch is left out, then the
     * bar.
     */
    static String line(Event.Iteration progress, int width) {
      String share = "%3d%% ".formatted(100L * progress.iteration() / progress.iterations());
      String epoch = " epoch %d of %d,".formatted(progress.epoch(), progress.epochs());
      String rest =
          " %d/%d, %s%s"
              .formatted(
                  progress.iteration(),
                  progress.iterations(),
                  Format.bytes(progress.bytes()),
                  time(progress));
      int room = width - share.length() - rest.length() - "[]".length();
      String words = rest;
      if (room - epoch.length() >= SHORTEST) {
        words = epoch + rest;
        room -= epoch.length();
      }
      if (room < 1) {
        String line = share + rest.strip();
        return line.substring(0, Math.min(line.length(), width));
      }
      int done = (int) ((long) room * progress.iteration() / progress.iterations());
      return share + "[" + "=".repeat(done) + " ".repeat(room - done) + "]" + words;
    }

    /** What is left, or what it took. The first iteration says nothing of the others. */
    private static String time(Event.Iteration progress) {
      if (progress.isLast()) {
        return " in " + Format.time(progress.elapsed());
      }
      return progress.iteration() == 1 ? "" : ", " + Format.time(progress.left()) + " left";
    }

    @Override
    public void makeRoom() {
      if (bar.isPresent()) {
        err.print(CLEAR_LINE);
        err.flush();
      }
    }

    private void awaitDrawn() {
      try {
        boolean _ = drawn.await(1, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      atInterruption.ifPresent(Interruption.Action::close);
      if (bar.isPresent()) {
        awaitDrawn();
        bar.get().close();
      }
      bar = Optional.empty();
    }
  }
}
