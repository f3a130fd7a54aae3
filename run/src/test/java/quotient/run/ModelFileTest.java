package quotient.run;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quotient.data.PendingFile;
import quotient.data.ShareFile;
import quotient.engine.Party;
import quotient.job.Job;
import quotient.job.JobReader;

class ModelFileTest {
  @TempDir private Path directory;

  @Test
  void aModelOfAnOlderFormat_fails() throws IOException {
    Job job =
        JobReader.read(
            Files.writeString(
                directory.resolve("job.yaml"),
                "network: [2, 2]\ndata: {train: {format: csv, file: t.csv}}\n"));
    Path file = directory.resolve("model.share");
    ShareFile old =
        ShareFile.builder()
            .header("kind", "model")
            .header("format", "2")
            .header("party", "A")
            .header("commitment of the other party", "ab12")
            .header("network", "[2, 2]")
            .build();
    try (PendingFile pending = old.writeAside(file)) {
      pending.commit();
      pending.settle();
    }

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> ModelFile.read(file, Party.A, job))
        .withMessage(file + ": was written by an older version of this program; train again");
  }
}
