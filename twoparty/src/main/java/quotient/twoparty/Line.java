package quotient.twoparty;

import java.util.List;
import java.util.Locale;
import quotient.transport.Channel;

/**
 * What is made ahead of use over long links: each line on a thread of its own and over channels of
 * its own, so that none waits for messages of another one ({@link Supply}).
 */
enum Line {
  /** What gates use up: OTs with A as the sender on the first channel, with B on the second. */
  GATES(Session.CHANNELS_OF_COMPUTATION, 2),

  /** For conversions: OTs, which A sends, on the first channel, all else on the second. */
  DA_BITS(5, 2),

  /** For products. */
  TRIPLES(7, 1);

  private final int first;
  private final int count;

  Line(int first, int count) {
    this.first = first;
    this.count = count;
  }

  /** Its channels, of those of a session. */
  List<Channel> of(List<Channel> channels) {
    return channels.subList(first, first + count);
  }

  /** The name of its thread. */
  String thread() {
    return "ahead: " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
