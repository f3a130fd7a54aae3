package quotient.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.MemoryChannel;
import quotient.twoparty.TwoPartyEngine;

/** Measures workloads with both parties in this process. */
final class InMemory {
  /** After this a test is stuck. It says nothing about speed. */
  private static final int STUCK_SECONDS = 60;

  private InMemory() {}

  /** Figure of a few runs. */
  static Figure measure(Workload workload, int warmUps, int runs) {
    List<Channel> ofA = new ArrayList<>();
    List<Channel> ofB = new ArrayList<>();
    for (int i = 0; i < TwoPartyEngine.CHANNELS; i++) {
      MemoryChannel.Pair pair = MemoryChannel.pair();
      ofA.add(pair.first());
      ofB.add(pair.second());
    }
    SecureRandom random = new SecureRandom();
    FutureTask<Boolean> b =
        new FutureTask<>(
            () -> new Measurement(ofB, workload.prepare(Party.B, ofB, random)).follow(), true);
    Thread.ofPlatform().daemon().start(b);
    Measurement.Samples samples =
        new Measurement(ofA, workload.prepare(Party.A, ofA, random))
            .lead(warmUps, Duration.ZERO, runs);
    await(b);
    return Figure.of(
        workload,
        false,
        OptionalDouble.empty(),
        PartyReport.parse(
            new PartyReport(samples.seconds(), samples.bytes(), 1, OptionalLong.empty())
                .toText()
                .lines()
                .toList()),
        new PartyReport(new double[0], 0, 1, OptionalLong.empty()));
  }

  private static void await(FutureTask<Boolean> task) {
    try {
      task.get(STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
