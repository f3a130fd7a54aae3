package quotient.twoparty;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import quotient.bits.BitVectors;
import quotient.engine.Owners;
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
    return shares(rows, columns, width, values, Owners.NONE);
  }

  /** A column with an owner is its owner's share as it is. */
  Shares shares(int rows, int columns, int width, long[] values, Owners columnOwners) {
    long[] share = values.clone();
    for (int i = 0; i < share.length; i++) {
      long mask = masks.nextLong();
      Party owner = columnOwners.of(i % columns).orElse(null);
      if (owner != null) {
        share[i] = party == null || party == owner ? values[i] : 0;
      } else if (party != null) {
        share[i] = party == Party.A ? mask : values[i] - mask;
      }
    }
    return Shares.ofColumns(rows, columns, width, share, columnOwners);
  }

  /** Entry i of {@code values} holds the bits of all planes, as a number. */
  Planes planes(int rows, int columns, long[] weights, long[] values, Owners columnOwners) {
    long[] share = values.clone();
    for (int i = 0; i < share.length; i++) {
      long mask = masks.nextLong();
      Party owner = columnOwners.of(i % columns).orElse(null);
      if (owner != null) {
        share[i] = party == null || party == owner ? values[i] : 0;
      } else if (party != null) {
        share[i] = party == Party.A ? mask : values[i] ^ mask;
      }
    }
    long[][] bits = BitVectors.split(share, 0, share.length, weights.length);
    return columnOwners == Owners.NONE
        ? Planes.of(rows, columns, weights, bits)
        : Planes.ofColumns(rows, columns, weights, bits, columnOwners);
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
