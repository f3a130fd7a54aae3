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

/** Nanoseconds a block of hash, in the form that this process runs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TweaksBenchmark {
  private static final int BLOCKS = 2048;
  private static final int EACH = 32;

  private final TweakableHash hash = new TweakableHash(new byte[16], 1);
  private final byte[] x = new byte[16 * BLOCKS];
  private final byte[] out = new byte[16 * BLOCKS];

  /** Random inputs, under one key. */
  public TweaksBenchmark() {
    new SplittableRandom(1).nextBytes(x);
    hash.nextVector();
  }

  /** One block for each input. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public byte[] hash() {
    hash.hash(x, 0, BLOCKS, 0, out);
    return out;
  }

  /** Thirty-two blocks for each input. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public byte[] expand() {
    hash.expand(x, BLOCKS / EACH, 0, EACH, out);
    return out;
  }
}
