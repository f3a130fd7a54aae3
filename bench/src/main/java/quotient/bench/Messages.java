package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.transport.MessageChain;
import quotient.twoparty.InProcess;

/**
 * Counts the messages of a workload that wait for one another, with both parties in this process.
 * They depend on the protocols alone, which the link chooses, and not on time.
 */
final class Messages {
  /** Runs before those that are counted. The first update of weights is unlike the others. */
  private static final int WARM_UPS = 2;

  /** Runs that are counted: triples are made for several at a time. */
  private static final int RUNS = 4;

  private Messages() {}

  /** The longest chain of messages per unit of work, by protocols for a link. */
  static double perUnit(Workload workload, LinkModel link) {
    MessageChain chain = new MessageChain();
    InProcess.Both<Long> lengths =
        InProcess.run(
            InProcess.connect(chain),
            channels -> lengthened(workload, link, Party.A, channels, chain),
            channels -> lengthened(workload, link, Party.B, channels, chain));
    return (double) Math.max(lengths.a(), lengths.b()) / RUNS / workload.size();
  }

  /** By how much the chain has grown over the runs that count. */
  private static long lengthened(
      Workload workload, LinkModel link, Party me, List<Channel> channels, MessageChain chain) {
    Runnable run = workload.prepare(me, channels, link, new SecureRandom());
    for (int i = 0; i < WARM_UPS; i++) {
      run.run();
    }
    synchronise(channels.getFirst());
    long before = chain.length();
    for (int i = 0; i < RUNS; i++) {
      run.run();
    }
    synchronise(channels.getFirst());
    // Without the step in which both say that they are done.
    return chain.length() - before - 1;
  }

  /** Both wait for one another. */
  private static void synchronise(Channel channel) {
    channel.writeInt(0);
    channel.readInt();
  }
}
