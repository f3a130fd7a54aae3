package quotient.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.Report;
import quotient.run.OutputFile;
import quotient.run.Rendezvous;
import quotient.run.RowSelection;
import quotient.run.Trace;
import quotient.run.Training;
import quotient.run.UserException;

/** Trains a network together with the other party. */
@Command(
    name = "train",
    description = {
      "Trains the network of a job on the rows of both parties, of which neither sees the other's."
          + " Each party runs this command with the same job; each keeps a share of the model.",
      "",
      "At the start it says what will be opened, and what the run is expected to take over the link"
          + " between the parties; see 'quotient plan'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient train --job job.yaml --keys keys \\",
      "      --listen 0.0.0.0:7000 --model alice.share",
      "  quotient train --job job.yaml --keys keys \\",
      "      --connect alice.example:7000 --model bob.share \\",
      "      --rows 30000-59999 --test-rows none"
    })
final class TrainCommand implements Runnable {
  @Mixin private JobOptions jobOptions;
  @Mixin private PeerOptions peer;
  @Mixin private OutputOptions output;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description =
          "Where this party's share of the trained model goes. Should that become impossible during"
              + " the training, it goes to the working directory or that of temporary files, and"
              + " the output says so.")
  private Path modelPath;

  @Option(names = "--overwrite", description = "Replace the file of --model if it is there.")
  private boolean overwrite;

  @Option(
      names = "--rows",
      defaultValue = "all",
      paramLabel = "ROWS",
      converter = RowsConverter.class,
      description =
          "Which rows of data.train this party contributes: all, none, or rows counted from 0 such"
              + " as 0-29999,40000-49999; default: ${DEFAULT-VALUE}.")
  private RowSelection rows;

  @Option(
      names = "--test-rows",
      defaultValue = "all",
      paramLabel = "ROWS",
      converter = RowsConverter.class,
      description = "The same for data.test; default: ${DEFAULT-VALUE}.")
  private RowSelection testRows;

  @Option(
      names = "--insecure-trace",
      split = ",",
      paramLabel = "N",
      description =
          "Open the weights to both parties after these iterations and after each epoch, and print"
              + " their CRC-32. This gives away what the protocols protect; it is for tests.")
  private List<Integer> insecureTrace = List.of();

  @Override
  public void run() {
    Rendezvous rendezvous = peer.rendezvous();
    Training training = rendezvous.alone(() -> prepare(rendezvous));
    try (Report report = output.report()) {
      training.run(report);
    }
  }

  private Training prepare(Rendezvous rendezvous) {
    for (int iteration : insecureTrace) {
      if (iteration < 1) {
        throw UserException.request(
            "--insecure-trace counts iterations from 1, but has " + iteration);
      }
    }
    return Training.prepare(
        jobOptions.read(),
        rendezvous,
        new Training.Settings(
            jobOptions.directory(),
            rows,
            testRows,
            insecureTrace.isEmpty() ? Trace.OFF : new Trace(true, insecureTrace),
            new OutputFile(modelPath, overwrite)));
  }
}
