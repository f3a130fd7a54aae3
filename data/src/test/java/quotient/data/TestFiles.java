package quotient.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Makes files to read, and looks at failures. */
final class TestFiles {
  private TestFiles() {}

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  /** An IDX file of unsigned bytes. */
  static byte[] idx(byte[] body, int... dimensions) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + body.length);
    file.putInt(0x800 | dimensions.length);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    return file.put(body).array();
  }

  static Path write(Path directory, String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  /** Gives a file that was written aside its name. */
  static void commit(PendingFile file) {
    try (file) {
      file.commit();
      file.settle();
    }
  }

  /** Asserts that the call fails with a DataException of one line, and looks at that line. */
  static AbstractStringAssert<?> assertFails(ThrowingCallable call) {
    DataException failure = catchThrowableOfType(DataException.class, call);
    assertThat(failure).as("failure").isNotNull();
    return assertThat(failure.getMessage()).isNotBlank().doesNotContainPattern("\\R");
  }
}
