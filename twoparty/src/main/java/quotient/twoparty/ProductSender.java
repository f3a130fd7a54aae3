package quotient.twoparty;

import java.nio.IntBuffer;
import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.crypto.CotSender;
import quotient.crypto.TweakableHash;
import quotient.transport.Channel;

/** The party with the correlation in one direction of a {@link BitPlaneProduct}. */
final class ProductSender {
  private final Channel channel;
  private final CotSender cots;
  private final BitPlaneProduct.Direction direction;
  private final ProductTiles tiles;
  private final int[][] x;
  private final int[][] y;
  private final byte[] labels;
  private final byte[] pads0;
  private final byte[] pads1;
  private final int[] pad0;
  private final int[] pad1;
  private final int[] message;
  private final byte[] packed;

  /**
   * Announces the direction's OTs.
   *
   * @param y receives this party's summands
   */
  ProductSender(
      Channel channel,
      CotSender cots,
      TweakableHash hash,
      BitPlaneProduct.Direction direction,
      int[][] y) {
    this.channel = channel;
    this.cots = cots;
    this.direction = direction;
    this.y = y;
    tiles = new ProductTiles(direction, hash);
    x = direction.rows();
    labels = new byte[16 * tiles.maxCount()];
    pads0 = tiles.padArray();
    pads1 = tiles.padArray();
    int entries = direction.columns().length;
    pad0 = new int[entries];
    pad1 = new int[entries];
    message = new int[entries];
    packed = new byte[tiles.maxCount() * BitPacking.bytes(entries, 32) + 8];
    cots.begin(direction.ots());
  }

  boolean hasMore() {
    return tiles.hasMore();
  }

  /** Sends tiles until there are {@code burst} bytes, or no more tiles. */
  void send(int burst) {
    int sent = 0;
    while (sent < burst && tiles.hasMore()) {
      sent += sendTile();
    }
    channel.flush();
  }

  private int sendTile() {
    int count = tiles.count();
    int k = tiles.plane();
    int width = direction.width(k);
    int entries = pad0.length;
    cots.next(count, labels);
    tiles.startHashing();
    tiles.expand(labels, pads0);
    BitsToShares.addDelta(labels, count, cots.delta());
    tiles.expand(labels, pads1);
    IntBuffer words0 = ProductTiles.words(pads0);
    IntBuffer words1 = ProductTiles.words(pads1);
    int rowBytes = BitPacking.bytes(entries, width);
    for (int t = 0; t < count; t++) {
      int ot = tiles.first() + t;
      words0.get(t * tiles.padWords(), pad0);
      words1.get(t * tiles.padWords(), pad1);
      int bit = BitVectors.get(direction.bits(k), ot);
      correlate(x[ot % direction.inner()], -bit);
      BitPacking.pack(message, entries, width, packed, t * rowBytes);
      Scatter.add(y[ot / direction.inner()], direction, pad0, -(int) direction.weight(k));
    }
    channel.write(packed, 0, count * rowBytes);
    tiles.advance();
    return count * Math.max(rowBytes, BitPlaneProduct.MIN_OT_BYTES);
  }

  /** message = (m + (1 - 2w) x) xor pad1, with w = 0 or 1 given as a mask. */
  private void correlate(int[] row, int w) {
    for (int c = 0; c < row.length; c++) {
      int signed = (row[c] ^ w) - w;
      message[c] = (pad0[c] + signed) ^ pad1[c];
    }
  }
}
