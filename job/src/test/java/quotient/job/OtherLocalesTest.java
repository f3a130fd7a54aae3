package quotient.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;

/** A job is the same whatever the language and the digits of the person who reads it. */
class OtherLocalesTest {
  private static final String JOB =
      """
      network: [2, 2]
      optimizer: SIGNUM
      data:
        train:
          format: csv
          file: t.csv
          scale: {offset: -12.5, factor: 8, min: -100, max: 120}
          columns: {1: {factor: 2, min: 5}}
          rows: {skip: 4 mod 5}
      """;

  @TempDir private Path directory;

  @Nested
  @DefaultLocale("ar-EG")
  class ArabicJobs extends JobReaderTest {}

  @Nested
  @DefaultLocale("tr-TR")
  class TurkishJobs extends JobReaderTest {}

  @Test
  @DefaultLocale("en-US")
  void termsAndDigestAreTheSameInEveryLocale() throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), JOB);
    Job here = JobReader.read(file);
    for (String there : new String[] {"ar-EG", "tr-TR", "de-DE", "th-TH-u-nu-thai"}) {
      Locale.setDefault(Locale.forLanguageTag(there));
      Job job = JobReader.read(file);
      assertThat(job.terms()).as(there).isEqualTo(here.terms());
      assertThat(job.digest()).as(there).isEqualTo(here.digest());
    }
  }
}
