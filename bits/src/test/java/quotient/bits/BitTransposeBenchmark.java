package quotient.bits;

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
  /** Columns that an OT extension makes at once, and the bytes between its rows. */
  private static final int SEGMENT = 1 << 14;

  private static final int STRIDE = SEGMENT / 8 + 64;

  private final BitTranspose plain = new BitTransposePlain();
  private final BitTranspose vector = new BitTransposeVector();
  private final byte[] rows = new byte[128 * STRIDE];
  private final byte[] blocks = new byte[16 * SEGMENT];

  /** Random rows. */
  public BitTransposeBenchmark() {
    new SplittableRandom(1).nextBytes(rows);
  }

  private byte[] segment(BitTranspose transpose) {
    for (int j = 0; j < SEGMENT; j += BitTranspose.TILE) {
      transpose.tile(rows, j / 8, STRIDE, blocks, 16 * j);
    }
    return blocks;
  }

  /** By 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(SEGMENT)
  public byte[] plain() {
    return segment(plain);
  }

  /** By vectors. */
  @Benchmark
  @OperationsPerInvocation(SEGMENT)
  public byte[] vector() {
    return segment(vector);
  }
}
