package quotient.twoparty;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import quotient.bits.BitVectors;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;

/**
 * Deals plain values as one side's input: a random share to each party, or everything to a clear
 * engine. All sides must deal the same values in the same order.
 */
final class Dealer {
  private final @Nullable Party party;
  private final SplittableRandom masks;

  private Dealer(@Nullable Party party, long seed) {
    this.party = party;
    masks = new SplittableRandom(seed);
  }

  /** Deals everything to the one side that there is. */
  static Dealer ofAll() {
    return new Dealer(null, 0);
  }

  static Dealer of(Party party, long seed) {
    return new Dealer(party, seed);
  }

  Shares shares(int rows, int columns, int width, long[] values) {
    return shares(values, width, Ownership.shared(rows, columns), rows, columns);
  }

  private Shares shares(long[] values, int width, Ownership ownership, int rows, int columns) {
    Optional<Party>[] owners = owners(ownership, rows, columns);
    long[] share = values.clone();
    for (int i = 0; i < share.length; i++) {
      long mask = masks.nextLong();
      if (owners[i].isPresent()) {
        share[i] = owned(values[i], owners[i].get());
      } else if (party != null) {
        share[i] = party == Party.A ? mask : values[i] - mask;
      }
    }
    return Shares.of(rows, columns, width, share);
  }

  /** A matrix that is made from shares. */
  Matrix matrixOfShares(int rows, int columns, int width, long[] values, Ownership ownership) {
    return Matrix.ofShares(shares(values, width, ownership, rows, columns), ownership);
  }

  /**
   * A matrix that is made from bits, or from what is known. Entry i holds the bits of all planes.
   */
  Matrix matrixOfBits(
      int rows, int columns, long[] weights, long[] values, Ownership ownership, int widestRing) {
    Optional<Party>[] owners = owners(ownership, rows, columns);
    long[] share = values.clone();
    for (int i = 0; i < share.length; i++) {
      long mask = masks.nextLong();
      if (owners[i].isPresent()) {
        share[i] = owned(values[i], owners[i].get());
      } else if (party != null) {
        share[i] = party == Party.A ? mask : values[i] ^ mask;
      }
    }
    if (ownership.isKnown()) {
      return Matrix.ofKnown(rows, columns, share, weights, ownership);
    }
    long[][] bits = BitVectors.split(share, 0, share.length, weights.length);
    return Matrix.ofBits(Planes.of(rows, columns, weights, bits), widestRing, ownership);
  }

  /** A matrix that nobody knows, made from bits. */
  Matrix matrixOfBits(int rows, int columns, long[] weights, long[] values, int widestRing) {
    return matrixOfBits(
        rows, columns, weights, values, Ownership.shared(rows, columns), widestRing);
  }

  private long owned(long value, Party owner) {
    return party == null || party == owner ? value : 0;
  }

  /** Of each entry, row-major, who knows it. */
  private static Optional<Party>[] owners(Ownership ownership, int rows, int columns) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // there is no other way to make such an array
    Optional<Party>[] out = new Optional[rows * columns];
    for (Ownership.Block block : ownership.blocks()) {
      for (int i : block.rows()) {
        for (int j : block.columns()) {
          out[i * columns + j] =
              switch (block.holder()) {
                case A -> Optional.of(Party.A);
                case B -> Optional.of(Party.B);
                case BOTH -> Optional.empty();
              };
        }
      }
    }
    return out;
  }

  /** What {@code owner} knows, and zeros for the other party. */
  long[] mine(Party owner, long[] bits) {
    return party == null || party == owner ? bits : new long[bits.length];
  }

  /** Shares of integers of {@code width} bits, one per lane. */
  long[][] xorShares(long[] values, int width) {
    long[] share = values.clone();
    for (int i = 0; i < share.length; i++) {
      long mask = masks.nextLong();
      if (party != null) {
        share[i] = party == Party.A ? mask : values[i] ^ mask;
      }
    }
    return BitVectors.split(share, 0, share.length, width);
  }
}
