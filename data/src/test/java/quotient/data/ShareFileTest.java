package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static quotient.data.TestFiles.assertFails;
import static quotient.data.TestFiles.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareFileTest {
  /** Words that go through the buffer at once. */
  private static final int CHUNK = ShareFileFormat.BUFFER_BYTES / Long.BYTES;

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = directory.resolve("model.share");
  }

  @Test
  void randomSharesSurviveTheRoundTrip() {
    Random random = new Random(6);
    int[] sizes = {0, 1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5};
    for (int trial = 0; trial < 30; trial++) {
      ShareFile.Builder builder = ShareFile.builder();
      int entries = random.nextInt(5);
      for (int i = 0; i < entries; i++) {
        builder.header("key" + i, "wert \u00e4\u20ac " + random.nextLong());
      }
      int sections = random.nextInt(5);
      for (int i = 0; i < sections; i++) {
        builder.section("W" + i, random.longs(sizes[random.nextInt(sizes.length)]).toArray());
      }
      ShareFile written = builder.build();

      commit(written.writeAside(file));
      ShareFile read = ShareFile.read(file);

      assertThat(read.header()).containsExactlyEntriesOf(written.header());
      assertThat(read.sections().keySet()).containsExactlyElementsOf(written.sections().keySet());
      written.sections().forEach((name, words) -> assertThat(read.section(name)).isEqualTo(words));
    }
  }

  @Test
  void theFormatStaysTheSame() throws IOException, NoSuchAlgorithmException {
    byte[] bytes = smallFile();

    String content =
        "895153480d0a1a0a" // magic
            + "01000000" // version
            + "26000000" // table's bytes
            + "6e00000000000000" // file's bytes
            + "01000000"
            + "04000000"
            + "6b696e64"
            + "05000000"
            + "6d6f64656c" // kind: model
            + "01000000"
            + "01000000"
            + "57"
            + "0200000000000000" // W: 2 words
            + "0100000000000000"
            + "feffffffffffffff";
    assertThat(HexFormat.of().formatHex(bytes)).startsWith(content);
    int digested = content.length() / 2;
    assertThat(Arrays.copyOfRange(bytes, digested, bytes.length))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, digested)));
  }

  @Test
  void toStringShowsNoContents() {
    ShareFile shares =
        ShareFile.builder().header("party", "A").section("W0", new long[] {4711}).build();

    assertThat(shares).hasToString("ShareFile[1 header entries, 1 sections]");
  }

  @Test
  void anEntryOrSectionThatIsNotThere_fails() {
    commit(
        ShareFile.builder()
            .header("kind", "model")
            .section("W0", new long[3])
            .build()
            .writeAside(file));
    ShareFile read = ShareFile.read(file);

    assertThat(read.header("kind")).isEqualTo("model");
    assertFails(() -> read.header("party"))
        .isEqualTo(file + ": a share file without 'party'; give one of the right kind");
    assertFails(() -> read.section("W1")).contains("model.share: ", "without section 'W1'");
  }

  @Test
  void theSameNameTwice_fails() {
    ShareFile.Builder builder = ShareFile.builder().header("a", "1").section("a", new long[1]);

    assertThatIllegalArgumentException().isThrownBy(() -> builder.header("a", "2"));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.section("a", new long[2]));
  }

  @Test
  void aHeaderOfMoreThanAMebibyte_fails() {
    ShareFile shares = ShareFile.builder().header("a", "x".repeat(1 << 20)).build();

    assertThatIllegalArgumentException().isThrownBy(() -> shares.writeAside(file));
    assertThat(file).doesNotExist();
  }

  @Test
  void aFlippedByteAnywhere_fails() throws IOException {
    Random random = new Random(7);
    byte[] small = smallFile();
    for (int at = 0; at < small.length; at++) {
      assertFlippedByteFails(small, at, random);
    }
    byte[] large = randomFile(random);
    for (int trial = 0; trial < 200; trial++) {
      assertFlippedByteFails(large, random.nextInt(large.length), random);
    }
  }

  private void assertFlippedByteFails(byte[] sound, int at, Random random) throws IOException {
    byte[] damaged = sound.clone();
    damaged[at] ^= (byte) (1 + random.nextInt(255));
    Files.write(file, damaged);
    assertFails(() -> ShareFile.read(file)).startsWith(file + ": ");
  }

  @Test
  void truncationAnywhere_fails() throws IOException {
    byte[] small = smallFile();
    for (int length = 0; length < small.length; length++) {
      assertTruncationFails(small, length);
    }
    Random random = new Random(8);
    byte[] large = randomFile(random);
    for (int trial = 0; trial < 100; trial++) {
      assertTruncationFails(large, random.nextInt(large.length));
    }
  }

  private void assertTruncationFails(byte[] sound, int length) throws IOException {
    Files.write(file, Arrays.copyOf(sound, length));
    assertFails(() -> ShareFile.read(file))
        .startsWith(file + ": ")
        .contains(length < 8 ? "not a share file" : "truncated");
  }

  @Test
  void bytesAtTheEnd_fail() throws IOException {
    byte[] sound = randomFile(new Random(9));
    Files.write(file, Arrays.copyOf(sound, sound.length + 1));

    assertFails(() -> ShareFile.read(file)).contains("model.share: damaged");
  }

  @Test
  void eachKindOfDamageIsNamed() throws IOException {
    assertPatchFails(0, 0).contains("not a share file");
    assertPatchFails(8, 2).contains("format 2, newer than format 1", "newer quotient");
    assertPatchFails(8, 0).contains("damaged");
    assertPatchFails(12, -1).contains("damaged: its prefix");
    assertPatchFails(12, ShareFileFormat.MAX_TABLE_BYTES + 1).contains("damaged: its prefix");
    assertPatchFails(12, 34).contains("damaged: its table ends too early");
    assertPatchFails(16, 10_000).contains("truncated: 110 bytes of 10000");
    assertPatchFails(16, 109).contains("damaged: its prefix");
    assertPatchFails(24, Integer.MAX_VALUE).contains("damaged: ");
    assertPatchFails(28, Integer.MAX_VALUE).contains("damaged: a text is longer");
    assertPatchFails(28, -1).contains("damaged: a text is longer");
    assertPatchFails(54, Integer.MAX_VALUE).contains("damaged: a section is longer");
    assertPatchFails(58, 1).contains("damaged: a section is longer");
    assertPatchFails(58, -1).contains("damaged: a section is longer");
    assertPatchFails(54, 1).contains("damaged: its check sum is wrong");
    assertPatchFails(62, 5).contains("damaged: its check sum is wrong");
    assertPatchFails(106, 5).contains("damaged: its check sum is wrong");
  }

  @Test
  void sectionsThatAreTogetherLongerThanTheFile_fail() throws IOException {
    commit(
        ShareFile.builder()
            .section("V", new long[] {1, 2})
            .section("W", new long[] {3})
            .build()
            .writeAside(file));
    byte[] bytes = Files.readAllBytes(file);
    bytes[ShareFileFormat.PREFIX_BYTES + 26] = 2; // the words of W, in the table's last eight bytes
    Files.write(file, bytes);

    assertFails(() -> ShareFile.read(file)).contains("damaged: a section is longer");
  }

  @Test
  void aTableOfMoreThanAMebibyteInALongFile_fails() throws IOException {
    commit(ShareFile.builder().section("W", new long[1 << 18]).build().writeAside(file));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(12, Integer.reverseBytes(ShareFileFormat.MAX_TABLE_BYTES + 1));
    Files.write(file, bytes);

    assertFails(() -> ShareFile.read(file)).contains("damaged: its prefix");
  }

  /** Puts another 32-bit number into {@link #smallFile}. */
  private AbstractStringAssert<?> assertPatchFails(int at, int number) throws IOException {
    byte[] bytes = smallFile();
    ByteBuffer.wrap(bytes).putInt(at, Integer.reverseBytes(number));
    Files.write(file, bytes);
    return assertFails(() -> ShareFile.read(file)).startsWith(file + ": ");
  }

  private byte[] smallFile() throws IOException {
    commit(
        ShareFile.builder()
            .header("kind", "model")
            .section("W", new long[] {1, -2})
            .build()
            .writeAside(file));
    return Files.readAllBytes(file);
  }

  private byte[] randomFile(Random random) throws IOException {
    commit(
        ShareFile.builder()
            .header("kind", "model")
            .header("party", "A")
            .section("W0", random.longs(300).toArray())
            .section("W1", random.longs(41).toArray())
            .build()
            .writeAside(file));
    return Files.readAllBytes(file);
  }
}
