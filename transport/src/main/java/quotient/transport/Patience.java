package quotient.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long one end of a queue waits without progress, and what it says when that is over.
 *
 * @param nanos the limit in nanoseconds
 * @param complaint makes the exception to throw
 */
record Patience(long nanos, Supplier<ChannelException> complaint) {

  /** For the threads that send and receive: they wait as long as the channel lives. */
  static final Patience FOREVER =
      new Patience(
          Long.MAX_VALUE,
          () -> {
            throw new IllegalStateException("waited for 292 years");
          });

  /** For a thread that reads what the peer sends. */
  static Patience reading(String peer, Duration limit) {
    return new Patience(TimeUnit.NANOSECONDS.convert(limit), () -> Failures.silent(peer, limit));
  }

  /** For a thread that writes what the peer takes. */
  static Patience writing(String peer, Duration limit) {
    return new Patience(TimeUnit.NANOSECONDS.convert(limit), () -> Failures.congested(peer, limit));
  }
}
