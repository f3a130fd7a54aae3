package quotient.twoparty;

import quotient.bits.BitVectors;
import quotient.bits.Words;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.crypto.Prg;

/**
 * Inputs of a garbled circuit.
 *
 * <ul>
 *   <li>A bit b of the garbler costs nothing: both take the evaluator's label L from a common
 *       pseudorandom stream, the garbler sets {@code K0 = L xor b Delta}. L says nothing about b.
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
    private final Prg common;
    private final CotSender cots;
    private final long deltaLow;
    private final long deltaHigh;
    private long[] bits = new long[0];
    private long used;

    Garbler(Prg common, CotSender cots) {
      this.common = common;
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
      common.next(mine, 0, mine.length);
      for (int i = 0; i < lanes; i++) {
        long mask = -BitVectors.get(bits, used++);
        Words.set(mine, 16 * i, Words.get(mine, 16 * i) ^ (mask & deltaLow));
        Words.set(mine, 16 * i + 8, Words.get(mine, 16 * i + 8) ^ (mask & deltaHigh));
      }
      byte[] theirs = new byte[16 * lanes];
      cots.next(lanes, theirs);
      return new Pair(new YaoWire(mine), new YaoWire(theirs));
    }
  }

  /** The evaluator's side. */
  final class Evaluator implements YaoInputs {
    private final Prg common;
    private final CotReceiver cots;

    Evaluator(Prg common, CotReceiver cots) {
      this.common = common;
      this.cots = cots;
    }

    @Override
    public void begin(long[] mine, long count) {
      cots.begin(mine, count);
    }

    @Override
    public Pair next(int lanes) {
      byte[] theirs = new byte[16 * lanes];
      common.next(theirs, 0, theirs.length);
      byte[] mine = new byte[16 * lanes];
      cots.next(lanes, mine);
      return new Pair(new YaoWire(theirs), new YaoWire(mine));
    }
  }
}
