package quotient.twoparty;

import quotient.engine.LocalProduct;
import quotient.engine.Shares;

/**
 * This side's share of a product by OT as it adds up, and the arithmetic of its rows: by ints in
 * rings of up to 32 bits, by longs in wider ones.
 */
sealed interface ProductSums permits IntSums, LongSums {
  /** Sums that begin with what this side computes alone. */
  static ProductSums of(LocalProduct local, int width) {
    return width <= Integer.SIZE ? new IntSums(local) : new LongSums(local);
  }

  /** Blocks of pads for a row of so many entries: a word of 32 or 64 bits for each. */
  static int padBlocks(int columns, int width) {
    return Math.ceilDiv(columns, entriesOfAPadBlock(width));
  }

  /** Entries that a block of pads serves. */
  static int entriesOfAPadBlock(int width) {
    // Drawing fewer bits would save no time.
    return width <= Integer.SIZE ? 4 : 2;
  }

  /**
   * The rows of a part in which this side has the correlation.
   *
   * @param pads0 of each OT of a tile, one after the other, the pads of choice 0
   * @param pads1 those of choice 1
   */
  Rows sending(ProductPart part, Shares x, byte[] pads0, byte[] pads1);

  /** The rows of a part in which this side chooses. */
  Rows receiving(ProductPart part, byte[] pads);

  /** The sums, row-major. */
  long[] values();

  /** What happens to the row of an OT. */
  interface Rows {
    /**
     * Packs the message of an OT at {@code packed[at]} and adds this side's summand.
     *
     * @param t its number in the tile
     * @param ot its number in the plane
     * @param bit this side's bit
     * @param width bits of an entry in the message
     */
    void send(int t, int ot, int bit, long weight, int width, byte[] packed, int at);

    /** Unpacks a message and adds this side's summand; parameters as of {@link #send}. */
    void receive(int t, int ot, int bit, long weight, int width, byte[] packed, int at);
  }
}
