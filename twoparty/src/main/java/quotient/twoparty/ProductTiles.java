package quotient.twoparty;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import quotient.bits.BitPacking;
import quotient.crypto.TweakableHash;

/**
 * The walk over the OTs of one {@link BitPlaneProduct.Direction}, in tiles: OTs of one plane whose
 * pads together make about 32 KiB. Sender and receiver walk alike.
 */
final class ProductTiles {
  private static final int PAD_BYTES = 1 << 15;

  /** OTs that share a hash key at most. */
  private static final int OTS_PER_KEY = 1 << 12;

  /** Blocks of pads that share a hash key: the sender hashes two for each, 2^18 in all. */
  private static final int BLOCKS_PER_KEY = 1 << 17;

  private final BitPlaneProduct.Direction direction;
  private final TweakableHash hash;
  private final int blocksPerOt;
  private final int tileOts;
  private final int otsPerKey;
  private int plane;
  private int next;
  private int underKey;

  ProductTiles(BitPlaneProduct.Direction direction, TweakableHash hash) {
    this.direction = direction;
    this.hash = hash;
    // A pad word of 32 bits for each entry: drawing fewer bits would save no time.
    blocksPerOt = blocks(direction.columns().length);
    tileOts = Math.clamp(PAD_BYTES / (16 * Math.max(1, blocksPerOt)), 1, 2048);
    otsPerKey = otsPerKey(direction.columns().length);
    underKey = otsPerKey;
  }

  /** Blocks of pad for a row of so many entries. */
  private static int blocks(int columns) {
    return Math.ceilDiv(columns, 4);
  }

  /** OTs that share a hash key where each serves a row of so many entries. */
  static int otsPerKey(int columns) {
    int ots = BLOCKS_PER_KEY / Math.max(1, blocks(columns));
    if (ots == 0) {
      throw new IllegalArgumentException(
          "products by OT have at most " + 4 * BLOCKS_PER_KEY + " columns, not " + columns);
    }
    return Math.min(OTS_PER_KEY, ots);
  }

  boolean hasMore() {
    return plane < direction.planeCount();
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
    return Math.min(tileOts, direction.otsPerPlane() - next);
  }

  /** Bytes of the current tile's messages, a row of packed entries for each OT. */
  int messageBytes() {
    return count() * BitPacking.bytes(direction.columns().length, direction.width(plane));
  }

  /** The most OTs that a tile has. */
  int maxCount() {
    return tileOts;
  }

  /** Room for the pads of a tile. */
  byte[] padArray() {
    return new byte[16 * blocksPerOt * tileOts];
  }

  /** A view of pads as 32-bit words: those of OT t of a tile begin at {@code t * padWords()}. */
  static IntBuffer words(byte[] pads) {
    return ByteBuffer.wrap(pads).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  /** 32-bit words of pad per OT. */
  int padWords() {
    return 4 * blocksPerOt;
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
    if (next == direction.otsPerPlane()) {
      next = 0;
      plane++;
    }
  }
}
