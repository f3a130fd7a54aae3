package quotient.cli.report;

import picocli.CommandLine.Option;

/** Options of every command that takes a while. */
public final class OutputOptions {
  @Option(names = "--json", description = "Print JSON Lines (one object a line) instead of text.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress, only results.")
  private boolean quiet;

  /** Where the command tells what it does. */
  public Report report() {
    return json ? new JsonReport(System.out, quiet) : TextReport.to(System.out, quiet);
  }
}
