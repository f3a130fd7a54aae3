package quotient.crypto;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import quotient.transport.Channel;

/**
 * Receives correlated OTs: for each of its choice bits c it gets a block {@code t = q xor c Delta},
 * where the {@link CotSender} gets q and has Delta. See {@link SoftSpoken} for the protocol.
 *
 * <p>Use: {@link #begin} with all choice bits of a batch, then {@link #next} until they are used
 * up. Messages go one way, receiver to sender, a few segments ahead of use.
 *
 * <h2>Security guarantees</h2>
 *
 * Against a semi-honest sender the choice bits stay hidden: each message is masked by a stream that
 * the sender does not have.
 */
public final class CotReceiver {
  /**
   * How many OTs of a batch the sender may use beyond those that the receiver has used: so many at
   * least are sent ahead. Whoever takes more must hear from the receiver in between.
   */
  public static final int AHEAD = (SoftSpoken.WINDOW - 1) * SoftSpoken.SEGMENT;

  private final Channel channel;
  private final int k;
  private final SoftSpoken.Streams streams;
  private final byte[] stream = new byte[SoftSpoken.SEGMENT / 8];
  private final byte[] message = new byte[SoftSpoken.SEGMENT / 8];
  private final byte[] rows = new byte[16 * SoftSpoken.SEGMENT];

  private final ArrayDeque<Segment> ready = new ArrayDeque<>();
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private long[] choices = new long[0];
  private long extended;
  private long total;
  private int used;

  private record Segment(byte[] blocks, int count) {}

  /**
   * Runs the base OTs with the sender at the other end of {@code channel}, which this receiver then
   * has for itself.
   *
   * @param k 1, 2, 4 or 8: 128/k bits are sent per OT
   */
  public CotReceiver(Channel channel, int k, SecureRandom random) {
    SoftSpoken.checkParameter(k);
    this.channel = channel;
    this.k = k;
    int groups = 128 / k;
    byte[] leaves = new byte[(groups << k) * SecretBlock.BYTES];
    SecretBlock[] left = new SecretBlock[128];
    SecretBlock[] right = new SecretBlock[128];
    for (int g = 0; g < groups; g++) {
      GgmTree.Full tree = GgmTree.grow(SecretBlock.random(random), k);
      System.arraycopy(tree.sums()[0], 0, left, g * k, k);
      System.arraycopy(tree.sums()[1], 0, right, g * k, k);
      System.arraycopy(tree.leaves(), 0, leaves, g * tree.leaves().length, tree.leaves().length);
    }
    BaseOt.send(channel, left, right, random);
    streams = new SoftSpoken.Streams(leaves);
  }

  /**
   * Starts a batch of {@code count} OTs.
   *
   * @param choiceBits the choice of OT j in bit j mod 64 of word j / 64; kept until the batch ends
   */
  public void begin(long[] choiceBits, long count) {
    if (extended < total || !ready.isEmpty()) {
      throw new IllegalStateException("the last batch of OTs has not been used up");
    }
    choices = choiceBits;
    extended = 0;
    total = count;
    used = 0;
    fillWindow();
  }

  /** Writes the blocks of the batch's next {@code count} OTs to the start of {@code out}. */
  public void next(int count, byte[] out) {
    int done = 0;
    while (done < count) {
      Segment segment = ready.getFirst();
      int n = Math.min(count - done, segment.count - used);
      System.arraycopy(segment.blocks, 16 * used, out, 16 * done, 16 * n);
      used += n;
      done += n;
      if (used == segment.count) {
        spare.add(ready.removeFirst().blocks);
        used = 0;
        fillWindow();
      }
    }
  }

  private void fillWindow() {
    while (extended < total && ready.size() < SoftSpoken.WINDOW) {
      long left = total - extended;
      byte[] blocks = spare.isEmpty() ? new byte[16 * SoftSpoken.SEGMENT] : spare.removeFirst();
      extend(SoftSpoken.segmentSize(left), blocks);
      int count = (int) Math.min(left, SoftSpoken.SEGMENT);
      ready.add(new Segment(blocks, count));
      extended += count;
    }
    channel.flush();
  }

  private void extend(int count, byte[] blocks) {
    int bytes = count / 8;
    int firstWord = (int) (extended / 64);
    streams.advance(bytes);
    Arrays.fill(rows, 0, 128 * bytes, (byte) 0);
    for (int group = 0; group < 128 / k; group++) {
      for (int w = 0; w < bytes / 8; w++) {
        long c = firstWord + w < choices.length ? choices[firstWord + w] : 0;
        Words.set(message, 8 * w, c);
      }
      for (int x = 0; x < 1 << k; x++) {
        streams.read((group << k) + x, stream, bytes);
        Words.xorInto(message, 0, stream, 0, bytes);
        for (int b = 0; b < k; b++) {
          if ((x >>> b & 1) != 0) {
            Words.xorInto(rows, (group * k + b) * bytes, stream, 0, bytes);
          }
        }
      }
      channel.write(message, 0, bytes);
    }
    BitTranspose.transpose128(rows, count, blocks);
  }
}
