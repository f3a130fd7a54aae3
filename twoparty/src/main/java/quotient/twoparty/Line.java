package quotient.twoparty;

/**
 * What is made ahead of use over long links: each line on a thread of its own and over channels of
 * its own, so that none waits for messages of another one ({@link Supply}).
 */
enum Line {
  /** What gates use up: OTs with A as the sender on the first channel, with B on the second. */
  GATES("ahead: gates", 2),

  /** For conversions: OTs, which A sends, on the first channel, all else on the second. */
  DA_BITS("ahead: daBits", 2),

  /** For products. */
  TRIPLES("ahead: triples", 1);

  private final String thread;
  private final int channels;

  Line(String thread, int channels) {
    this.thread = thread;
    this.channels = channels;
  }

  /** The name of its thread. */
  String thread() {
    return thread;
  }

  /** How many channels it has. */
  int channels() {
    return channels;
  }
}
