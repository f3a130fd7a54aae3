package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;

/** The verbs of the clear engine against plain integers. */
class EnginesTest {
  private final ClearEngine clear = new ClearEngine();

  private static long[] random(long seed, int count) {
    return new SplittableRandom(seed).longs(count).toArray();
  }

  private Bits secret(long[] values, int width) {
    return clear.fromXorShare(BitVectors.split(values, 0, values.length, width), values.length);
  }

  private long[] opened(Bits bits) {
    return BitVectors.join(clear.open(bits, Recipient.BOTH).orElseThrow(), bits.lanes());
  }

  /** Around the length of a chunk. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 16383, 16384, 16385, 40_000})
  void lanewiseCutsItsOperandsIntoChunks(int lanes) {
    long[] x = random(1, lanes);
    long[] y = random(2, lanes);
    Bits[] out =
        clear.lanewise(
            (c, in) -> new Bits[] {c.add(c.add(in[0], in[1]), in[2]), in[3], in[2]},
            Shares.of(lanes, 1, 30, x),
            secret(y, 30),
            secret(new long[] {1234}, 30),
            Bits.ofPublic(y, 2));
    long[] expected = new long[lanes];
    Arrays.setAll(expected, i -> x[i] + y[i] + 1234 & Shares.mask(30));
    assertThat(opened(out[0])).isEqualTo(expected);
    assertThat(opened(out[1])).isEqualTo(Arrays.stream(y).map(v -> v & 3).toArray());
    assertThat(opened(out[2])).hasSize(lanes).containsOnly(1234);
  }

  @Test
  void lanewiseOfDifferentLanes_fails() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> clear.lanewise((c, in) -> in, Bits.constant(0, 2, 5), Bits.constant(0, 3, 4)))
        .withMessage("Bits[4 lanes x 3 wires] among operands of 5 lanes");
  }

  @Test
  void gatesOfDifferentLanes_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClearGates().and(PublicWire.ones(3), PublicWire.ones(4)))
        .withMessage("wires of 3 and 4 lanes");
  }

  @Test
  void bitsOfDifferentLanes_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bits.of(PublicWire.ones(3), PublicWire.ones(4)))
        .withMessage("wires of 3 and 4 lanes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bits.of(new Wire[0]))
        .withMessage("bits need at least one wire");
  }

  @Test
  void bitsAreRenamedWithoutGates() {
    Bits x = Bits.ofPublic(new long[] {0b1011, 0b0010}, 4);
    assertThat(opened(x.dropLow(1))).containsExactly(0b101, 0b001);
    assertThat(opened(x.shiftLeft(2))).containsExactly(0b101100, 0b001000);
    assertThat(opened(x.signed(6))).containsExactly(0b111011, 0b000010);
    assertThat(opened(x.unsigned(6))).containsExactly(0b001011, 0b000010);
    assertThat(opened(x.signed(2))).containsExactly(0b11, 0b10);
    assertThat(opened(x.wires(1, 3))).containsExactly(0b01, 0b01);
    assertThat(opened(Bits.constant(-3, 5, 2))).containsExactly(0b11101, 0b11101);
    assertThat(opened(Bits.of(x.sign()))).containsExactly(1, 0);
    assertThat(x).hasToString("Bits[2 lanes x 4 wires]");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,20", "7,7", "7,3", "7,32", "32,32", "13,64", "64,64"})
  void sharesExtendOrReduce(int bits, int width) {
    long[] values = random(bits, 130);
    long[] plain = new long[130];
    long[] signed = new long[130];
    Arrays.setAll(plain, i -> values[i] << (64 - bits) >>> (64 - bits) & Shares.mask(width));
    Arrays.setAll(signed, i -> values[i] << (64 - bits) >> (64 - bits) & Shares.mask(width));
    Bits in = secret(values, bits);
    Matrix unsigned = clear.matrix(in, Planes.unsignedWeights(bits), 13, 10, width);
    Matrix twosComplement = clear.matrix(in, Planes.signedWeights(bits), 13, 10, width);
    assertThat(clear.shares(unsigned, width).values()).isEqualTo(plain);
    assertThat(clear.shares(twosComplement, width).values()).isEqualTo(signed);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,8,1", "1,9,4,32,8", "9,1,4,20,3", "9,4,1,2,2", "33,65,17,27,8"})
  void productsEqualPlainIntegers(int rows, int inner, int columns, int width, int planes) {
    long[] p = random(1, rows * inner);
    long[] x = random(2, inner * columns);
    long[] weights = Planes.signedWeights(planes);
    Shares product =
        clear.product(
            Matrix.ofBits(
                Planes.of(rows, inner, weights, BitVectors.split(p, 0, p.length, planes)), width),
            Matrix.ofShares(Shares.of(inner, columns, width, x)),
            Ring.of(width));
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < columns; c++) {
        long sum = 0;
        for (int j = 0; j < inner; j++) {
          long factor = p[i * inner + j] << (64 - planes) >> (64 - planes);
          sum += factor * x[j * columns + c];
        }
        assertThat(product.values()[i * columns + c]).isEqualTo(sum & Shares.mask(width));
      }
    }
  }

  @Test
  void addPublicAddsToEveryEntry() {
    assertThat(clear.addPublic(Shares.of(1, 3, 4, new long[] {0, 7, 15}), 3).values())
        .containsExactly(3, 10, 2);
  }

  @Test
  void recipientsAreWhoTheyName() {
    assertThat(Recipient.A.includes(Party.A)).isTrue();
    assertThat(Recipient.A.includes(Party.B)).isFalse();
    assertThat(Recipient.B.includes(Party.A)).isFalse();
    assertThat(Recipient.B.includes(Party.B)).isTrue();
    assertThat(Recipient.BOTH.includes(Party.A)).isTrue();
    assertThat(Recipient.BOTH.includes(Party.B)).isTrue();
    assertThat(Party.A.other()).isEqualTo(Party.B);
    assertThat(Party.B.other()).isEqualTo(Party.A);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 1000})
  void gatheredLanesAreThoseThatAreNamed(int lanes) {
    long[] values = random(lanes, lanes);
    int[] indices = new SplittableRandom(7).ints(3L * lanes, 0, lanes).toArray();
    long[] expected = Arrays.stream(indices).mapToLong(i -> values[i] & 31).toArray();
    assertThat(opened(clear.gather(secret(values, 5), indices))).isEqualTo(expected);
    assertThat(opened(clear.gather(Bits.ofPublic(values, 5), indices))).isEqualTo(expected);
  }
}
