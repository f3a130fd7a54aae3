package quotient.bench;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What a workload costs between two processes.
 *
 * @param name of the workload
 * @param tls whether over TLS
 * @param median of the runs, in {@code unit}
 * @param min smallest of the runs
 * @param max largest of the runs
 * @param unit of the three before
 * @param bytes per unit of work, both directions together; headers of frames, TLS and TCP are not
 *     counted
 * @param messages the longest chain of messages that wait for one another, per unit of work: what a
 *     unit takes in latencies of the network; of rates nothing is told
 * @param heapMiB peak heap of the party that used more, garbage included
 * @param rssMiB peak resident memory of the party that used more, where the system tells
 */
public record Figure(
    String name,
    boolean tls,
    double median,
    double min,
    double max,
    Unit unit,
    double bytes,
    OptionalDouble messages,
    long heapMiB,
    OptionalLong rssMiB) {

  static Figure of(
      Workload workload, boolean tls, OptionalDouble messages, PartyReport a, PartyReport b) {
    double[] figures =
        Arrays.stream(a.seconds())
            .map(s -> workload.unit().figure(s, workload.size()))
            .sorted()
            .toArray();
    int half = figures.length / 2;
    double median =
        figures.length % 2 == 1 ? figures[half] : (figures[half - 1] + figures[half]) / 2;
    OptionalLong resident =
        LongStream.concat(a.resident().stream(), b.resident().stream()).map(Figure::mebi).max();
    return new Figure(
        workload.name(),
        tls,
        median,
        figures[0],
        figures[figures.length - 1],
        workload.unit(),
        (double) a.bytes() / figures.length / workload.size(),
        messages,
        mebi(Math.max(a.heap(), b.heap())),
        resident);
  }

  private static long mebi(long bytes) {
    return Math.ceilDiv(bytes, 1L << 20);
  }
}
