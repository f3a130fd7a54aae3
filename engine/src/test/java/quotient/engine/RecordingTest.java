package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;

/** What a recording depends on, and how deep it is. What it computes is CircuitsTest's subject. */
class RecordingTest {
  private static final int LANES = 5;

  private final Recordings recordings = new Recordings();

  private static Bits secret(int width) {
    return new ClearEngine().fromXorShare(new long[width][1], LANES);
  }

  private Recording recorded(LaneCircuit circuit, Operand... inputs) {
    return recordings.of(LaneCall.of(circuit, inputs));
  }

  private record AddConstant(int value) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.add(in[0], Bits.constant(value, in[0].width(), in[0].lanes()))};
    }
  }

  private record Add() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.add(in[0], in[1])};
    }
  }

  @Test
  void anEqualCircuitForEqualKindsIsRecordedOnce() {
    assertThat(recorded(new AddConstant(3), secret(8)))
        .isSameAs(recorded(new AddConstant(3), secret(8)));
    assertThat(recorded(new Add(), secret(8), secret(8)))
        .isSameAs(recorded(new Add(), secret(8), secret(8)));
  }

  /** A step that is halved at a mark is another circuit. */
  @Test
  void anotherParameterIsAnotherCircuit() {
    Recording first = recorded(new AddConstant(1), secret(8));
    Recording second = recorded(new AddConstant(128), secret(8));
    assertThat(second).isNotSameAs(first);
    assertThat(first.ands()).isEqualTo(6);
    assertThat(second.ands()).isZero();
  }

  /** Weights are public before their first update: another kind of wire, another recording. */
  @Test
  void otherKindsOfWiresAreAnotherRecording() {
    Bits x = secret(8);
    assertThat(recorded(new Add(), x, secret(8)).ands()).isEqualTo(7);
    assertThat(recorded(new Add(), x, Bits.constant(0, 8, LANES)).ands()).isZero();
    // One of the two carries' inputs is public: an AND of secret wires is left where both meet.
    Bits mixed = Bits.ofPublic(new long[] {1, 2, 3, 4, 250}, 8);
    Recording byLane = recorded(new Add(), x, mixed);
    assertThat(byLane.ands()).isEqualTo(6);
    assertThat(byLane).isSameAs(recorded(new Add(), x, Bits.ofPublic(new long[LANES], 8)));
  }

  private record Kept() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Wire known = in[2].wire(0);
      return new Bits[] {
        c.and(in[0], known), c.mux(known, in[0], in[1]), c.and(in[0], c.not(known))
      };
    }
  }

  /** What both know of a lane costs nothing. */
  @Test
  void andAndMuxWithAPublicWireCostNothing() {
    Bits known = Bits.ofPublic(new long[] {1, 0, 1, 1, 0}, 1);
    assertThat(recorded(new Kept(), secret(9), secret(9), known).ands()).isZero();
  }

  /** x + x has the same wire twice, x + y has not. */
  @Test
  void theSameWireTwiceIsAnotherRecording() {
    Bits x = secret(8);
    // The lowest carry is the wire itself.
    assertThat(recorded(new Add(), x, x).ands()).isEqualTo(6);
    assertThat(recorded(new Add(), x, secret(8)).ands()).isEqualTo(7);
    Bits swapped = Bits.of(x.wire(1), x.wire(0));
    assertThat(recorded(new Add(), x.wires(0, 2), swapped))
        .isNotSameAs(recorded(new Add(), x.wires(0, 2), secret(2)));
  }

  @Test
  void lanesAndValuesDoNotMatter() {
    Bits longer = new ClearEngine().fromXorShare(new long[8][BitVectors.words(1000)], 1000);
    assertThat(recorded(new AddConstant(3), longer))
        .isSameAs(recorded(new AddConstant(3), secret(8)));
  }

  private record First() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {in[0]};
    }
  }

  /** Shares become bits by an adder of the parties' addends. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 18, 32})
  void sharesCostAnAdder(int width) {
    Recording plain = recorded(new First(), Shares.zeros(LANES, 1, width));
    assertThat(plain.ands()).isEqualTo(width - 1);
    assertThat(plain.depth()).isEqualTo(width - 1);
    Recording guarded = recorded(new First(), Shares.zeros(LANES, 1, width).withGuard(3));
    assertThat(guarded.width(0)).isEqualTo(width);
    assertThat(guarded).isNotSameAs(plain);
  }

  private record Sign() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {Bits.of(c.add(in[0], c.square(in[0]).wires(0, in[0].width())).sign())};
    }
  }

  /** What no output needs is not computed. */
  @Test
  void onlyWhatAnOutputNeedsIsKept() {
    Recording circuit = recorded(new Sign(), secret(8));
    Recording whole = recorded((c, in) -> new Bits[] {c.square(in[0])}, secret(8));
    assertThat(circuit.ands()).isLessThan(whole.ands());
  }

  private record KeepAll() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      // The last wire waits for a chain of three, and so does the whole group.
      Wire late = c.and(c.and(c.and(in[0].wire(0), in[0].wire(1)), in[0].wire(2)), in[0].wire(3));
      return new Bits[] {c.and(Bits.of(in[0].wire(4), in[0].wire(5), late), in[1].wire(0))};
    }
  }

  @Test
  void aGroupIsReadyWhenAllItsInputsAre() {
    Recording circuit = recorded(new KeepAll(), secret(6), secret(1));
    assertThat(circuit.depth()).isEqualTo(4);
    List<Recording.Level> levels = circuit.levels();
    assertThat(levels.get(0).singles()).hasSize(1);
    assertThat(levels.get(3).singles()).isEmpty();
    assertThat(levels.get(3).groups()).hasSize(1);
    assertThat(levels.get(3).groups().getFirst()).hasSize(3);
    assertThat(levels.getLast().singles()).isEmpty();
  }

  @Test
  void everyNodeIsReleasedOnceUnlessItIsAnOutput() {
    Recording circuit = recorded(new Sign(), secret(8));
    int[] released =
        circuit.levels().stream().flatMapToInt(level -> Arrays.stream(level.released())).toArray();
    assertThat(released).doesNotHaveDuplicates();
    assertThat(released).hasSize(circuit.nodes() - 1);
  }
}
