package quotient.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitPackingTest {
  @Test
  void lowBitsOfAllWidthsComeBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (int width = 1; width <= 32; width++) {
      int count = random.nextInt(1, 200);
      int offset = random.nextInt(10);
      int[] values = random.ints(count).toArray();
      byte[] packed = new byte[offset + BitPacking.bytes(count, width) + 8];
      BitPacking.pack(values, count, width, packed, offset);
      // What follows is the next row's, of any value.
      Arrays.fill(
          packed, offset + BitPacking.bytes(count, width), packed.length, (byte) random.nextInt());
      int[] back = new int[count];
      BitPacking.unpack(packed, offset, count, width, back);
      int mask = -1 >>> (32 - width);
      assertThat(back).isEqualTo(Arrays.stream(values).map(v -> v & mask).toArray());
    }
  }

  @Test
  void lowBitsOfLongsComeBackAndAreTheBytesOfInts() {
    SplittableRandom random = new SplittableRandom(2);
    for (int width = 1; width <= 64; width++) {
      int count = random.nextInt(1, 200);
      int offset = random.nextInt(10);
      long[] values = random.longs(count).toArray();
      int bytes = BitPacking.bytes(count, width);
      byte[] packed = new byte[offset + bytes + 8];
      BitPacking.pack(values, count, width, packed, offset);
      if (width <= 32) {
        byte[] ofInts = new byte[packed.length];
        int[] ints = Arrays.stream(values).mapToInt(v -> (int) v).toArray();
        BitPacking.pack(ints, count, width, ofInts, offset);
        assertThat(ofInts).isEqualTo(packed);
      }
      Arrays.fill(packed, offset + bytes, packed.length, (byte) random.nextInt());
      long[] back = new long[count];
      BitPacking.unpack(packed, offset, count, width, back);
      long mask = -1L >>> (64 - width);
      assertThat(back).isEqualTo(Arrays.stream(values).map(v -> v & mask).toArray());
    }
  }
}
