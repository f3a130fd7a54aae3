package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static quotient.data.TestFiles.assertFails;
import static quotient.data.TestFiles.gzip;
import static quotient.data.TestFiles.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetReaderTest {
  private static final byte[] IMAGES =
      idx(new byte[] {0, 1, 2, 3, -1, -2, -128, 127, 10, 11, 12, 13}, 3, 2, 2);
  private static final byte[] LABELS = idx(new byte[] {2, 0, 1}, 3);

  @TempDir private Path directory;

  @Test
  void halvesPixelsAndFlattensImages() throws IOException {
    Dataset table = read(IMAGES, LABELS);

    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.features()).isEqualTo(4);
    assertThat(table.classes()).isEqualTo(3);
    assertThat(table.values()).containsExactly(0, 0, 1, 1, 127, 127, 64, 63, 5, 5, 6, 6);
    assertThat(table.labels()).containsExactly(2, 0, 1);
  }

  @Test
  void readsGzipByItsMagic() throws IOException {
    assertThat(read(gzip(IMAGES), gzip(LABELS)))
        .usingRecursiveComparison()
        .isEqualTo(read(IMAGES, LABELS));
    assertThat(read(gzip(IMAGES), LABELS).rows()).isEqualTo(3);
  }

  @Test
  void randomImagesOfAnyRankSurviveTheRoundTrip() throws IOException {
    Random random = new Random(4);
    for (int trial = 0; trial < 40; trial++) {
      int rank = 2 + random.nextInt(3);
      int[] dimensions = random.ints(rank, 1, 7).toArray();
      dimensions[0] = 1 + random.nextInt(300);
      int features = Arrays.stream(dimensions).skip(1).reduce(1, (a, b) -> a * b);
      byte[] pixels = new byte[dimensions[0] * features];
      random.nextBytes(pixels);
      byte[] classes = new byte[dimensions[0]];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = (byte) random.nextInt(256);
      }

      byte[] images = idx(pixels, dimensions);
      byte[] labels = idx(classes, dimensions[0]);
      boolean packed = random.nextBoolean();
      Dataset table =
          read(
              packed ? gzip(images) : images,
              packed ? gzip(labels) : labels,
              RowFilter.ALL,
              features,
              256);

      assertThat(table.rows()).isEqualTo(dimensions[0]);
      for (int i = 0; i < pixels.length; i++) {
        assertThat(table.values()[i]).isEqualTo((byte) (Byte.toUnsignedInt(pixels[i]) / 2));
      }
      for (int i = 0; i < classes.length; i++) {
        assertThat(table.labels()[i]).isEqualTo(Byte.toUnsignedInt(classes[i]));
      }
    }
  }

  @Test
  void keepsTheRowsOfTheFilter() throws IOException {
    assertThat(read(IMAGES, LABELS, RowFilter.skip(3, 1), 4, 3).values())
        .containsExactly(0, 0, 1, 1, 5, 5, 6, 6);
    assertThat(read(IMAGES, LABELS, RowFilter.keep(3, 1), 4, 3).labels()).containsExactly(0);
  }

  @Test
  void readsImagesWithoutLabels() throws IOException {
    Path images = Files.write(directory.resolve("alone"), IMAGES);

    Dataset table = IdxDatasetReader.readUnlabelled(images, RowFilter.keep(2, 0), 4, 3);

    assertThat(table.hasLabels()).isFalse();
    assertThat(table.values()).containsExactly(0, 0, 1, 1, 5, 5, 6, 6);
  }

  @Test
  void readsMnist() {
    Path images = SharedData.require("mnist/train-images-idx3-ubyte.gz");
    Path labels = SharedData.require("mnist/train-labels-idx1-ubyte.gz");

    Dataset table = IdxDatasetReader.read(images, labels, RowFilter.ALL, 784, 10);

    assertThat(table).hasToString("Dataset[60000 rows x 784 features, 10 classes]");
    assertThat(table.values()).hasSize(60_000 * 784);
    assertThat(table.labels()).startsWith(5, 0, 4, 1, 9);
    int min = 0;
    int max = 0;
    for (byte value : table.values()) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    assertThat(min).isZero();
    assertThat(max).isEqualTo(127);
  }

  @Test
  void aFileOfAnotherKind_fails() throws IOException {
    assertReadFails(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10}, LABELS)
        .contains("images: not an IDX file of unsigned bytes (begins with 89504e47");
    byte[] floats = IMAGES.clone();
    floats[2] = 0x0d;
    assertReadFails(floats, LABELS).contains("begins with 00000d03");
    byte[] noRank = IMAGES.clone();
    noRank[3] = 0;
    assertReadFails(noRank, LABELS).contains("begins with 00000800");
    assertReadFails(IMAGES, new byte[] {0, 1}).contains("labels: not an IDX file", "0001 ");
    assertReadFails(IMAGES, new byte[] {0, 0, 8})
        .contains("labels: truncated: ends within its IDX header");
  }

  @Test
  void imagesAndLabelsExchanged_fail() throws IOException {
    assertReadFails(LABELS, IMAGES).contains("labels: holds images (3x2x2) where labels belong");
    assertReadFails(LABELS, LABELS).contains("images: holds labels (3) where images belong");
  }

  @Test
  void filesOfAnotherLengthThanDeclared_fail() throws IOException {
    for (int length = 4; length < 16; length++) {
      assertReadFails(Arrays.copyOf(IMAGES, length), LABELS)
          .contains("images: truncated: ends within its IDX header");
    }
    for (int length = 16; length < IMAGES.length; length++) {
      assertReadFails(Arrays.copyOf(IMAGES, length), LABELS)
          .contains("images: truncated: declares 3x2x2 = 12 bytes, but holds " + (length - 16));
    }
    assertReadFails(IMAGES, Arrays.copyOf(LABELS, LABELS.length - 1))
        .contains("labels: truncated: declares 3 = 3 bytes, but holds 2");
    assertReadFails(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS)
        .contains("images: damaged: declares 3x2x2 = 12 bytes, but holds more");
    assertReadFails(gzip(Arrays.copyOf(IMAGES, IMAGES.length - 1)), LABELS)
        .contains("images: truncated: declares");
  }

  @Test
  void absurdLengths_failWithoutTakingMemory() throws IOException {
    int most = Integer.MAX_VALUE;
    assertReadFails(idx(new byte[9], 3, -1, 2), LABELS)
        .contains("images: damaged: IDX dimension 2 has length 4294967295");
    // The product of the last three is 2^64 + 4, and 4 pixels are what the network takes.
    assertReadFails(idx(new byte[12], 3, 111_620, 429_509_837, 384_773), LABELS)
        .contains("images: 2147483647 pixels an image");
    assertReadFails(IMAGES, idx(new byte[9], most)).contains("labels: declares 2 GiB or more");
    assertReadFails(IMAGES, idx(new byte[9], most - 8)).contains("labels: truncated");
  }

  @Test
  void anotherNumberOfLabelsThanImages_fails() throws IOException {
    assertReadFails(IMAGES, idx(new byte[] {0, 1}, 2))
        .contains("images: 3 images, but ", "labels has 2 labels");
  }

  @Test
  void anotherNumberOfPixelsThanTheNetworkTakes_fails() throws IOException {
    Path images = TestFiles.write(directory, "images", IMAGES);
    Path labels = TestFiles.write(directory, "labels", LABELS);
    assertFails(() -> IdxDatasetReader.read(images, labels, RowFilter.ALL, 784, 3))
        .contains("images: 4 pixels an image (3x2x2), but the network takes 784", "first width");
  }

  @Test
  void imagesOfAnotherShapeThanTheNetworkTakes_fail() throws IOException {
    Path images = TestFiles.write(directory, "images", idx(new byte[24], 2, 3, 4));
    IdxDatasetReader.checkShape(images, 3, 4, 1);
    assertFails(() -> IdxDatasetReader.checkShape(images, 4, 3, 1))
        .contains(
            "images: holds images of another shape (2x3x4) than the network takes, 4 x 3 with 1"
                + " channels",
            "network.input");
    assertFails(() -> IdxDatasetReader.checkShape(images, 2, 2, 3)).contains("2 x 2 with 3");
    Path colours = TestFiles.write(directory, "colours", idx(new byte[24], 2, 2, 2, 3));
    IdxDatasetReader.checkShape(colours, 2, 2, 3);
    assertFails(() -> IdxDatasetReader.checkShape(colours, 2, 3, 2)).contains("(2x2x2x3)");
    Path flat = TestFiles.write(directory, "flat", idx(new byte[24], 2, 12));
    IdxDatasetReader.checkShape(flat, 4, 3, 1);
  }

  @Test
  void aLabelThatIsNoClass_fails() throws IOException {
    assertReadFails(IMAGES, idx(new byte[] {0, 2, 3}, 3))
        .contains("labels: row 2 (counted from 0): label 3 is no class of 0..2", "last width");
    assertReadFails(IMAGES, idx(new byte[] {0, -1, 3}, 3)).contains("label 255");
  }

  @Test
  void filesWithoutRows_fail() throws IOException {
    assertReadFails(IMAGES, idx(new byte[0], 0)).contains("labels: declares no rows");
    assertReadFails(new byte[0], LABELS).contains("images: empty file");
    Path images = TestFiles.write(directory, "images", IMAGES);
    Path labels = TestFiles.write(directory, "labels", LABELS);
    assertFails(() -> IdxDatasetReader.read(images, labels, RowFilter.keep(5, 4), 4, 3))
        .contains("images: the job's row filter keeps none");
  }

  private AbstractStringAssert<?> assertReadFails(byte[] images, byte[] labels) {
    return assertFails(() -> read(images, labels));
  }

  private Dataset read(byte[] images, byte[] labels) throws IOException {
    return read(images, labels, RowFilter.ALL, 4, 3);
  }

  private Dataset read(byte[] images, byte[] labels, RowFilter rows, int features, int classes)
      throws IOException {
    return IdxDatasetReader.read(
        TestFiles.write(directory, "images", images),
        TestFiles.write(directory, "labels", labels),
        rows,
        features,
        classes);
  }
}
