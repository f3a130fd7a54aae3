package quotient.twoparty;

import java.nio.IntBuffer;
import quotient.bits.BitBatch;
import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.crypto.CotReceiver;
import quotient.crypto.TweakableHash;
import quotient.transport.Channel;

/** The party that chooses in one direction of a {@link BitPlaneProduct}. */
final class ProductReceiver {
  private final Channel channel;
  private final CotReceiver cots;
  private final BitPlaneProduct.Direction direction;
  private final ProductTiles tiles;
  private final int[][] y;
  private final byte[] labels;
  private final byte[] pads;
  private final int[] pad;
  private final int[] message;
  private final byte[] packed;

  /**
   * Announces the direction's OTs.
   *
   * @param y receives this party's summands
   */
  ProductReceiver(
      Channel channel,
      CotReceiver cots,
      TweakableHash hash,
      BitPlaneProduct.Direction direction,
      int[][] y) {
    this.channel = channel;
    this.cots = cots;
    this.direction = direction;
    this.y = y;
    tiles = new ProductTiles(direction, hash);
    labels = new byte[16 * tiles.maxCount()];
    pads = tiles.padArray();
    int entries = direction.columns().length;
    pad = new int[entries];
    message = new int[entries];
    packed = new byte[tiles.maxCount() * BitPacking.bytes(entries, 32) + 8];
    BitBatch choices = new BitBatch();
    for (int k = 0; k < direction.planeCount(); k++) {
      choices.add(direction.bits(k), direction.otsPerPlane());
    }
    cots.begin(choices.bits(), choices.count());
  }

  boolean hasMore() {
    return tiles.hasMore();
  }

  /** Receives the tiles that the sender sends in one burst. */
  void receive(int burst) {
    int received = 0;
    while (received < burst && tiles.hasMore()) {
      received += receiveTile();
    }
  }

  private int receiveTile() {
    int count = tiles.count();
    int k = tiles.plane();
    int width = direction.width(k);
    int entries = pad.length;
    int rowBytes = BitPacking.bytes(entries, width);
    cots.next(count, labels);
    tiles.startHashing();
    tiles.expand(labels, pads);
    IntBuffer words = ProductTiles.words(pads);
    channel.read(packed, 0, count * rowBytes);
    for (int t = 0; t < count; t++) {
      int ot = tiles.first() + t;
      words.get(t * tiles.padWords(), pad);
      BitPacking.unpack(packed, t * rowBytes, entries, width, message);
      unmask(-BitVectors.get(direction.bits(k), ot));
      Scatter.add(y[ot / direction.inner()], direction, message, (int) direction.weight(k));
    }
    tiles.advance();
    return count * Math.max(rowBytes, BitPlaneProduct.MIN_OT_BYTES);
  }

  /** message = pad xor (message where w = 1), with w given as a mask. */
  private void unmask(int w) {
    for (int c = 0; c < message.length; c++) {
      message[c] = pad[c] ^ (message[c] & w);
    }
  }
}
