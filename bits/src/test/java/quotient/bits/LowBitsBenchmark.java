package quotient.bits;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Nanoseconds a block for its lowest bits, as triples take them: one plane, or eight. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LowBitsBenchmark {
  private static final int BLOCKS = 2048;

  /** Planes. */
  @Param({"1", "8"})
  public int width;

  private final LowBits plain = new LowBitsPlain();
  private final LowBits vector = new LowBitsVector();
  private final byte[] blocks = random();

  /** Random blocks. */
  public LowBitsBenchmark() {}

  private static byte[] random() {
    byte[] out = new byte[16 * BLOCKS];
    new SplittableRandom(1).nextBytes(out);
    return out;
  }

  /** One by one. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long[][] plain() {
    long[][] out = new long[width][BLOCKS / 64];
    plain.gather(blocks, BLOCKS, out, 0);
    return out;
  }

  /** By vectors. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long[][] vector() {
    long[][] out = new long[width][BLOCKS / 64];
    vector.gather(blocks, BLOCKS, out, 0);
    return out;
  }
}
