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
  private final BitTranspose plain = new BitTransposePlain();
  private final BitTranspose vector = new BitTransposeVector();
  private final byte[] rows = new byte[128 * Fold.STRIDE];
  private final byte[] blocks = new byte[16 * SoftSpoken.SEGMENT];

  /** Random rows. */
  public BitTransposeBenchmark() {
    new SplittableRandom(1).nextBytes(rows);
  }

  private byte[] segment(BitTranspose transpose) {
    for (int j = 0; j < SoftSpoken.SEGMENT; j += BitTranspose.TILE) {
      transpose.tile(rows, j / 8, Fold.STRIDE, blocks, 16 * j);
    }
    return blocks;
  }

  /** By 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(SoftSpoken.SEGMENT)
  public byte[] plain() {
    return segment(plain);
  }

  /** By vectors. */
  @Benchmark
  @OperationsPerInvocation(SoftSpoken.SEGMENT)
  public byte[] vector() {
    return segment(vector);
  }
}
