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
import quotient.bits.Words;

/** Nanoseconds a block for sums of labels: two rows of them, and a row and Delta. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class XorBenchmark {
  private static final int BLOCKS = 512;

  private final Xor plain = new XorPlain();
  private final Xor vector = new XorVector();
  private final byte[] a = random(1);
  private final byte[] b = random(2);
  private final SecretBlock delta = SecretBlock.copyOf(random(3), 0);
  private final byte[] out = new byte[16 * BLOCKS];

  /** Random labels. */
  public XorBenchmark() {}

  private static byte[] random(long seed) {
    byte[] out = new byte[16 * BLOCKS];
    new SplittableRandom(seed).nextBytes(out);
    return out;
  }

  /** Two rows, by 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public byte[] rows() {
    Words.xor(a, b, out);
    return out;
  }

  /** A row and Delta, by 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public byte[] deltaPlain() {
    plain.plus(a, 0, delta, out, 0, out.length);
    return out;
  }

  /** A row and Delta, by vectors. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public byte[] deltaVector() {
    vector.plus(a, 0, delta, out, 0, out.length);
    return out;
  }
}
