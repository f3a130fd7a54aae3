package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** The system's words in messages. */
class FailuresTest {
  @Test
  void aFailureWithoutWordsGetsWordsAndNoNameOfAClass() {
    assertThat(Failures.reason(new ClosedChannelException()))
        .isEqualTo("the system gives no reason");
    assertThat(Failures.reason(new IOException(new StackOverflowError())))
        .isEqualTo("the system gives no reason");
  }

  @Test
  void namesOfClassesInTheWordsAreLeftOut() {
    IOException cause = new IOException("Connection refused");
    assertThat(Failures.reason(new IOException(cause))).isEqualTo("Connection refused");
    assertThat(Failures.reason(new IOException("a.example.org: Name or service not known")))
        .isEqualTo("a.example.org: Name or service not known");
  }

  @Test
  void charactersThatATerminalObeysAreLeftOut() {
    assertThat(Failures.reason(new IOException("bad\u001b]0;title\u0007\r\nrecord\u2028end")))
        .isEqualTo("bad ]0;title record end");
  }
}
