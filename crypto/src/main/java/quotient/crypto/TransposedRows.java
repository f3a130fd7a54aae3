package quotient.crypto;

import quotient.bits.BitTranspose;

/**
 * The 128 rows of one segment of an OT extension, from which blocks are taken in order of columns.
 * Rows are transposed only when they are asked for, straight into the caller's array wherever whole
 * tiles are wanted.
 */
final class TransposedRows {
  private static final int STRIDE = Fold.STRIDE;
  private static final int TILE = BitTranspose.TILE;

  private final byte[] rows = new byte[128 * STRIDE];
  private final byte[] tile = new byte[16 * TILE];
  private final BitTranspose transpose = BitTranspose.create();
  private int count;
  private int used;

  /** The rows themselves, {@link Fold#STRIDE} bytes apart; to be filled before {@link #reset}. */
  byte[] rows() {
    return rows;
  }

  /** Says that the first {@code count} columns are there, none of them taken. */
  void reset(int count) {
    this.count = count;
    used = 0;
  }

  /** Columns not yet taken. */
  int left() {
    return count - used;
  }

  /** Writes the next {@code wanted} blocks, no more than {@link #left}, at byte {@code at}. */
  void take(int wanted, byte[] out, int at) {
    int done = 0;
    while (done < wanted) {
      int within = used % TILE;
      int n = Math.min(wanted - done, TILE - within);
      if (n == TILE) {
        transpose.tile(rows, used / 8, STRIDE, out, at + 16 * done);
      } else {
        if (within == 0) {
          transpose.tile(rows, used / 8, STRIDE, tile, 0);
        }
        System.arraycopy(tile, 16 * within, out, at + 16 * done, 16 * n);
      }
      used += n;
      done += n;
    }
  }
}
