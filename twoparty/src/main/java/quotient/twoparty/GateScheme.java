package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.engine.Bits;
import quotient.engine.PublicWire;
import quotient.engine.Wire;

/**
 * Secret bits and the gates among them.
 *
 * <p>Recordings depend on which wires are the same one, so both parties must agree on that: every
 * method but {@link #own} gives wires that are new, even where this party's share does not change.
 *
 * @param <W> the scheme's wires
 */
interface GateScheme<W extends Wire> extends BitGates {
  /** Whether this scheme made a secret wire, so that {@link #own} takes it. */
  boolean has(Wire wire);

  /** a and b of each pair; independent of one another. */
  List<W> and(List<W> a, List<W> b);

  /** Every lane inverted; free. */
  W not(W a);

  /** Lanes {@code from} (inclusive) to {@code to} (exclusive). */
  W slice(W a, int from, int to);

  /** The given lanes of all wires, as {@link quotient.engine.Engine#gather} counts them. */
  W gather(List<W> sources, int[] lanes);

  /** The wire as this scheme's own: public bits become a secret wire. */
  W own(Wire wire);

  /** This side's XOR share of a wire, in an array of its own. */
  long[] xorShare(W wire);

  @Override
  default long[][] xorShare(Bits bits) {
    long[][] out = new long[bits.width()][];
    Arrays.setAll(out, i -> xorShare(own(bits.wire(i))));
    return out;
  }

  @Override
  default Bits gatherBits(List<Bits> sources, int[] lanes) {
    Wire[] out = new Wire[sources.getFirst().width()];
    Arrays.setAll(
        out,
        i -> {
          List<Wire> wires = sources.stream().map(bits -> bits.wire(i)).toList();
          return wires.stream().allMatch(PublicWire.class::isInstance)
              ? PublicWire.gather(wires.stream().map(PublicWire.class::cast).toList(), lanes)
              : gather(wires.stream().map(this::own).toList(), lanes);
        });
    return Bits.of(out);
  }

  /** All wires are halved together. */
  @Override
  default List<Bits> halved(List<Bits> tensors, long most) {
    List<W> none = new ArrayList<>();
    for (Bits tensor : tensors) {
      for (int i = 0; i < tensor.width(); i++) {
        none.add(not(own(tensor.wire(i))));
      }
    }
    long left = none.stream().mapToLong(Wire::lanes).sum();
    while (left > Math.max(most, none.size())) {
      List<W> a = new ArrayList<>();
      List<W> b = new ArrayList<>();
      for (W wire : none) {
        if (wire.lanes() > 1) {
          // Of an odd number of lanes the middle one is on both sides, which doesn't matter to AND.
          int half = (wire.lanes() + 1) / 2;
          a.add(slice(wire, 0, half));
          b.add(slice(wire, wire.lanes() - half, wire.lanes()));
        }
      }
      Iterator<W> halves = and(a, b).iterator();
      none.replaceAll(wire -> wire.lanes() > 1 ? halves.next() : wire);
      left = none.stream().mapToLong(Wire::lanes).sum();
    }
    Iterator<W> wires = none.iterator();
    return tensors.stream()
        .map(tensor -> {
          Wire[] out = new Wire[tensor.width()];
          Arrays.setAll(out, i -> not(wires.next()));
          return Bits.of(out);
        })
        .toList();
  }

  /** Adds the wires' bits to a batch, one after the other. */
  static BitBatch batch(long[][] wires, int lanes) {
    BitBatch batch = new BitBatch();
    for (long[] wire : wires) {
      batch.add(wire, lanes);
    }
    return batch;
  }
}
