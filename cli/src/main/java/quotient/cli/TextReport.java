package quotient.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import quotient.transport.Address;

/** Lines for people. */
final class TextReport implements Report {
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
  static TextReport to(PrintStream out, boolean quiet) {
    return new TextReport(out, System.err, quiet);
  }

  @Override
  public void listening(Address address) {
    note("waiting for the other party at " + address);
  }

  @Override
  public void connecting(Address address) {
    note("connecting to the other party at " + address);
  }

  @Override
  public void started(List<String> lines, Map<String, Object> values) {
    lines.forEach(this::note);
  }

  private void note(String line) {
    if (!quiet) {
      err.println(Printable.line(line));
    }
  }

  @Override
  public void progress(Progress progress) {
    display.show(progress);
  }

  @Override
  public void traced(int iteration, int crc) {
    print("iteration " + iteration + " crc " + Format.crc(crc));
  }

  @Override
  public void epoch(int epoch, OptionalDouble accuracy, OptionalInt crc) {
    StringBuilder line = new StringBuilder("epoch ").append(epoch);
    accuracy.ifPresent(percent -> line.append(" accuracy ").append(Format.hundredths(percent)));
    crc.ifPresent(sum -> line.append(" crc ").append(Format.crc(sum)));
    print(line.toString());
  }

  private void print(String line) {
    display.makeRoom();
    out.println(Printable.line(line));
  }

  @Override
  public void result(String command, String text, Map<String, Object> values) {
    display.close();
    out.println(Printable.lines(text));
    if (out.checkError()) {
      throw UserException.file("the standard output stream cannot be written any more");
    }
  }

  @Override
  public void close() {
    display.close();
  }
}
