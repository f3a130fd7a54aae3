package quotient.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import quotient.transport.Channel;

/**
 * Sends correlated OTs: it gets a block q per OT and holds one global {@link #delta}, the {@link
 * CotReceiver} gets {@code q xor c Delta} for its choice bit c. See {@link SoftSpoken} for the
 * protocol.
 *
 * <h2>Security guarantees</h2>
 *
 * Against a semi-honest receiver Delta stays hidden and q looks uniform given what the receiver
 * has. Delta's bit 0 is 1, for point-and-permute; 127 bits are random. Blocks must be hashed before
 * they mask anything that depends on Delta ({@link TweakableHash}).
 */
public final class CotSender {
  /** Bytes that a sender sends for its base OTs. */
  public static final long SET_UP_BYTES = BaseOt.receiversBytes(BaseOt.COUNT);

  private final Channel channel;
  private final int k;
  private final SecretBlock delta;
  private final SoftSpoken.Streams streams;
  private final byte[] message = new byte[Fold.STRIDE];
  private final TransposedRows segment = new TransposedRows();

  private long left;

  /**
   * Runs the base OTs with the receiver at the other end of {@code channel}, which this sender then
   * has for itself.
   *
   * @param k as at the receiver
   */
  public CotSender(Channel channel, int k, SecureRandom random) {
    SoftSpoken.checkParameter(k);
    this.channel = channel;
    this.k = k;
    delta = SecretBlock.randomOdd(random);
    // At each level of a tree the sum of the side that the path to the missing leaf does not take.
    byte[] siblings = new byte[SecretBlock.BYTES];
    for (int level = 0; level < 128; level++) {
      int side = 1 ^ delta.bit(pathBit(level));
      siblings[level >>> 3] |= (byte) (side << (level & 7));
    }
    SecretBlock[] sums = BaseOt.receive(channel, SecretBlock.copyOf(siblings, 0), 128, random);
    int leafBytes = SecretBlock.BYTES << k;
    byte[] ordered = new byte[128 / k * leafBytes];
    for (int g = 0; g < 128 / k; g++) {
      int alpha = alpha(g);
      byte[] leaves = GgmTree.puncture(Arrays.copyOfRange(sums, g * k, (g + 1) * k), alpha);
      // Stored by x xor alpha, so that what is computed later does not depend on alpha.
      for (int x = 0; x < 1 << k; x++) {
        System.arraycopy(leaves, 16 * (x ^ alpha), ordered, g * leafBytes + 16 * x, 16);
      }
    }
    streams = new SoftSpoken.Streams(ordered, k, false);
  }

  /** Level i of a tree decides bit k - 1 - i of the leaf's number, the topmost bit first. */
  private int pathBit(int level) {
    int group = level / k;
    return group * k + (k - 1 - level % k);
  }

  private int alpha(int group) {
    int alpha = 0;
    for (int b = 0; b < k; b++) {
      alpha |= delta.bit(group * k + b) << b;
    }
    return alpha;
  }

  /** The global correlation. */
  public SecretBlock delta() {
    return delta;
  }

  /** Starts a batch of {@code count} OTs, as the receiver does at the same time. */
  public void begin(long count) {
    if (left > 0 || segment.left() > 0) {
      throw new IllegalStateException("the last batch of OTs has not been used up");
    }
    left = count;
  }

  /** Writes the blocks q of the batch's next {@code count} OTs to the start of {@code out}. */
  public void next(int count, byte[] out) {
    int done = 0;
    while (done < count) {
      if (segment.left() == 0) {
        extend(SoftSpoken.segmentSize(left) / 8);
        int available = (int) Math.min(left, SoftSpoken.SEGMENT);
        segment.reset(available);
        left -= available;
      }
      int n = Math.min(count - done, segment.left());
      segment.take(n, out, 16 * done);
      done += n;
    }
  }

  private void extend(int bytes) {
    byte[] rows = segment.rows();
    streams.advance(bytes);
    for (int group = 0; group < 128 / k; group++) {
      // The sum of all streams is the receiver's business; it gives way to the receiver's message.
      streams.fold(group, bytes, rows, message);
      channel.read(message, 0, bytes);
      for (int row = group * k; row < (group + 1) * k; row++) {
        Xor.KERNEL.maskedInto(rows, row * Fold.STRIDE, message, 0, bytes, -delta.bit(row));
      }
    }
  }
}
