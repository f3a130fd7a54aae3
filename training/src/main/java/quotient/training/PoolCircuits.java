package quotient.training;

import java.util.ArrayList;
import java.util.List;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.LaneCircuit;
import quotient.engine.Wire;

/**
 * Circuits of pooling by the largest. A tournament: in each round neighbours are compared, and the
 * one without a neighbour stays, so that the first of equal ones wins.
 */
final class PoolCircuits {
  private PoolCircuits() {}

  /**
   * From the entries of a window: the first with the largest value, and for each comparison, round
   * by round, whether the later entry won. A comparison takes {@code valueBits} ANDs, a choice as
   * many as an entry has wires.
   *
   * @param valueBits the lowest wires of an entry, an unsigned integer; the others go along
   */
  record Largest(int valueBits) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      List<Wire> laterWins = new ArrayList<>();
      List<Bits> left = List.of(in);
      while (left.size() > 1) {
        List<Bits> winners = new ArrayList<>();
        for (int i = 0; i + 1 < left.size(); i += 2) {
          Bits first = left.get(i);
          Bits later = left.get(i + 1);
          Wire wins = c.greater(later.wires(0, valueBits), first.wires(0, valueBits));
          laterWins.add(wins);
          winners.add(c.mux(wins, later, first));
        }
        if (left.size() % 2 == 1) {
          winners.add(left.getLast());
        }
        left = winners;
      }
      return new Bits[] {left.getFirst(), Bits.of(laterWins)};
    }
  }

  /**
   * From an error and the outcomes of {@link Largest}: for each entry of the window the error if it
   * won, else 0; the wires of an error for each comparison.
   *
   * @param entries of a window
   */
  record ToChosen(int entries) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits laterWins = in[1];
      List<Bits> out = List.of(in[0]);
      int end = laterWins.width();
      for (int size : sizesFromTheLastRound()) {
        int at = end - size / 2;
        List<Bits> before = new ArrayList<>();
        for (int i = 0; i + 1 < size; i += 2) {
          Bits error = out.get(i / 2);
          Bits ofLater = c.and(error, laterWins.wire(at + i / 2));
          before.add(c.xor(error, ofLater));
          before.add(ofLater);
        }
        if (size % 2 == 1) {
          before.add(out.getLast());
        }
        end = at;
        out = before;
      }
      return out.toArray(Bits[]::new);
    }

    private List<Integer> sizesFromTheLastRound() {
      List<Integer> sizes = new ArrayList<>();
      for (int size = entries; size > 1; size = (size + 1) / 2) {
        sizes.add(size);
      }
      return sizes.reversed();
    }
  }
}
