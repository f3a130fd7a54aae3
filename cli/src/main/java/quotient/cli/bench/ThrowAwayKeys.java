package quotient.cli.bench;

import quotient.bench.KeyFiles;
import quotient.bench.TwoProcesses;
import quotient.cli.keys.KeyDirectory;
import quotient.cli.keys.TemporaryDirectory;
import quotient.run.Interruption;

/**
 * Keys of two parties, in a directory that goes when {@link #close} is called or the program ends.
 */
final class ThrowAwayKeys implements AutoCloseable {
  private final TemporaryDirectory directory;
  private final Interruption.Action atInterruption;

  private ThrowAwayKeys(TemporaryDirectory directory) {
    this.directory = directory;
    atInterruption = Interruption.on("", directory::close);
  }

  static ThrowAwayKeys create() {
    ThrowAwayKeys keys = new ThrowAwayKeys(TemporaryDirectory.create("quotient-bench"));
    keys.of("a").init("a");
    keys.of("b").init("b");
    return keys;
  }

  private KeyDirectory of(String name) {
    return new KeyDirectory(directory.path().resolve(name));
  }

  private KeyFiles files(String own, String other) {
    return new KeyFiles(of(own).keyFile(), of(own).certificateFile(), of(other).certificateFile());
  }

  /** Where the two parties find them. */
  TwoProcesses.Keys files() {
    return new TwoProcesses.Keys(files("a", "b"), files("b", "a"));
  }

  @Override
  public void close() {
    directory.close();
    atInterruption.close();
  }
}
