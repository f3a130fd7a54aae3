package quotient.twoparty;

import quotient.bits.BitVectors;
import quotient.bits.Words;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;

/**
 * Inputs of a garbled circuit.
 *
 * <ul>
 *   <li>A bit b of the garbler costs nothing: the evaluator's label is zero, whatever b is, and the
 *       garbler sets {@code K0 = b Delta}.
 *   <li>A bit b of the evaluator is its choice in one correlated OT: the OT's sender block is K0,
 *       the receiver's is {@code K0 xor b Delta}.
 * </ul>
 */
sealed interface YaoInputs {
  /**
   * Announces a batch. Its wires are taken with {@link #next}, by both sides in the same order.
   *
   * @param mine this side's bits of the batch, wire after wire in the order of {@link #next}
   * @param count bits per side
   */
  void begin(long[] mine, long count);

  /** The next {@code lanes} bits of each side. */
  Pair next(int lanes);

  /** A wire with A's bits and one with B's. */
  record Pair(YaoWire ofA, YaoWire ofB) {}

  /** The garbler's side. */
  final class Garbler implements YaoInputs {
    private final CotSender cots;
    private final long deltaLow;
    private final long deltaHigh;
    private long[] bits = new long[0];
    private long used;

    Garbler(CotSender cots) {
      this.cots = cots;
      deltaLow = Words.get(cots.delta().reveal(), 0);
      deltaHigh = Words.get(cots.delta().reveal(), 8);
    }

    @Override
    public void begin(long[] mine, long count) {
      bits = mine;
      used = 0;
      cots.begin(count);
    }

    @Override
    public Pair next(int lanes) {
      byte[] mine = new byte[16 * lanes];
      for (int i = 0; i < lanes; i++) {
        long mask = -BitVectors.get(bits, used++);
        Words.set(mine, 16 * i, mask & deltaLow);
        Words.set(mine, 16 * i + 8, mask & deltaHigh);
      }
      byte[] theirs = new byte[16 * lanes];
      cots.next(lanes, theirs);
      return new Pair(new YaoWire(mine), new YaoWire(theirs));
    }
  }

  /** The evaluator's side. */
  final class Evaluator implements YaoInputs {
    private final CotReceiver cots;

    Evaluator(CotReceiver cots) {
      this.cots = cots;
    }

    @Override
    public void begin(long[] mine, long count) {
      cots.begin(mine, count);
    }

    @Override
    public Pair next(int lanes) {
      byte[] mine = new byte[16 * lanes];
      cots.next(lanes, mine);
      return new Pair(new YaoWire(new byte[16 * lanes]), new YaoWire(mine));
    }
  }
}
