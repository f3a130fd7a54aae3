package quotient.twoparty;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Xor;

/** Nanoseconds a half gate: its sums alone, and with its hashes (four by A, two by B). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateRowsBenchmark {
  private static final int GATES = HalfGates.VECTOR;

  private final GateRows plain = new GateRowsPlain();
  private final GateRows vector = new GateRowsVector();
  private final TweakableHash hash = new TweakableHash(new byte[16], 1);
  private final SecretBlock delta = SecretBlock.copyOf(random(1), 0);
  private final long[] deltaWords = {5, 7};
  private final byte[] a = random(GATES);
  private final byte[] b = random(GATES);
  private final byte[] ones = random(GATES);
  private final byte[][] h = {random(GATES), random(GATES), random(GATES), random(GATES)};
  private final byte[] tg = random(GATES);
  private final byte[] te = random(GATES);
  private final byte[] out = random(GATES);

  /** Random labels and hashes. */
  public GateRowsBenchmark() {}

  private static byte[] random(int blocks) {
    byte[] out = new byte[16 * blocks];
    new SplittableRandom(blocks).nextBytes(out);
    return out;
  }

  /** The garbler's sums, by 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(GATES)
  public byte[] garblePlain() {
    plain.garble(a, b, 0, GATES, h, deltaWords, tg, te, out);
    return out;
  }

  /** The garbler's sums, by vectors. */
  @Benchmark
  @OperationsPerInvocation(GATES)
  public byte[] garbleVector() {
    vector.garble(a, b, 0, GATES, h, deltaWords, tg, te, out);
    return out;
  }

  /** The evaluator's sums, by 64-bit words. */
  @Benchmark
  @OperationsPerInvocation(GATES)
  public byte[] evaluatePlain() {
    plain.evaluate(a, b, 0, GATES, h, tg, te, out);
    return out;
  }

  /** The evaluator's sums, by vectors. */
  @Benchmark
  @OperationsPerInvocation(GATES)
  public byte[] evaluateVector() {
    vector.evaluate(a, b, 0, GATES, h, tg, te, out);
    return out;
  }

  /** All that A computes, in the form that this process runs. */
  @Benchmark
  @OperationsPerInvocation(GATES)
  public byte[] garbleWithHashes() {
    hash.nextVector();
    Xor.KERNEL.plus(a, 0, delta, ones, 0, ones.length);
    hash.hash(a, 0, GATES, 0, h[0]);
    hash.hash(ones, 0, GATES, 0, h[1]);
    Xor.KERNEL.plus(b, 0, delta, ones, 0, ones.length);
    hash.hash(b, 0, GATES, GATES, h[2]);
    hash.hash(ones, 0, GATES, GATES, h[3]);
    GateRows.KERNEL.garble(a, b, 0, GATES, h, deltaWords, tg, te, out);
    return out;
  }

  /** All that B computes, in the form that this process runs. */
  @Benchmark
  @OperationsPerInvocation(GATES)
  public byte[] evaluateWithHashes() {
    hash.nextVector();
    hash.hash(a, 0, GATES, 0, h[0]);
    hash.hash(b, 0, GATES, GATES, h[1]);
    GateRows.KERNEL.evaluate(a, b, 0, GATES, h, tg, te, out);
    return out;
  }
}
