package quotient.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import quotient.bench.JavaCommand;
import quotient.cli.report.Report;
import quotient.cli.report.TextReport;
import quotient.data.Dataset;
import quotient.engine.Party;
import quotient.job.Job;
import quotient.job.JobReader;
import quotient.run.ModelFile;

/** The whole story on one machine. */
@Command(
    name = "demo",
    description = {
      "Starts two parties as two processes on this machine, which train a network on handwritten"
          + " digits over TLS, each with half of the rows, and predict with it. Then shows that"
          + " weights and predictions are those of clear training, what it cost, and what each party"
          + " saw. It takes less than a minute and leaves nothing behind."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  quotient demo", "  quotient demo --json"})
public final class DemoCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object; progress goes to the error stream.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress, only the result.")
  private boolean quiet;

  @Override
  public void run() {
    long start = System.nanoTime();
    PrintStream story = json ? System.err : System.out;
    try (Demo demo = new Demo(JavaCommand.running(spec.root().userObject().getClass()))) {
      Path clearDirectory = demo.files().clear();
      Job job = JobReader.read(DemoFiles.job(clearDirectory));
      Dataset train = job.read(job.train(), clearDirectory, Optional.empty());
      if (!quiet) {
        story.print(introduction(job, train.rows()));
      }
      int iterations =
          train.rows() / job.training().schedule().batch() * job.training().schedule().epochs();
      Demo.Results training = train(demo, iterations, story);
      Demo.Results prediction = demo.predict();
      ClearRun clear = ClearRun.of(job, clearDirectory);
      DemoResult result =
          new DemoResult(
              job,
              training,
              prediction,
              clear,
              predictedClasses(DemoFiles.predictions(demo.files().bob())),
              ModelFile.read(DemoFiles.model(demo.files().alice()), Party.A, job).model(),
              ModelFile.read(DemoFiles.model(demo.files().bob()), Party.B, job).model(),
              train.rows(),
              Duration.ofNanos(System.nanoTime() - start));
      System.out.print(json ? toJson(result) : result.text());
      System.out.flush();
      result.verify();
    }
  }

  private Demo.Results train(Demo demo, int iterations, PrintStream story) {
    try (Report report = TextReport.to(story, quiet)) {
      return demo.train(iterations, report);
    }
  }

  private static String introduction(Job job, int rows) {
    return """
    Two parties, alice and bob, are started as two processes on this machine. They prove to
    each other who they are with keys made for this demo, and talk over TLS on the loopback.
    Each has half of %d handwritten digits; together they train the network %s,
    %s, without showing each other a row or learning a weight.
    After each epoch they count how many of bob's test rows the network gets right.

    """
        .formatted(
            rows,
            job.training().network(),
            "%d epochs of batches of %d"
                .formatted(job.training().schedule().epochs(), job.training().schedule().batch()));
  }

  private static int[] predictedClasses(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .skip(1)
          .mapToInt(line -> Integer.parseInt(line.split(",", -1)[1]))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String toJson(DemoResult result) {
    try {
      return new ObjectMapper().writeValueAsString(result.values()) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers and strings is always valid JSON", e);
    }
  }
}
