package quotient.lattice;

import java.security.SecureRandom;
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

/** Milliseconds each step of a product takes, for all its blocks of columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ProductBenchmark {
  private static final SecureRandom SECURE = new SecureRandom();

  /** Rows, inner length, columns, width and guard bits. */
  @Param({"128x784x64x18x3", "784x64x128x27x7"})
  public String product = "128x784x64x18x3";

  private final Encryptor encryptor = new Encryptor(SECURE);
  private final Evaluator evaluator = new Evaluator(encryptor.publicKey(), SECURE);
  private Packing packing = Packing.of(1, 1, 1, 1, 3).orElseThrow();
  private long[] x = {};
  private long[] y = {};
  private long[] share = {};
  private Evaluator.Prepared prepared = Evaluator.prepare(packing, new long[1]);
  private byte[][] queries = {};
  private byte[][] replies = {};

  /** A pair of parties. */
  public ProductBenchmark() {}

  /** Random operands, and the messages that the steps start from. */
  @Setup
  public void setUp() {
    String[] numbers = product.split("x", -1);
    int rows = Integer.parseInt(numbers[0]);
    int inner = Integer.parseInt(numbers[1]);
    int columns = Integer.parseInt(numbers[2]);
    int width = Integer.parseInt(numbers[3]);
    packing = Packing.of(rows, inner, columns, width, Integer.parseInt(numbers[4])).orElseThrow();
    SplittableRandom random = new SplittableRandom(1);
    x = random.longs((long) rows * inner, 0, 1L << width).toArray();
    y = random.longs((long) inner * columns, 0, 1L << width).toArray();
    share = new long[rows * columns];
    prepared = prepare();
    queries = encrypt();
    replies = evaluate();
  }

  /** X into the transform. */
  @Benchmark
  public Evaluator.Prepared prepare() {
    return Evaluator.prepare(packing, x);
  }

  /** All queries. */
  @Benchmark
  public byte[][] encrypt() {
    byte[][] out = new byte[packing.columnBlocks()][];
    for (int block = 0; block < out.length; block++) {
      out[block] = encryptor.encrypt(packing, y, block);
    }
    return out;
  }

  /** All answers. */
  @Benchmark
  public byte[][] evaluate() {
    byte[][] out = new byte[packing.columnBlocks()][];
    for (int block = 0; block < out.length; block++) {
      out[block] = evaluator.evaluate(prepared, queries[block], 0, block, share);
    }
    return out;
  }

  /** All shares. */
  @Benchmark
  public long[] decrypt() {
    for (int block = 0; block < packing.columnBlocks(); block++) {
      encryptor.decrypt(packing, replies[block], 0, block, share);
    }
    return share;
  }
}
