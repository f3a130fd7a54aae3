package quotient.twoparty;

import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.crypto.Correlations;
import quotient.crypto.CotSender;
import quotient.crypto.TweakableHash;
import quotient.engine.Shares;
import quotient.transport.Channel;

/** The party with the correlation in one part of a {@link BitPlaneProduct}. */
final class ProductSender implements Correlations.Direction {
  private final Channel channel;
  private final CotSender cots;
  private final ProductPart part;
  private final ProductTiles tiles;
  private final ProductSums.Rows rows;
  private final byte[] labels;
  private final byte[] pads0;
  private final byte[] pads1;
  private final byte[] packed;

  /**
   * A part whose OTs come from a batch that is announced before the first tile.
   *
   * @param sums receives this party's summands
   */
  ProductSender(
      Channel channel,
      CotSender cots,
      TweakableHash hash,
      ProductPart part,
      Shares x,
      ProductSums sums) {
    this.channel = channel;
    this.cots = cots;
    this.part = part;
    tiles = new ProductTiles(part, hash);
    labels = new byte[16 * tiles.maxCount()];
    pads0 = tiles.padArray();
    pads1 = tiles.padArray();
    packed = tiles.messageArray();
    rows = sums.sending(part, x, pads0, pads1);
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
    cots.next(count, labels);
    tiles.startHashing();
    tiles.expand(labels, pads0);
    BitsToShares.addDelta(labels, count, cots.delta());
    tiles.expand(labels, pads1);
    int rowBytes = BitPacking.bytes(part.columns(), width);
    for (int t = 0; t < count; t++) {
      int ot = tiles.first() + t;
      int bit = BitVectors.get(part.bits(k), ot);
      rows.send(t, ot, bit, part.weight(k), width, packed, t * rowBytes);
    }
    channel.write(packed, 0, tiles.messageBytes());
    tiles.advance();
  }
}
