package quotient.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The unit of the wire: a header of four bytes (one byte kind, three bytes payload length, little
 * endian) and the payload.
 *
 * <pre>
 * kind   payload
 * data   1 to 65,532 bytes of the stream
 * end    none; the orderly goodbye, after which nothing comes
 * abort  1 byte, the code of an {@link AbortReason}, after which nothing comes
 * </pre>
 *
 * Everything else is refused as soon as its header is seen, before any room is made for it.
 */
final class Frames {
  static final int HEADER_BYTES = 4;

  /** A full frame with its header is 64 KiB, which is exactly four TLS records. */
  static final int MAX_FRAME_BYTES = 1 << 16;

  static final int MAX_PAYLOAD_BYTES = MAX_FRAME_BYTES - HEADER_BYTES;

  static final int DATA = 1;
  static final int END = 2;
  static final int ABORT = 3;

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Frames() {}

  static void putHeader(byte[] bytes, int offset, int kind, int length) {
    INT.set(bytes, offset, kind | length << 8);
  }

  static int header(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  static int kind(int header) {
    return header & 0xff;
  }

  static int length(int header) {
    return header >>> 8;
  }

  /**
   * Accepts a header that came from outside, or says what is wrong with it.
   *
   * @throws ChannelException MALFORMED, naming the peer, the length and the limit
   */
  static void check(int header, String peer) {
    int length = length(header);
    switch (kind(header)) {
      case DATA -> checkLength(peer, "data", length, 1, MAX_PAYLOAD_BYTES);
      case END -> checkLength(peer, "end", length, 0, 0);
      case ABORT -> checkLength(peer, "abort", length, 1, 1);
      default ->
          throw Failures.malformed(
              peer, "a frame of unknown kind " + kind(header) + " and " + length + " bytes");
    }
  }

  private static void checkLength(String peer, String kind, int length, int least, int most) {
    if (length < least || length > most) {
      String limit = least == most ? "exactly " + most : least + " to " + most;
      throw Failures.malformed(
          peer, "a frame of kind " + kind + " with " + length + " bytes, allowed are " + limit);
    }
  }
}
