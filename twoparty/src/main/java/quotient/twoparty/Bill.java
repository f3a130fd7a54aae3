package quotient.twoparty;

import quotient.crypto.OtExtension;
import quotient.engine.Party;

/**
 * What a protocol costs, to the byte: known from shapes alone, without data and without a peer.
 * Bytes are those that are written to channels, without the headers of frames.
 *
 * @param ands AND gates, times lanes
 * @param cots correlated OTs, in both directions
 * @param bytesFromA bytes that A sends, on all channels
 * @param bytesFromB bytes that B sends, on all channels
 */
public record Bill(long ands, long cots, long bytesFromA, long bytesFromB) {
  /** Nothing. */
  public static final Bill NONE = new Bill(0, 0, 0, 0);

  /** Bytes that one party sends. */
  public static Bill ofBytes(Party sender, long bytes) {
    return sender == Party.A ? new Bill(0, 0, bytes, 0) : new Bill(0, 0, 0, bytes);
  }

  /** A batch of correlated OTs, beyond the messages that are made of them. */
  static Bill ofCots(OtExtension extension, Party sender, long count) {
    return new Bill(0, count, 0, 0).plus(ofBytes(sender.other(), extension.bytes(count)));
  }

  /** The sum. */
  public Bill plus(Bill other) {
    return new Bill(
        ands + other.ands,
        cots + other.cots,
        bytesFromA + other.bytesFromA,
        bytesFromB + other.bytesFromB);
  }

  /** Bytes of both parties. */
  public long bytes() {
    return bytesFromA + bytesFromB;
  }
}
