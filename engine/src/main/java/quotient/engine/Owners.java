package quotient.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * Who knows which row (or column) of a shared matrix in the clear. Where one party knows it, its
 * share is the value and the other's share is zero, and both know that; a product then needs only
 * one direction there (see {@link Engine#product}).
 */
public final class Owners {
  /** Nobody knows anything: every entry is shared between both. */
  public static final Owners NONE = new Owners(new Party[0]);

  private final Party[] parties;

  private Owners(Party[] parties) {
    this.parties = parties;
  }

  /** Index i belongs to {@code parties[i]}. */
  public static Owners of(Party[] parties) {
    return new Owners(parties.clone());
  }

  /** The owner of index {@code i}, if it has one. */
  public Optional<Party> of(int i) {
    return parties.length == 0 ? Optional.empty() : Optional.of(parties[i]);
  }

  /** Those of the indices {@code 0 .. count - 1} of which {@code party} may hold a share. */
  public int[] heldBy(Party party, int count) {
    int[] indices = new int[count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (parties.length == 0 || parties[i] == party) {
        indices[n++] = i;
      }
    }
    return Arrays.copyOf(indices, n);
  }
}
