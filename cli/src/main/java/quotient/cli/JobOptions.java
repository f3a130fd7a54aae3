package quotient.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;
import quotient.job.Job;
import quotient.job.JobReader;

/** Options of every command that runs a job. */
final class JobOptions {
  @Option(
      names = "--job",
      required = true,
      paramLabel = "FILE",
      description = "The job, a YAML file; docs/job-file.md explains its keys.")
  private Path file;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the data files lie that the job names, if not beside the job file.")
  private Optional<Path> dataDirectory;

  Job read() {
    return JobReader.read(file);
  }

  /** What relative paths of the job start from. */
  Path directory() {
    return dataDirectory.orElseGet(
        () -> Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("")));
  }
}
