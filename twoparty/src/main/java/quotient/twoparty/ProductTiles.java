package quotient.twoparty;

import quotient.bits.BitPacking;
import quotient.crypto.TweakableHash;

/**
 * The walk over the OTs of one {@link ProductPart}, in tiles: OTs of one plane whose pads together
 * make about 32 KiB. Sender and receiver walk alike.
 */
final class ProductTiles {
  private static final int PAD_BYTES = 1 << 15;

  /** OTs that share a hash key at most. */
  private static final int OTS_PER_KEY = 1 << 12;

  /** Blocks of pads that share a hash key: the sender hashes two for each, 2^18 in all. */
  private static final int BLOCKS_PER_KEY = 1 << 17;

  private final ProductPart part;
  private final TweakableHash hash;
  private final int blocksPerOt;
  private final int tileOts;
  private final int otsPerKey;
  private int plane;
  private int next;
  private int underKey;

  ProductTiles(ProductPart part, TweakableHash hash) {
    this.part = part;
    this.hash = hash;
    blocksPerOt = ProductSums.padBlocks(part.columns(), part.ring());
    tileOts = tileOts(blocksPerOt);
    otsPerKey = otsPerKey(blocksPerOt);
    underKey = otsPerKey;
  }

  /** The longest rows of which the OTs can keep to the bound on hashes under a key. */
  static int maxColumns(int ring) {
    return BLOCKS_PER_KEY * ProductSums.entriesOfAPadBlock(ring);
  }

  /** OTs that share a hash key where each needs so many blocks of pads. */
  static int otsPerKey(int blocksPerOt) {
    return Math.min(OTS_PER_KEY, BLOCKS_PER_KEY / blocksPerOt);
  }

  /** OTs of a tile where each needs so many blocks of pads. */
  static int tileOts(int blocksPerOt) {
    return Math.clamp(PAD_BYTES / (16 * blocksPerOt), 1, 2048);
  }

  boolean hasMore() {
    return plane < part.planeCount();
  }

  /** The plane of the current tile. */
  int plane() {
    return plane;
  }

  /** The first OT of the current tile within its plane. */
  int first() {
    return next;
  }

  /** OTs in the current tile. */
  int count() {
    return Math.min(tileOts, part.otsPerPlane() - next);
  }

  /** Bytes of the current tile's messages, a row of packed entries for each OT. */
  int messageBytes() {
    return count() * BitPacking.bytes(part.columns(), part.width(plane));
  }

  /** The most OTs that a tile has. */
  int maxCount() {
    return tileOts;
  }

  /** Room for the pads of a tile. */
  byte[] padArray() {
    return new byte[16 * blocksPerOt * tileOts];
  }

  /** Room for the messages of a tile. */
  byte[] messageArray() {
    return new byte[tileOts * BitPacking.bytes(part.columns(), part.ring()) + 8];
  }

  /** Starts the hashes of a tile: renews the key when it has served long enough. */
  void startHashing() {
    if (underKey + tileOts > otsPerKey) {
      hash.nextVector();
      underKey = 0;
    }
  }

  /** Expands the labels of the current tile into pads. */
  void expand(byte[] labels, byte[] pads) {
    hash.expand(labels, count(), underKey, blocksPerOt, pads);
  }

  /** Moves on to the next tile. */
  void advance() {
    int count = count();
    underKey += count;
    next += count;
    if (next == part.otsPerPlane()) {
      next = 0;
      plane++;
    }
  }
}
