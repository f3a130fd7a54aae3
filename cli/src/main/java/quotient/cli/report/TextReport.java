package quotient.cli.report;

import java.io.PrintStream;
import java.util.Map;
import quotient.run.Event;
import quotient.run.UserException;
import quotient.transport.Address;

/** Lines for people. */
public final class TextReport implements Report {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean quiet;
  private final ProgressDisplay display;

  private TextReport(PrintStream out, PrintStream err, boolean quiet) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    display = ProgressDisplay.of(err, quiet);
  }

  /** Results go to {@code out}, everything else to the standard error stream. */
  public static TextReport to(PrintStream out, boolean quiet) {
    return new TextReport(out, System.err, quiet);
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Listening(Address address) -> note("waiting for the other party at " + address);
      case Event.Connecting(Address address) -> note("connecting to the other party at " + address);
      case Event.TrainingStarted started -> EventText.lines(started).forEach(this::note);
      case Event.PredictionStarted started -> EventText.lines(started).forEach(this::note);
      case Event.LinkAgreed agreed -> note(EventText.line(agreed));
      case Event.Planned planned -> note(EventText.line(planned));
      case Event.SimulationStarted started -> EventText.lines(started).forEach(this::note);
      case Event.Iteration iteration -> display.show(iteration);
      case Event.Traced traced -> print(EventText.line(traced));
      case Event.EpochDone done -> print(EventText.line(done));
      case Event.TrainingFinished finished ->
          result(EventText.of(finished), EventText.written(finished));
      case Event.PredictionFinished finished ->
          result(EventText.of(finished), EventText.written(finished));
      case Event.SimulationFinished finished ->
          result(EventText.of(finished), EventText.written(finished));
    }
  }

  private void note(String line) {
    if (!quiet) {
      err.println(Printable.line(line));
    }
  }

  private void print(String line) {
    display.makeRoom();
    out.println(Printable.line(line));
  }

  @Override
  public void result(String command, String text, Map<String, Object> values) {
    result(text, "");
  }

  /** Prints the end; {@code written} is what is there even if that fails. */
  private void result(String text, String written) {
    display.close();
    out.println(Printable.lines(text));
    if (out.checkError()) {
      throw UserException.file("the standard output stream cannot be written any more" + written);
    }
  }

  @Override
  public void close() {
    display.close();
  }
}
