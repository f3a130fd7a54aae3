package quotient.twoparty;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import quotient.bits.BitPacking;
import quotient.engine.LocalProduct;
import quotient.engine.Shares;

/** {@link ProductSums} in rings of up to 32 bits. */
final class IntSums implements ProductSums {
  private final int[][] y;

  IntSums(LocalProduct local) {
    long[] values = local.values();
    y = new int[local.rows()][local.columns()];
    for (int i = 0; i < y.length; i++) {
      for (int c = 0; c < y[i].length; c++) {
        y[i][c] = (int) values[i * y[i].length + c];
      }
    }
  }

  @Override
  public Rows sending(ProductPart part, Shares x, byte[] pads0, byte[] pads1) {
    int[][] rows = new int[part.term().inner().length][part.columns()];
    for (int j = 0; j < rows.length; j++) {
      long[] row = part.row(x, j);
      for (int c = 0; c < row.length; c++) {
        rows[j][c] = (int) row[c];
      }
    }
    return new OfPart(part, rows, pads0, pads1);
  }

  @Override
  public Rows receiving(ProductPart part, byte[] pads) {
    return new OfPart(part, new int[0][0], pads, pads);
  }

  @Override
  public long[] values() {
    int columns = y[0].length;
    long[] out = new long[Math.multiplyExact(y.length, columns)];
    for (int i = 0; i < y.length; i++) {
      for (int c = 0; c < columns; c++) {
        out[i * columns + c] = y[i][c];
      }
    }
    return out;
  }

  private final class OfPart implements Rows {
    private final int[] rows;
    private final int[] columns;
    private final boolean allColumns;
    private final int inner;
    private final int[][] x;
    private final IntBuffer words0;
    private final IntBuffer words1;
    private final int padWords;
    private final int[] pad0;
    private final int[] pad1;
    private final int[] message;

    OfPart(ProductPart part, int[][] x, byte[] pads0, byte[] pads1) {
      rows = part.term().rows();
      columns = part.term().columns();
      allColumns = columns.length == y[0].length;
      inner = part.term().inner().length;
      this.x = x;
      words0 = words(pads0);
      words1 = words(pads1);
      padWords = 16 / Integer.BYTES * ProductSums.padBlocks(columns.length, part.ring());
      pad0 = new int[columns.length];
      pad1 = new int[columns.length];
      message = new int[columns.length];
    }

    private static IntBuffer words(byte[] pads) {
      return ByteBuffer.wrap(pads).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    @Override
    public void send(int t, int ot, int bit, long weight, int width, byte[] packed, int at) {
      words0.get(t * padWords, pad0);
      words1.get(t * padWords, pad1);
      correlate(x[ot % inner], -bit);
      BitPacking.pack(message, message.length, width, packed, at);
      add(y[rows[ot / inner]], pad0, (int) -weight);
    }

    /** message = (m + (1 - 2w) x) xor pad1, with w = 0 or 1 given as a mask. */
    private void correlate(int[] row, int w) {
      for (int c = 0; c < row.length; c++) {
        int signed = (row[c] ^ w) - w;
        message[c] = (pad0[c] + signed) ^ pad1[c];
      }
    }

    @Override
    public void receive(int t, int ot, int bit, long weight, int width, byte[] packed, int at) {
      words0.get(t * padWords, pad0);
      BitPacking.unpack(packed, at, message.length, width, message);
      unmask(-bit);
      add(y[rows[ot / inner]], message, (int) weight);
    }

    /** message = pad xor (message where w = 1), with w given as a mask. */
    private void unmask(int w) {
      for (int c = 0; c < message.length; c++) {
        message[c] = pad0[c] ^ (message[c] & w);
      }
    }

    /** Adds {@code weight row} to the columns of a sum that the part has. */
    private void add(int[] sum, int[] row, int weight) {
      if (allColumns) {
        // The plain loop is worth its lines: it becomes vector code.
        for (int c = 0; c < sum.length; c++) {
          sum[c] += weight * row[c];
        }
        return;
      }
      for (int c = 0; c < columns.length; c++) {
        sum[columns[c]] += weight * row[c];
      }
    }
  }
}
