package quotient.crypto;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import quotient.bits.Words;
import quotient.transport.Channel;

/**
 * Receives correlated OTs: for each of its choice bits c it gets a block {@code t = q xor c Delta},
 * where the {@link CotSender} gets q and has Delta. See {@link SoftSpoken} for the protocol.
 *
 * <p>Use: {@link #begin} with all choice bits of a batch, then {@link #next} until they are used
 * up. Messages go one way, receiver to sender, a window of segments ahead of use. They leave as
 * soon as they are made, so that the sender need not wait for them.
 *
 * <h2>Security guarantees</h2>
 *
 * Against a semi-honest sender the choice bits stay hidden: each message is masked by a stream that
 * the sender does not have.
 */
public final class CotReceiver {
  /** Bytes that a receiver sends for its base OTs. */
  public static final long SET_UP_BYTES = BaseOt.sendersBytes(BaseOt.COUNT);

  private final Channel channel;
  private final int k;
  private final int window;
  private final SoftSpoken.Streams streams;
  private final byte[] message = new byte[Fold.STRIDE];
  private final byte[] choiceBytes = new byte[SoftSpoken.SEGMENT / 8];

  private final ArrayDeque<TransposedRows> ready = new ArrayDeque<>();
  private final ArrayDeque<TransposedRows> spare = new ArrayDeque<>();
  private long[] choices = new long[0];
  private long extended;
  private long total;

  /**
   * Runs the base OTs with the sender at the other end of {@code channel}, which this receiver then
   * has for itself.
   *
   * @param extension its k as at the sender
   */
  public CotReceiver(Channel channel, OtExtension extension, SecureRandom random) {
    this.channel = channel;
    k = extension.k();
    window = extension.window();
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
    streams = new SoftSpoken.Streams(leaves, k, true);
  }

  /** Bytes that a receiver sends for a batch of {@code count} OTs. */
  public static long bytes(long count, int k) {
    long whole = count - count % SoftSpoken.SEGMENT;
    return (whole + SoftSpoken.segmentSize(count - whole)) / 8 * (128 / k);
  }

  /**
   * How many OTs of a batch the sender may use beyond those that this receiver has used: so many at
   * least are sent ahead. Whoever takes more must wait until the receiver has used some.
   */
  int ahead() {
    return ahead(window);
  }

  /** The same for a window. */
  static int ahead(int window) {
    return (window - 1) * SoftSpoken.SEGMENT;
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
    fillWindow();
  }

  /** Writes the blocks of the batch's next {@code count} OTs to the start of {@code out}. */
  public void next(int count, byte[] out) {
    int done = 0;
    while (done < count) {
      TransposedRows segment = ready.getFirst();
      int n = Math.min(count - done, segment.left());
      segment.take(n, out, 16 * done);
      done += n;
      if (segment.left() == 0) {
        spare.add(ready.removeFirst());
        fillWindow();
      }
    }
  }

  private void fillWindow() {
    while (extended < total && ready.size() < window) {
      long left = total - extended;
      TransposedRows segment = spare.isEmpty() ? new TransposedRows() : spare.removeFirst();
      extend(SoftSpoken.segmentSize(left) / 8, segment.rows());
      int count = (int) Math.min(left, SoftSpoken.SEGMENT);
      segment.reset(count);
      ready.add(segment);
      extended += count;
    }
    channel.flush();
  }

  private void extend(int bytes, byte[] rows) {
    int firstWord = (int) (extended / 64);
    for (int w = 0; w < bytes / 8; w++) {
      long c = firstWord + w < choices.length ? choices[firstWord + w] : 0;
      Words.set(choiceBytes, 8 * w, c);
    }
    streams.advance(bytes);
    for (int group = 0; group < 128 / k; group++) {
      streams.fold(group, bytes, rows, message);
      Xor.KERNEL.into(message, 0, choiceBytes, 0, bytes);
      channel.write(message, 0, bytes);
    }
  }
}
