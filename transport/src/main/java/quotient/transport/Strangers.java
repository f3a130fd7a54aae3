package quotient.transport;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quotient.transport.ChannelException.Kind;

/**
 * What the operator reads about visitors that were turned away: a line for the first of each kind,
 * and then at most one a minute and kind, which says how many there were in between. So a flood of
 * visitors is seen and does not fill the terminal.
 */
final class Strangers {
  /** How long one kind is silent after a line. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

  private final Consumer<String> terminal;
  private final LongSupplier nanoTime;
  private final Map<Kind, Silence> silences = new EnumMap<>(Kind.class);
  private String last = "";

  /** A kind about which the operator has read a line. */
  private static final class Silence {
    private long end;
    private long untold;
  }

  Strangers() {
    this(LOG::warn, System::nanoTime);
  }

  /**
   * Strangers with another terminal and another clock.
   *
   * @param nanoTime nanoseconds since any moment
   */
  Strangers(Consumer<String> terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /** Notes a visitor that was turned away. */
  synchronized void turnedAway(ChannelException why) {
    note(why.kind(), "turned away: " + why.getMessage());
  }

  /** Notes that a visitor could not even be let in, because of what this party lacks. */
  synchronized void keptOut(String why) {
    note(Kind.UNREACHABLE, "kept out: a visitor (" + why + "); the oldest idle one makes room");
  }

  private void note(Kind kind, String line) {
    last = "last " + line;
    LOG.debug("{}", line);
    long now = nanoTime.getAsLong();
    Silence silence = silences.get(kind);
    if (silence == null) {
      silence = new Silence();
      silences.put(kind, silence);
    } else if (now - silence.end < 0) {
      silence.untold++;
      return;
    }
    terminal.accept(
        line
            + (silence.untold == 0 ? "" : "; and " + silence.untold + " more of this kind before"));
    silence.end = now + INTERVAL.toNanos();
    silence.untold = 0;
  }

  /** The last one, as a part of a sentence; empty if there was none. */
  synchronized String last() {
    return last;
  }
}
