package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who holds a share of which entries of a matrix. Where one party knows an entry in the clear its
 * share is the value and the other's is zero, and both know that; a product then needs only one
 * direction there ({@link CrossTerm}). The blocks cover each entry once: rows of A, rows of B, rows
 * of which each party has some columns, and shared rows may meet in one matrix.
 */
public final class Ownership {
  /** Who has a share that may differ from zero. */
  public enum Holder {
    /** A knows the value. */
    A,
    /** B knows the value. */
    B,
    /** Nobody knows the value; each has a share. */
    BOTH;

    /** Whether {@code party} has a share. */
    public boolean includes(Party party) {
      return this == BOTH || (this == A) == (party == Party.A);
    }

    /** The holder of what {@code party} knows. */
    public static Holder of(Party party) {
      return party == Party.A ? A : B;
    }
  }

  /**
   * The entries in which a row and a column of these meet; ascending.
   *
   * @param holder of all of them
   */
  public record Block(int[] rows, int[] columns, Holder holder) {
    Block transpose() {
      return new Block(columns, rows, holder);
    }

    private long size() {
      return (long) rows.length * columns.length;
    }

    private boolean isWithin(int rowCount, int columnCount) {
      return isAscending(rows, rowCount) && isAscending(columns, columnCount);
    }

    private static boolean isAscending(int[] indices, int bound) {
      int last = -1;
      for (int index : indices) {
        if (index <= last) {
          return false;
        }
        last = index;
      }
      return last < bound;
    }
  }

  private final List<Block> blocks;

  private Ownership(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** Blocks that cover a matrix. */
  public static Ownership of(List<Block> blocks) {
    return new Ownership(blocks);
  }

  /** Nobody knows any entry. */
  public static Ownership shared(int rows, int columns) {
    return new Ownership(List.of(new Block(all(rows), all(columns), Holder.BOTH)));
  }

  /** Row i is held by {@code holders[i]}. */
  public static Ownership ofRows(Holder[] holders, int columns) {
    Map<Holder, List<Integer>> rows = new EnumMap<>(Holder.class);
    for (int i = 0; i < holders.length; i++) {
      rows.computeIfAbsent(holders[i], h -> new ArrayList<>()).add(i);
    }
    List<Block> blocks = new ArrayList<>();
    rows.forEach((holder, indices) ->
        blocks.add(
            new Block(
                indices.stream().mapToInt(Integer::intValue).toArray(), all(columns), holder)));
    return new Ownership(blocks);
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** The blocks. */
  public List<Block> blocks() {
    return blocks;
  }

  /** Whether nobody knows any entry. */
  public boolean isShared() {
    return blocks.stream().allMatch(block -> block.holder == Holder.BOTH);
  }

  /** Whether each entry is known to a party, so that nothing must be converted. */
  public boolean isKnown() {
    return blocks.stream().noneMatch(block -> block.holder == Holder.BOTH);
  }

  /** Entries that nobody knows. */
  public long sharedEntries() {
    return blocks.stream()
        .filter(block -> block.holder == Holder.BOTH)
        .mapToLong(Block::size)
        .sum();
  }

  /**
   * For each entry, row-major, whether a party knows it.
   *
   * @param columns of the matrix
   */
  public boolean[] known(int rows, int columns) {
    boolean[] out = new boolean[Math.multiplyExact(rows, columns)];
    for (Block block : blocks) {
      if (block.holder != Holder.BOTH) {
        for (int i : block.rows) {
          for (int j : block.columns) {
            out[i * columns + j] = true;
          }
        }
      }
    }
    return out;
  }

  /** Fails unless the blocks cover each entry of a matrix of this shape once. */
  void check(int rows, int columns) {
    boolean within = blocks.stream().allMatch(block -> block.isWithin(rows, columns));
    long size = blocks.stream().mapToLong(Block::size).sum();
    if (!within || size != (long) rows * columns || overlap()) {
      throw new IllegalArgumentException(this + " of a matrix of " + rows + " x " + columns);
    }
  }

  private boolean overlap() {
    for (int i = 0; i < blocks.size(); i++) {
      for (int j = 0; j < i; j++) {
        Block a = blocks.get(i);
        Block b = blocks.get(j);
        if (meet(a.rows, b.rows) && meet(a.columns, b.columns)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether two ascending lists have an index in common. */
  private static boolean meet(int[] a, int[] b) {
    return Arrays.stream(a).anyMatch(i -> Arrays.binarySearch(b, i) >= 0);
  }

  /**
   * That of the matrix that {@code map} makes of one with {@code rowCount} rows: who knows a row
   * knows what becomes of it. What is made of rows of which each party knows a part nobody knows.
   */
  Ownership gather(Gather map, int rowCount) {
    if (blocks.stream().anyMatch(block -> block.columns.length < map.inputs())) {
      return shared(Math.multiplyExact(rowCount, map.rows()), map.columns());
    }
    return new Ownership(
        blocks.stream()
            .map(block ->
                new Block(expanded(block.rows, map.rows()), all(map.columns()), block.holder))
            .toList());
  }

  private static int[] expanded(int[] rows, int times) {
    int[] out = new int[Math.multiplyExact(rows.length, times)];
    Arrays.setAll(out, i -> rows[i / times] * times + i % times);
    return out;
  }

  /** That of the transposed matrix. */
  public Ownership transpose() {
    return new Ownership(blocks.stream().map(Block::transpose).toList());
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (Block block : blocks) {
      parts.add(block.rows.length + " x " + block.columns.length + " of " + block.holder);
    }
    return "Ownership" + parts;
  }
}
