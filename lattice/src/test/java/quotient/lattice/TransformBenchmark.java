package quotient.lattice;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Microseconds a full transform of one polynomial modulo one prime, by either kernel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TransformBenchmark {
  private static final int N = Parameters.DEGREE;

  /** The kernel. */
  @Param({"vector", "plain"})
  public String kernel = "vector";

  private final Prime prime = Parameters.PRIMES.getFirst();
  private final long[] source = new SplittableRandom(1).longs(N, 0, prime.q).toArray();
  private final long[] polynomial = new long[N];
  private Kernel chosen = Kernel.CHOSEN;

  /** A random polynomial. */
  public TransformBenchmark() {}

  /** Takes the kernel of this run. */
  @Setup
  public void choose() {
    chosen = kernel.equals("vector") ? new VectorKernel() : new PlainKernel();
  }

  /** All layers, and copying the polynomial. */
  @Benchmark
  public long[] forward() {
    System.arraycopy(source, 0, polynomial, 0, N);
    for (int layer = 0; layer < Parameters.LAYERS; layer++) {
      chosen.forward(polynomial, N, layer, prime);
    }
    return polynomial;
  }

  /** All layers, their factor and the canonical form, and copying the polynomial. */
  @Benchmark
  public long[] inverse() {
    System.arraycopy(source, 0, polynomial, 0, N);
    for (int layer = Parameters.LAYERS - 1; layer >= 0; layer--) {
      chosen.inverse(polynomial, N, layer, prime);
    }
    chosen.scale(polynomial, N, prime.toMontgomery, prime);
    chosen.canonical(polynomial, N, prime);
    return polynomial;
  }
}
