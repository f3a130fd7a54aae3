package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import quotient.engine.Bits;
import quotient.engine.ClearEngine;
import quotient.engine.LaneCall;
import quotient.engine.LaneCircuit;
import quotient.engine.Operand;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.engine.Shares;

/**
 * AND gates and depth of every circuit as the form with the fewest gates, then OTs and depth of
 * those with the fewest OTs and with the fewest levels, at the widths of 784-128-128-10 with
 * batches of 128. Shares are operands of the products by ring LWE, with one guard bit left, or by
 * OT, without.
 */
class CircuitCostTest {
  private static final int LANES = 3;

  private final Recordings fewestAnds = new Recordings();
  private final Recordings fewestOts = new Recordings((recording, _) -> ots(recording));
  private final Recordings fewestLevels = new Recordings((recording, _) -> recording.depth());
  private final List<String> lines = new ArrayList<>();

  private static Bits bits(int width) {
    return new ClearEngine().fromXorShare(new long[width][1], LANES);
  }

  private static Shares shares(int width) {
    return Shares.zeros(LANES, 1, width);
  }

  private static Shares guarded(int width) {
    return shares(width).withGuard(1);
  }

  /** OTs by GMW: two for a triple, of which up to eight ANDs with an input in common take one. */
  private static int ots(Recording recording) {
    int ots = recording.leaves().stream().mapToInt(Recording.Leaf::bits).sum();
    for (Recording.Level level : recording.levels()) {
      ots += 2 * level.singles().length + level.crosses().length;
      for (int[] group : level.groups()) {
        ots += 2 * Math.ceilDiv(group.length, 8);
      }
    }
    return ots;
  }

  private void add(LaneCircuit circuit, Operand... operands) {
    LaneCall call = LaneCall.of(circuit, operands);
    Recording recording = fewestAnds.of(call);
    Recording cheap = fewestOts.of(call);
    Recording shallow = fewestLevels.of(call);
    String subject = circuit.getClass().getEnclosingClass().getSimpleName();
    lines.add(
        subject.replace("Circuits", " ")
            + circuit
            + ": ANDs "
            + recording.ands()
            + ", depth "
            + recording.depth()
            + "; OTs %d, depth %d; OTs %d, depth %d"
                .formatted(ots(cheap), cheap.depth(), ots(shallow), shallow.depth()));
  }

  private static final String PINNED =
      """
      Shift Activate[shift=4]: ANDs 30, depth 20; OTs 47, depth 20; OTs 58, depth 6
      Shift Activate[shift=4]: ANDs 31, depth 21; OTs 49, depth 21; OTs 66, depth 6
      Shift Errors[shift=3, bits=8]: ANDs 39, depth 22; OTs 51, depth 22; OTs 81, depth 6
      Shift DitheredErrors[bits=4]: ANDs 46, depth 24; OTs 81, depth 24; OTs 100, depth 18
      Loss Logits[shift=2]: ANDs 14, depth 14; OTs 27, depth 14; OTs 44, depth 5
      Loss Hinge[shift=2]: ANDs 42, depth 24; OTs 57, depth 24; OTs 83, depth 6
      Loss DitheredHinge[shift=2, bits=4]: ANDs 55, depth 35; OTs 79, depth 35; OTs 107, depth 14
      Signum Move[step=8]: ANDs 47, depth 36; OTs 60, depth 10; OTs 60, depth 6
      Signum Move[step=8]: ANDs 48, depth 37; OTs 61, depth 10; OTs 61, depth 6
      Signum Move[step=1]: ANDs 50, depth 39; OTs 64, depth 12; OTs 64, depth 6
      Signum AverageAndMove[step=8]: ANDs 90, depth 34; OTs 159, depth 34; OTs 315, depth 19
      Scale Relu[]: ANDs 34, depth 18; OTs 39, depth 18; OTs 85, depth 6
      Scale Lengths[]: ANDs 16, depth 16; OTs 32, depth 16; OTs 40, depth 5
      Scale LeadingZeros[]: ANDs 0, depth 0; OTs 0, depth 0; OTs 0, depth 0
      Scale Activate[]: ANDs 89, depth 16; OTs 54, depth 16; OTs 54, depth 13
      Scale Predict[]: ANDs 157, depth 34; OTs 161, depth 34; OTs 207, depth 19
      Scale Masked[]: ANDs 42, depth 28; OTs 57, depth 28; OTs 76, depth 10
      Scale Magnitude[]: ANDs 41, depth 41; OTs 81, depth 41; OTs 111, depth 11
      Scale Signed[]: ANDs 83, depth 16; OTs 50, depth 16; OTs 50, depth 12
      AmsGrad Update[marksPassed=0]: ANDs 386, depth 78; OTs 434, depth 78; OTs 720, depth 64
      AmsGrad Update[marksPassed=3]: ANDs 386, depth 80; OTs 434, depth 80; OTs 720, depth 65
      Pool Largest[valueBits=7]: ANDs 45, depth 16; OTs 48, depth 16; OTs 90, depth 10
      Pool ToChosen[entries=4]: ANDs 24, depth 2; OTs 6, depth 2; OTs 6, depth 2
      Pool Largest[valueBits=7]: ANDs 120, depth 32; OTs 128, depth 32; OTs 240, depth 20
      Pool ToChosen[entries=9]: ANDs 64, depth 4; OTs 16, depth 4; OTs 16, depth 4
      Prediction Argmax[]: ANDs 228, depth 56; OTs 268, depth 56; OTs 538, depth 24
      Prediction Equal[]: ANDs 3, depth 2; OTs 6, depth 2; OTs 6, depth 2
      Prediction Max[]: ANDs 64, depth 33; OTs 72, depth 33; OTs 156, depth 8
      Prediction Values[]: ANDs 31, depth 31; OTs 61, depth 31; OTs 113, depth 6
      """;

