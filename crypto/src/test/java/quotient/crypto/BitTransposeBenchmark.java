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

/** Nanoseconds a column of the 128 x n transposition, which is one OT. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BitTransposeBenchmark {
  private final byte[] rows = new byte[16 * SoftSpoken.SEGMENT];
  private final byte[] blocks = new byte[16 * SoftSpoken.SEGMENT];

  /** Random rows. */
  public BitTransposeBenchmark() {
    new SplittableRandom(1).nextBytes(rows);
  }

  /** The form that the protocols call. */
  @Benchmark
  @OperationsPerInvocation(SoftSpoken.SEGMENT)
  public byte[] transpose() {
    BitTranspose.transpose128(rows, SoftSpoken.SEGMENT, blocks);
    return blocks;
  }
}
