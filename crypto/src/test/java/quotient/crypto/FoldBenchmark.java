package quotient.crypto;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Nanoseconds an OT that SoftSpokenOT with k = 4 takes for its streams and for their sums. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FoldBenchmark {
  private static final int K = 4;
  private static final int BYTES = SoftSpoken.SEGMENT / 8;

  private final Fold plain = new FoldPlain();
  private final Fold vector = new FoldVector();
  private final byte[] seeds = new byte[(128 / K * SecretBlock.BYTES) << K];
  private final byte[] streams = new byte[Fold.STRIDE << K];
  private final byte[] rows = new byte[128 * Fold.STRIDE];
  private final byte[] sum = new byte[Fold.STRIDE];
  private final SoftSpoken.Streams whole;

  /** Random seeds and streams. */
  public FoldBenchmark() {
    SplittableRandom random = new SplittableRandom(1);
    random.nextBytes(seeds);
    random.nextBytes(streams);
    whole = new SoftSpoken.Streams(seeds, K, true);
  }

  private byte[] segment(Fold fold) {
    for (int group = 0; group < 128 / K; group++) {
      fold.fold(streams, K, BYTES, rows, group * K * Fold.STRIDE, sum, 0);
    }
    return rows;
  }

  /** The sums alone, by 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(SoftSpoken.SEGMENT)
  public byte[] plain() {
    return segment(plain);
  }

  /** The sums alone, by vectors. */
  @Benchmark
  @OperationsPerInvocation(SoftSpoken.SEGMENT)
  public byte[] vector() {
    return segment(vector);
  }

  /** Streams and sums, in the form that this process runs. */
  @Benchmark
  @OperationsPerInvocation(SoftSpoken.SEGMENT)
  public byte[] streamsAndSums() {
    whole.advance(BYTES);
    for (int group = 0; group < 128 / K; group++) {
      whole.fold(group, BYTES, rows, sum);
    }
    return rows;
  }
}
