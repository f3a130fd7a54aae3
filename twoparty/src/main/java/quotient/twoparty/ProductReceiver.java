package quotient.twoparty;

import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.crypto.Correlations;
import quotient.crypto.CotReceiver;
import quotient.crypto.TweakableHash;
import quotient.transport.Channel;

/** The party that chooses in one part of a {@link BitPlaneProduct}. */
final class ProductReceiver implements Correlations.Direction {
  private final Channel channel;
  private final CotReceiver cots;
  private final ProductPart part;
  private final ProductTiles tiles;
  private final ProductSums.Rows rows;
  private final byte[] labels;
  private final byte[] pads;
  private final byte[] packed;

  /**
   * A part whose OTs come from a batch that is announced before the first tile.
   *
   * @param sums receives this party's summands
   */
  ProductReceiver(
      Channel channel, CotReceiver cots, TweakableHash hash, ProductPart part, ProductSums sums) {
    this.channel = channel;
    this.cots = cots;
    this.part = part;
    tiles = new ProductTiles(part, hash);
    labels = new byte[16 * tiles.maxCount()];
    pads = tiles.padArray();
    packed = tiles.messageArray();
    rows = sums.receiving(part, pads);
  }

  @Override
  public boolean hasMore() {
    return tiles.hasMore();
  }

  @Override
  public int ots() {
    return tiles.count();
  }

  @Override
  public int bytes() {
    return tiles.messageBytes();
  }

  @Override
  public void step() {
    int count = tiles.count();
    int k = tiles.plane();
    int width = part.width(k);
    int rowBytes = BitPacking.bytes(part.columns(), width);
    cots.next(count, labels);
    tiles.startHashing();
    tiles.expand(labels, pads);
    channel.read(packed, 0, tiles.messageBytes());
    for (int t = 0; t < count; t++) {
      int ot = tiles.first() + t;
      int bit = BitVectors.get(part.bits(k), ot);
      rows.receive(t, ot, bit, part.weight(k), width, packed, t * rowBytes);
    }
    tiles.advance();
  }
}
