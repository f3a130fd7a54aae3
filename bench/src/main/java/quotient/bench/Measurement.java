package quotient.bench;

import java.time.Duration;
import java.util.List;
import quotient.transport.Channel;
import quotient.transport.Traffic;
import quotient.twoparty.Session;

/**
 * Runs a workload again and again at both parties. A leads: it takes the time from the moment when
 * both are ready until both are done, and says when it is enough.
 */
final class Measurement {
  private static final int RUN = 1;
  private static final int ENOUGH = 2;
  private static final int READY = 3;
  private static final int DONE = 4;

  private final List<Channel> channels;
  private final Channel main;
  private final Runnable run;

  Measurement(List<Channel> channels, Runnable run) {
    this.channels = channels;
    main = channels.getFirst();
    this.run = run;
  }

  /**
   * What A found.
   *
   * @param seconds of each run
   * @param bytes of all runs, both directions together; TLS and TCP not counted
   */
  record Samples(double[] seconds, long bytes) {}

  /**
   * A's side.
   *
   * @param warmUps runs to be made before those that count
   * @param warmUp how long such runs are made at least
   */
  Samples lead(int warmUps, Duration warmUp, int runs) {
    long start = System.nanoTime();
    for (int i = 0; i < warmUps || System.nanoTime() - start < warmUp.toNanos(); i++) {
      leadOne();
    }
    double[] seconds = new double[runs];
    long bytes = 0;
    for (int i = 0; i < runs; i++) {
      Sample sample = leadOne();
      seconds[i] = sample.seconds;
      bytes += sample.bytes;
    }
    say(ENOUGH);
    return new Samples(seconds, bytes);
  }

  private record Sample(double seconds, long bytes) {}

  private Sample leadOne() {
    main.writeInt(RUN);
    expect(READY);
    Traffic before = traffic();
    long start = System.nanoTime();
    run.run();
    flush();
    Traffic moved = traffic().minus(before);
    expect(DONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sample(seconds, moved.bytesSent() + moved.bytesReceived());
  }

  /** B's side. */
  void follow() {
    int word = main.readInt();
    while (word == RUN) {
      say(READY);
      run.run();
      // Before DONE, which must not share a frame with what the run sent.
      flush();
      say(DONE);
      word = main.readInt();
    }
    check(word, ENOUGH);
  }

  private void say(int word) {
    main.writeInt(word);
    main.flush();
  }

  private void expect(int word) {
    check(main.readInt(), word);
  }

  private static void check(int said, int expected) {
    if (said != expected) {
      throw new IllegalStateException(
          "the two sides of a benchmark are out of step: " + said + " instead of " + expected);
    }
  }

  /** Of the channels of this thread alone. */
  private void flush() {
    channels.subList(0, Session.CHANNELS_OF_COMPUTATION).forEach(Channel::flush);
  }

  private Traffic traffic() {
    return channels.stream().map(Channel::traffic).reduce(Traffic.NONE, Traffic::plus);
  }
}
