package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;

/**
 * Each circuit against integer arithmetic: operands of random width, secret, public or of mixed
 * wires, in one lane and in many, half of them extreme values.
 */
class CircuitsTest {
  private static final int[] LANES = {1, 63, 64, 65, 1000};

  private final ClearEngine engine = new ClearEngine();
  private final Circuits circuits = new Circuits(new ClearGates());

  /** A circuit of operands of given widths. */
  @FunctionalInterface
  private interface Circuit {
    Bits apply(Circuits c, Bits[] in);
  }

  /** The same on the integers of one lane, each reduced to the width of its operand. */
  @FunctionalInterface
  private interface Expected {
    long apply(long[] in);
  }

  private static long signed(long value, int width) {
    return value << (64 - width) >> (64 - width);
  }

  private static long clamp(long value, long min, long max) {
    return Math.min(Math.max(value, min), max);
  }

  private static long bitLength(long value) {
    return 64L - Long.numberOfLeadingZeros(value);
  }

  /** Small and extreme values, the neighbours of powers of two and ties in rounding. */
  private static long value(SplittableRandom random) {
    long power = 1L << random.nextInt(40);
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> power;
      case 2 -> -power;
      case 3 -> power - 1;
      case 4 -> power + (power >> 1);
      default -> random.nextLong();
    };
  }

  /** Wires that are secret, public or some of each, whatever the values. */
  private Bits operand(SplittableRandom random, long[] values, int width) {
    long[][] bits = BitVectors.split(values, 0, values.length, width);
    int kind = random.nextInt(4);
    Wire[] wires = new Wire[width];
    Bits secret = engine.fromXorShare(bits, values.length);
    for (int i = 0; i < width; i++) {
      boolean open = kind == 0 || (kind == 1 && random.nextBoolean());
      wires[i] = open ? publicWire(bits[i], values.length) : secret.wire(i);
    }
    return Bits.of(wires);
  }

  /** A constant where all lanes agree, as circuits treat constants with care. */
  private static Wire publicWire(long[] bits, int lanes) {
    if (Arrays.equals(bits, new long[bits.length])) {
      return PublicWire.zeros(lanes);
    }
    return Arrays.equals(bits, BitVectors.ones(lanes))
        ? PublicWire.ones(lanes)
        : PublicWire.of(bits, lanes);
  }

  private long[] clear(Bits bits) {
    return BitVectors.join(engine.xorShare(bits), bits.lanes());
  }

  private void check(Circuit circuit, Expected expected, int... widths) {
    for (int lanes : LANES) {
      SplittableRandom random = new SplittableRandom(31L * Arrays.hashCode(widths) + lanes);
      long[][] values = new long[widths.length][lanes];
      Bits[] in = new Bits[widths.length];
      for (int o = 0; o < widths.length; o++) {
        boolean constant = random.nextInt(4) == 0;
        for (int i = 0; i < lanes; i++) {
          long v = constant && i > 0 ? values[o][0] : value(random);
          values[o][i] = v & Shares.mask(widths[o]);
        }
        in[o] = operand(random, values[o], widths[o]);
      }
      Bits out = circuit.apply(circuits, in);
      assertThat(out.lanes()).isEqualTo(lanes);
      checkRecording(circuit, in, clear(out));
      long[] actual = clear(out);
      for (int i = 0; i < lanes; i++) {
        long[] lane = new long[widths.length];
        for (int o = 0; o < widths.length; o++) {
          lane[o] = values[o][i];
        }
        assertThat(actual[i])
            .as("lane %d of %d, widths %s, inputs %s", i, lanes, ints(widths), longs(lane))
            .isEqualTo(expected.apply(lane) & Shares.mask(out.width()));
      }
    }
  }

  /** A recording computes the same, whatever its form and the order in which it is run. */
  private void checkRecording(Circuit circuit, Bits[] in, long[] expected) {
    LaneCall call = LaneCall.of((c, inputs) -> new Bits[] {circuit.apply(c, inputs)}, in);
    for (CircuitForm form : CircuitForm.values()) {
      Recording recording = Recorder.record(RecordingKey.of(call), form);
      assertThat(clear(RecordingInterpreter.inRecordedOrder(recording, call)[0]))
          .isEqualTo(expected);
      assertThat(clear(RecordingInterpreter.levelByLevel(recording, call)[0])).isEqualTo(expected);
    }
  }

  private static String ints(int[] values) {
    return Arrays.toString(values);
  }

  private static String longs(long[] values) {
    return Arrays.toString(values);
  }

  @Test
  void gatesEqualLogic() {
    check((c, in) -> Bits.of(c.xor(in[0].wire(0), in[1].wire(0))), in -> in[0] ^ in[1], 1, 1);
    check((c, in) -> Bits.of(c.and(in[0].wire(0), in[1].wire(0))), in -> in[0] & in[1], 1, 1);
    check((c, in) -> Bits.of(c.or(in[0].wire(0), in[1].wire(0))), in -> in[0] | in[1], 1, 1);
    check((c, in) -> Bits.of(c.not(in[0].wire(0))), in -> ~in[0], 1);
    check(
        (c, in) -> Bits.of(c.mux(in[0].wire(0), in[1].wire(0), in[2].wire(0))),
        in -> in[0] == 1 ? in[1] : in[2],
        1,
        1,
        1);
  }

  @Test
  void gatesOfAWireWithItselfEqualLogic() {
    check((c, in) -> Bits.of(c.xor(in[0].wire(0), in[0].wire(0))), in -> 0, 1);
    check((c, in) -> Bits.of(c.and(in[0].wire(0), in[0].wire(0))), in -> in[0], 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 13, 16, 17, 31, 32, 33})
  void wiresOfAnIntegerTogetherEqualLogic(int n) {
    long all = Shares.mask(n);
    check((c, in) -> Bits.of(c.any(in[0])), in -> in[0] != 0 ? 1 : 0, n);
    check((c, in) -> Bits.of(c.all(in[0])), in -> in[0] == all ? 1 : 0, n);
    check((c, in) -> c.not(in[0]), in -> ~in[0], n);
    check((c, in) -> c.xor(in[0], in[1].wire(0)), in -> in[1] == 1 ? ~in[0] : in[0], n, 1);
    check((c, in) -> c.and(in[0], in[1].wire(0)), in -> in[1] == 1 ? in[0] : 0, n, 1);
    check((c, in) -> c.mux(in[2].wire(0), in[0], in[1]), in -> in[2] == 1 ? in[0] : in[1], n, n, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 13, 16, 17, 31, 32, 33, 64})
  void sumsEqualIntegers(int n) {
    check((c, in) -> c.add(in[0], in[1]), in -> in[0] + in[1], n, n);
    check((c, in) -> c.add(in[0], in[1], in[2].wire(0)), in -> in[0] + in[1] + in[2], n, n, 1);
    check((c, in) -> c.subtract(in[0], in[1]), in -> in[0] - in[1], n, n);
    check((c, in) -> c.increment(in[0], in[1].wire(0)), in -> in[0] + in[1], n, 1);
  }

  @Test
  void addOfDifferentWidths_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> circuits.add(Bits.constant(0, 3, 5), Bits.constant(0, 4, 5)))
        .withMessage("add of 3 and 4 bits");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 13, 17, 32, 33})
  void absEqualsIntegers(int n) {
    // As an unsigned number, except for the most negative one, which has no sign wire to go to.
    check((c, in) -> c.abs(in[0]), in -> Math.abs(signed(in[0], n)), n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 13, 32, 33})
  void comparisonsEqualIntegers(int n) {
    check((c, in) -> Bits.of(c.greater(in[0], in[1])), in -> in[0] > in[1] ? 1 : 0, n, n);
    check((c, in) -> c.max(in[0], in[1]), in -> Math.max(in[0], in[1]), n, n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 10, 15, 18, 27, 33})
  void saturateEqualsIntegers(int n) {
    for (int width : new int[] {2, 3, 4, 8, 13}) {
      long max = (1L << (width - 1)) - 1;
      check((c, in) -> c.saturate(in[0], width), in -> clamp(signed(in[0], n), -max, max), n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 10, 15, 18, 27, 33})
  void clipNonNegativeEqualsIntegers(int n) {
    for (int width : new int[] {1, 2, 7, 8, 13}) {
      long max = (1L << width) - 1;
      check(
          (c, in) -> c.clipNonNegative(in[0], width, Long.MAX_VALUE >> 1),
          in -> clamp(signed(in[0], n), 0, max),
          n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 13, 14, 15, 20, 33})
  void clipEqualsIntegers(int n) {
    for (int width : new int[] {1, 2, 8, 13, 16}) {
      long half = 1L << (width - 1);
      check((c, in) -> c.clip(in[0], width), in -> clamp(signed(in[0], n), -half, half - 1), n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 11, 17, 22, 32})
  void bitLengthsEqualIntegers(int n) {
    check((c, in) -> c.bitLength(in[0]), in -> (1L << bitLength(in[0])) - 1, n);
    check(
        (c, in) -> c.thermometerToBinary(c.bitLength(in[0]), t -> 3 * t + 1, 7),
        in -> 3 * bitLength(in[0]) + 1,
        n);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 14, 17, 22, 27})
  void shiftLeftTopEqualsIntegers(int n) {
    int amountBits = (int) bitLength(n);
    for (int out : new int[] {1, 9, n}) {
      check(
          (c, in) -> {
            Bits most = Bits.constant(n, amountBits, in[1].lanes());
            Bits amount = c.mux(c.greater(in[1], most), most, in[1]);
            return c.shiftLeftTop(in[0], amount, out);
          },
          in -> (in[0] << Math.min(in[1], n) & Shares.mask(n)) >>> (n - out),
          n,
          amountBits);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13, 20})
  void shiftRightEqualsIntegers(int n) {
    for (int amountBits = 1; amountBits <= 5; amountBits++) {
      check((c, in) -> c.shiftRight(in[0], in[1]), in -> signed(in[0], n) >> in[1], n, amountBits);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 13, 16})
  void squareEqualsIntegers(int n) {
    check((c, in) -> c.square(in[0]), in -> in[0] * in[0], n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 63, 64, 65, 1000, 1025})
  void anyLaneFindsASingleOne(int lanes) {
    assertThat(clear(anyLane(Bits.ofPublic(new long[lanes], 1)))).containsExactly(0);
    for (int place : new int[] {0, lanes / 3, lanes / 2, lanes - 1}) {
      long[] values = new long[lanes];
      values[place] = 5;
      Bits secret = engine.fromXorShare(BitVectors.split(values, 0, lanes, 4), lanes);
      assertThat(clear(anyLane(secret))).as("lane %d", place).containsExactly(5);
    }
    Bits zeros = engine.fromXorShare(new long[2][BitVectors.words(lanes)], lanes);
    assertThat(clear(anyLane(zeros))).containsExactly(0);
  }

  private Bits anyLane(Bits tensor) {
    return engine.anyLane(List.of(tensor)).getFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 10, 17})
  void argmaxIsTheFirstOfTheLargest(int count) {
    for (int width : new int[] {1, 2, 14}) {
      int[] widths = new int[count];
      Arrays.fill(widths, width);
      check(
          (c, in) -> c.argmax(List.of(in)),
          in -> {
            int best = 0;
            for (int i = 1; i < in.length; i++) {
              best = signed(in[i], width) > signed(in[best], width) ? i : best;
            }
            return best;
          },
          widths);
    }
  }

  private Recording recorded(AnyCircuit circuit, int... widths) {
    Bits[] in = new Bits[widths.length];
    Arrays.setAll(in, o -> engine.fromXorShare(new long[widths[o]][1], 3));
    LaneCall call =
        LaneCall.of(
            (c, inputs) ->
                new Bits[] {
                  switch (circuit.apply(c, inputs)) {
                    case Wire wire -> Bits.of(wire);
                    case Bits bits -> bits;
                    default -> throw new AssertionError();
                  }
                },
            in);
    return Recorder.record(RecordingKey.of(call), CircuitForm.RIPPLE);
  }

  /** ANDs per lane of a circuit whose operands are all secret. */
  private int ands(AnyCircuit circuit, int... widths) {
    return recorded(circuit, widths).ands();
  }

  /** A circuit with one result, bits or a wire. */
  @FunctionalInterface
  private interface AnyCircuit {
    Object apply(Circuits c, Bits[] in);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 13, 22, 27})
  void andsAreThoseThatTheDocumentationStates(int n) {
    assertThat(ands((c, in) -> c.xor(in[0].wire(0), in[0].wire(1)), n)).isZero();
    assertThat(ands((c, in) -> c.and(in[0].wire(0), in[0].wire(1)), n)).isEqualTo(1);
    assertThat(ands((c, in) -> c.or(in[0].wire(0), in[0].wire(1)), n)).isEqualTo(1);
    assertThat(ands((c, in) -> c.not(in[0]), n)).isZero();
    assertThat(ands((c, in) -> c.any(in[0]), n)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.all(in[0]), n)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.xor(in[0], in[1].wire(0)), n, 1)).isZero();
    assertThat(ands((c, in) -> c.and(in[0], in[1].wire(0)), n, 1)).isEqualTo(n);
    assertThat(ands((c, in) -> c.mux(in[2].wire(0), in[0], in[1]), n, n, 1)).isEqualTo(n);
    assertThat(ands((c, in) -> c.add(in[0], in[1]), n, n)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.add(in[0], in[1], in[2].wire(0)), n, n, 1)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.subtract(in[0], in[1]), n, n)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.increment(in[0], in[1].wire(0)), n, 1)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.abs(in[0]), n)).isEqualTo(n - 2);
    assertThat(ands((c, in) -> c.greater(in[0], in[1]), n, n)).isEqualTo(n);
    assertThat(ands((c, in) -> c.max(in[0], in[1]), n, n)).isEqualTo(2 * n);
    assertThat(ands((c, in) -> c.bitLength(in[0]), n)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.thermometerToBinary(in[0], t -> 5 * t, 8), n)).isZero();
    assertThat(ands((c, in) -> c.shiftRight(in[0], in[1]), n, 4)).isEqualTo(4 * (n - 1));
    assertThat(ands((c, in) -> c.square(in[0]), n)).isEqualTo(n * n - 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 15, 18, 27})
  void andsOfNarrowingCircuitsAreThoseThatTheDocumentationStates(int n) {
    assertThat(ands((c, in) -> c.saturate(in[0], 8), n)).isEqualTo(n + 8 - 3);
    assertThat(ands((c, in) -> c.saturate(in[0], n), n)).isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.saturate(in[0], n + 1), n)).isZero();
    assertThat(ands((c, in) -> c.clipNonNegative(in[0], 7, Long.MAX_VALUE >> 1), n))
        .isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.clipNonNegative(in[0], n, Long.MAX_VALUE >> 1), n))
        .isEqualTo(n - 1);
    assertThat(ands((c, in) -> c.clip(in[0], 8), n)).isEqualTo(n - 2);
    assertThat(ands((c, in) -> c.clip(in[0], n), n)).isZero();
    int shifter = 0;
    int stages = (int) bitLength(n);
    for (int i = 0; i < stages; i++) {
      shifter += Math.min(9 + (1 << i) - 1, n);
    }
    assertThat(ands((c, in) -> c.shiftLeftTop(in[0], in[1], 9), n, stages)).isEqualTo(shifter);
  }

  @Test
  void andsOfArgmaxAreThoseThatTheDocumentationStates() {
    int[] widths = new int[10];
    Arrays.fill(widths, 13);
    // The last comparison need not say by which value it was won.
    assertThat(ands((c, in) -> c.argmax(List.of(in)), widths)).isEqualTo(9 * (2 * 13) - 13 + 7);
  }

  /** Whoever adds a constant or shifts by one pays less. */
  @Test
  void gatesWithPublicWiresCostNothing() {
    assertThat(ands((c, in) -> c.and(in[0], PublicWire.ones(1)), 9)).isZero();
    assertThat(ands((c, in) -> c.add(in[0], Bits.constant(0, 9, 1)), 9)).isZero();
  }

  @Test
  void everyValueOfTenBitsSaturatesAndClips() {
    long[] values = LongStream.range(0, 1 << 10).toArray();
    Bits x = engine.fromXorShare(BitVectors.split(values, 0, values.length, 10), values.length);
    long[] saturated = clear(circuits.saturate(x, 8));
    long[] clipped = clear(circuits.clip(x, 8));
    long[] positive = clear(circuits.clipNonNegative(x, 7, 512));
    for (int i = 0; i < values.length; i++) {
      long v = signed(values[i], 10);
      assertThat(signed(saturated[i], 8)).isEqualTo(clamp(v, -127, 127));
      assertThat(signed(clipped[i], 8)).isEqualTo(clamp(v, -128, 127));
      assertThat(positive[i]).isEqualTo(clamp(v, 0, 127));
    }
  }
}