  @Test
  void areUnchanged() {
    add(new ShiftCircuits.Activate(4), shares(18));
    add(new ShiftCircuits.Activate(4), guarded(18));
    add(new ShiftCircuits.Errors(3, 8), shares(15), bits(1));
    add(new ShiftCircuits.DitheredErrors(4), shares(15), bits(1), dither(3));
    add(new LossCircuits.Logits(2), shares(15));
    add(new LossCircuits.Hinge(2), shares(16), bits(1));
    add(new LossCircuits.DitheredHinge(2, 4), shares(16), bits(1), dither(4));
    add(new SignumCircuits.Move(8), shares(27), bits(13));
    add(new SignumCircuits.Move(8), guarded(27), bits(13));
    add(new SignumCircuits.Move(1), shares(27), bits(13));
    add(new SignumCircuits.AverageAndMove(8), shares(22), bits(25), bits(13));
    add(new ScaleCircuits.Relu(), shares(18));
    add(new ScaleCircuits.Lengths(), bits(17));
    add(new ScaleCircuits.LeadingZeros(), bits(17));
    add(new ScaleCircuits.Activate(), bits(17), bits(5));
    add(new ScaleCircuits.Predict(), shares(18), bits(5), bits(17));
    add(new ScaleCircuits.Masked(), shares(15), bits(1));
    add(new ScaleCircuits.Magnitude(), shares(22));
    add(new ScaleCircuits.Signed(), bits(22), bits(5));
    add(new AmsGradCircuits.Update(0), bits(22), bits(5), bits(16), bits(22), bits(22), bits(16));
    add(new AmsGradCircuits.Update(3), bits(22), bits(5), bits(16), bits(22), bits(22), bits(16));
    // Windows of four and of nine: activations with their masks, and errors.
    for (int entries : new int[] {4, 9}) {
      Bits[] window = new Bits[entries];
      Arrays.setAll(window, i -> bits(8));
      add(new PoolCircuits.Largest(7), window);
      add(new PoolCircuits.ToChosen(entries), bits(8), bits(entries - 1));
    }
    Bits[] logits = new Bits[10];
    Arrays.setAll(logits, i -> bits(13));
    add(new PredictionCircuits.Argmax(), logits);
    add(new PredictionCircuits.Equal(), bits(4), bits(4));
    add(new PredictionCircuits.Max(), bits(32), bits(32));
    add(new PredictionCircuits.Values(), shares(32));
    assertThat(String.join("\n", lines) + "\n").isEqualTo(PINNED);
  }

  private static Bits dither(int width) {
    return Bits.ofPublic(new long[] {1, 2, 3}, width);
  }
}
