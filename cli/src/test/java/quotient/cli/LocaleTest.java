package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One party's machine writes numbers in other digits. */
class LocaleTest {
  @TempDir private Path root;

  @Test
  void aPartyOfAnotherLocaleMeansTheSame() throws IOException, InterruptedException {
    TwoParties parties = new TwoParties(root);
    try (PartyProcess a = parties.startA("train", "--test-rows", "none");
        PartyProcess b =
            parties
                .withJvmOptions(List.of("-Duser.language=ar", "-Duser.country=EG"))
                .startB("train", a.awaitAddress())) {
      InProcess.Result result = b.result();
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).doesNotContainPattern("[\\u0660-\\u0669]");
      assertThat(a.result().exitCode()).isZero();
    }
  }
}
