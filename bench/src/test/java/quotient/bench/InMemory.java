package quotient.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import quotient.engine.Party;
import quotient.transport.LinkModel;
import quotient.twoparty.InProcess;

/** Measures workloads with both parties in this process. */
final class InMemory {
  private InMemory() {}

  /** Figure of a few runs. */
  static Figure measure(Workload workload, int warmUps, int runs) {
    return measure(workload, LinkModel.LOOPBACK, warmUps, runs);
  }

  /** The same by protocols for a link. */
  static Figure measure(Workload workload, LinkModel link, int warmUps, int runs) {
    SecureRandom random = new SecureRandom();
    Measurement.Samples samples =
        InProcess.run(
                channels ->
                    new Measurement(channels, workload.prepare(Party.A, channels, link, random))
                        .lead(warmUps, Duration.ZERO, runs),
                channels -> {
                  new Measurement(channels, workload.prepare(Party.B, channels, link, random))
                      .follow();
                  return new Measurement.Samples(new double[0], 0);
                })
            .a();
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
}
