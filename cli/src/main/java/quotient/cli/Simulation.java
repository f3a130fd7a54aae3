package quotient.cli;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import quotient.bits.BitVectors;
import quotient.data.Dataset;
import quotient.engine.ClearEngine;
import quotient.engine.Party;
import quotient.training.Examples;
import quotient.training.Model;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.ChannelException;
import quotient.transport.MemoryChannel;
import quotient.transport.Traffic;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/**
 * A training run of which this process knows all rows: in the clear, or as two parties on a thread
 * each. The first half of the rows counts as A's.
 */
final class Simulation {
  private final Job job;
  private final Dataset train;
  private final Optional<Dataset> test;
  private final Trace trace;
  private final int maxIterations;

  /** A run that ends after {@code maxIterations} if not before. */
  Simulation(Job job, Dataset train, Optional<Dataset> test, Trace trace, int maxIterations) {
    this.job = job;
    this.train = train;
    this.test = test;
    this.trace = trace;
    this.maxIterations = maxIterations;
  }

  /**
   * What came out.
   *
   * @param run of A, if there were two parties
   * @param model the weights themselves
   * @param traffic as A saw it
   */
  record Outcome(TrainingRun.Outcome run, Model model, Traffic traffic) {}

  /** Trains in the clear. */
  Outcome clear(TrainingListener listener) {
    TrainingRun run =
        new TrainingRun(
            ClearEngine::new,
            job,
            all(train, job.train()),
            test.map(rows -> all(rows, job.test().orElseThrow())),
            trace);
    TrainingRun.Outcome outcome = run.run(maxIterations, listener, () -> 0);
    return new Outcome(outcome, outcome.model(), Traffic.NONE);
  }

  /** The rows as one table that this process knows. */
  static Examples all(Dataset rows, Table table) {
    return Examples.all(
        rows.features(), rows.rows() / 2, table.signed(), rows.values(), rows.labels());
  }

  /** Trains with the secure protocols, both parties on a thread of this process. */
  Outcome secure(GateProtocol gates, TrainingListener listener) {
    Protocols protocols = new Protocols(gates, job.protocols().products());
    List<Channel> channelsOfA = new ArrayList<>();
    List<Channel> channelsOfB = new ArrayList<>();
    for (int i = 0; i < TwoPartyEngine.CHANNELS; i++) {
      MemoryChannel.Pair pair = MemoryChannel.pair();
      channelsOfA.add(pair.first());
      channelsOfB.add(pair.second());
    }
    FutureTask<TrainingRun.Outcome> other =
        new FutureTask<>(() -> train(Party.B, channelsOfB, protocols, TrainingListener.none()));
    Thread.ofPlatform().daemon().name("party B").start(other);
    try {
      TrainingRun.Outcome run = train(Party.A, channelsOfA, protocols, listener);
      return new Outcome(
          run, together(run.model(), other.get().model()), Channels.traffic(channelsOfA));
    } catch (ChannelException e) {
      throw causeOf(other, e);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("party B failed after party A was done", e);
    }
  }

  /** The network of which each party has a share. */
  private static Model together(Model a, Model b) {
    return new Model(
        a.hyper(), together(a.weights(), b.weights()), together(a.scales(), b.scales()));
  }

  private static List<long[][]> together(List<long[][]> a, List<long[][]> b) {
    List<long[][]> out = new ArrayList<>();
    for (int l = 0; l < a.size(); l++) {
      long[][] wires = new long[a.get(l).length][];
      for (int k = 0; k < wires.length; k++) {
        wires[k] = BitVectors.xor(a.get(l)[k], b.get(l)[k]);
      }
      out.add(wires);
    }
    return out;
  }

  /** What made party B go, if that is why party A lost its channel. */
  private static RuntimeException causeOf(FutureTask<?> other, ChannelException lost) {
    try {
      other.get();
      return lost;
    } catch (ExecutionException e) {
      return new IllegalStateException("party B failed", e);
    } catch (InterruptedException _) {
      return lost;
    }
  }

  private TrainingRun.Outcome train(
      Party me, List<Channel> channels, Protocols protocols, TrainingListener listener) {
    boolean done = false;
    try {
      TrainingRun run =
          new TrainingRun(
              () -> TwoPartyEngine.create(me, channels, protocols, new SecureRandom()),
              job,
              own(me, train, job.train()),
              test.map(rows -> own(me, rows, job.test().orElseThrow())),
              trace);
      TrainingRun.Outcome outcome =
          run.run(maxIterations, listener, () -> Channels.bytes(Channels.traffic(channels)));
      // The other party may still need what this one sent last.
      channels.forEach(Channel::flush);
      done = true;
      return outcome;
    } finally {
      if (!done) {
        Channels.abort(channels, AbortReason.STOPPED);
      }
    }
  }

  private static Examples own(Party me, Dataset rows, Table table) {
    int rowsOfA = rows.rows() / 2;
    Dataset own = me == Party.A ? rows.range(0, rowsOfA) : rows.range(rowsOfA, rows.rows());
    return Examples.own(
        me, rows.rows() - own.rows(), own.features(), table.signed(), own.values(), own.labels());
  }
}
