package quotient.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.Report;
import quotient.run.OutputFile;
import quotient.run.Prediction;
import quotient.run.Rendezvous;

/** Predicts with a trained model together with the other party. */
@Command(
    name = "predict",
    description = {
      "Predicts the rows of one party with a model of which each party holds a share. The rows, the"
          + " owner, what is opened and to whom are said by 'predict' in the job. Each party runs"
          + " this command with the same job.",
      "",
      "At the start it says what will be opened, and what the run is expected to take over the link"
          + " between the parties; see 'quotient plan'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient predict --job job.yaml --keys keys \\",
      "      --listen 0.0.0.0:7000 --model alice.share \\",
      "      --predictions predictions.csv",
      "  quotient predict --job job.yaml --keys keys \\",
      "      --connect alice.example:7000 --model bob.share"
    })
final class PredictCommand implements Runnable {
  private static final String PREDICTIONS_OPTION = "--predictions";

  @Mixin private JobOptions jobOptions;
  @Mixin private PeerOptions peer;
  @Mixin private OutputOptions output;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "This party's share of the model, as 'quotient train' wrote it.")
  private Path modelPath;

  @Option(
      names = PREDICTIONS_OPTION,
      paramLabel = "FILE",
      description =
          "Where the predictions go, as CSV; only for a party that the job lets know them.")
  private Optional<Path> predictionsPath;

  @Option(
      names = "--overwrite",
      description = "Replace the file of " + PREDICTIONS_OPTION + " if it is there.")
  private boolean overwrite;

  @Override
  public void run() {
    Rendezvous rendezvous = peer.rendezvous();
    Prediction prediction = rendezvous.alone(() -> prepare(rendezvous));
    try (Report report = output.report()) {
      prediction.run(report);
    }
  }

  private Prediction prepare(Rendezvous rendezvous) {
    return Prediction.prepare(
        jobOptions.read(),
        rendezvous,
        new Prediction.Settings(
            jobOptions.directory(),
            modelPath,
            predictionsPath.map(path -> new OutputFile(path, overwrite))));
  }
}
