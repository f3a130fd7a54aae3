package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakdownTest {
  private final StringWriter err = new StringWriter();

  private int tell(Throwable failure) {
    return Breakdown.tell(failure, new PrintWriter(err));
  }

  @Test
  void tooLittleMemory_isOneLineWhateverItIsWrappedIn() {
    OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
    // As the virtual machine words it for whoever needs the class later.
    Error later = new NoClassDefFoundError("Could not initialize class quotient.Some");
    later.initCause(
        new ExceptionInInitializerError("Exception " + memory + " [in thread \"main\"]"));
    for (Throwable failure :
        List.of(
            memory,
            new ExceptionInInitializerError(memory),
            new IllegalStateException(new AssertionError(memory)),
            later)) {
      err.getBuffer().setLength(0);
      assertThat(tell(failure)).isEqualTo(ExitCode.FILE);
      assertThat(err.toString())
          .matches(
              "quotient: \\d+ MiB of memory are too little for this job; allow more with"
                  + " JAVA_OPTS=-Xmx6g\\R");
    }
  }

  @Test
  void anythingElse_isABug() {
    assertThat(tell(new NoClassDefFoundError("quotient/Some"))).isEqualTo(ExitCode.BUG);
    assertThat(err.toString().lines())
        .startsWith("java.lang.NoClassDefFoundError: quotient/Some")
        .endsWith("quotient: this is a bug, please report it with the lines above");
  }
}
