package quotient.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.MemoryChannel;
import quotient.transport.MessageChain;
import quotient.twoparty.TwoPartyEngine;

/**
 * Counts the messages of a workload that wait for one another, with both parties in this process.
 * They depend on the protocols alone, not on the network or on time.
 */
final class Messages {
  /** Runs before those that are counted. The first update of weights is unlike the others. */
  private static final int WARM_UPS = 2;

  /** Runs that are counted: triples are made for several at a time. */
  private static final int RUNS = 4;

  private Messages() {}

  /** The longest chain of messages per unit of work. */
  static double perUnit(Workload workload) {
    MessageChain chain = new MessageChain();
    List<Channel> ofA = new ArrayList<>();
    List<Channel> ofB = new ArrayList<>();
    for (int i = 0; i < TwoPartyEngine.CHANNELS; i++) {
      MemoryChannel.Pair pair = chain.observed(MemoryChannel.pair());
      ofA.add(pair.first());
      ofB.add(pair.second());
    }
    FutureTask<Long> b = new FutureTask<>(() -> lengthened(workload, Party.B, ofB, chain));
    Thread.ofPlatform().daemon().name("party B").start(b);
    try {
      long ofRuns = lengthened(workload, Party.A, ofA, chain);
      return (double) Math.max(ofRuns, b.get()) / RUNS / workload.size();
    } catch (ExecutionException | InterruptedException e) {
      throw new BenchException("cannot count the messages of " + workload.name(), e);
    }
  }

  /** By how much the chain has grown over the runs that count. */
  private static long lengthened(
      Workload workload, Party me, List<Channel> channels, MessageChain chain) {
    boolean done = false;
    try {
      Runnable run = workload.prepare(me, channels, new SecureRandom());
      for (int i = 0; i < WARM_UPS; i++) {
        run.run();
      }
      synchronise(channels.getFirst());
      long before = chain.length();
      for (int i = 0; i < RUNS; i++) {
        run.run();
      }
      synchronise(channels.getFirst());
      done = true;
      // Without the step in which both say that they are done.
      return chain.length() - before - 1;
    } finally {
      if (!done) {
        channels.forEach(channel -> channel.abort(AbortReason.STOPPED));
      }
    }
  }

  /** Both wait for one another. */
  private static void synchronise(Channel channel) {
    channel.writeInt(0);
    channel.readInt();
  }
}
