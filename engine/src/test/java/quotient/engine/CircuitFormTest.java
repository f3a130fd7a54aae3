package quotient.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quotient.bits.BitVectors;

/**
 * All forms of a circuit compute the same as the clear engine, at the limits of its operands, too.
 */
class CircuitFormTest {
  private static final int LANES = 70;

  private final ClearEngine clear = new ClearEngine();
  private final Random random = new Random(11);

  private record Sum() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {in[0]};
    }
  }

  private record Sign() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {Bits.of(in[0].sign())};
    }
  }

  private record Middle(int from, int to) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {in[0].wires(from, to), Bits.of(c.not(in[0].sign()))};
    }
  }

  private record Saturate(int shift, int width) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.saturate(in[0].dropLow(shift), width)};
    }
  }

  private record Clip(int shift, int width) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits x = in[0].dropLow(shift);
      return new Bits[] {c.clipNonNegative(x, width, all(x)), c.clip(x, width), Bits.of(x.sign())};
    }
  }

  private record Step(int step) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.step(in[0], step, in[1].wire(0))};
    }
  }

  private record SaturateKept(int shift, int width) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits x = in[0].dropLow(shift);
      return new Bits[] {c.saturate(x, width, in[1].wire(0), all(x))};
    }
  }

  private record Arithmetic() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {
        c.add(in[0], in[1]),
        c.subtract(in[0], in[1]),
        c.add(in[0], in[1], in[1].sign()),
        Bits.of(c.greater(in[0], in[1])),
        c.abs(in[0]),
        c.bitLength(in[1]),
        c.increment(in[1], in[0].sign())
      };
    }
  }

  private static long all(Bits x) {
    return 1L << (x.width() - 1);
  }

  /** Limits of numbers of which is known that they have room for them. */
  private record WithRoom(int shift, int width, long most) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits x = in[0].dropLow(shift);
      return new Bits[] {
        c.clipNonNegative(x, width - 1, most),
        c.saturate(x, width, in[1].wire(0), most),
        Bits.of(x.sign())
      };
    }
  }

  private Shares shares(int width) {
    long[] values = new long[LANES];
    long half = 1L << (width - 1);
    for (int i = 0; i < LANES; i++) {
      long near = random.nextLong(-3, 4);
      values[i] =
          switch (i % 6) {
            case 0 -> half + near;
            case 1 -> near;
            case 2 -> (1L << random.nextInt(width)) + near;
            case 3 -> -(1L << random.nextInt(width)) + near;
            default -> random.nextLong();
          };
    }
    return Shares.of(1, LANES, width, values);
  }

  private Bits bits(int width) {
    long[] values = new long[LANES];
    Arrays.setAll(values, _ -> random.nextLong());
    return clear.fromXorShare(BitVectors.split(values, 0, LANES, width), LANES);
  }

  /** Shares as they are, and with the guard bit that rounding leaves. */
  private void check(CircuitForm form, LaneCircuit circuit, Operand... inputs) {
    LaneCall call = LaneCall.of(circuit, inputs);
    long[][] expected = values(clear.lanewise(List.of(call)).getFirst());
    Operand[] guarded = inputs.clone();
    for (int i = 0; i < guarded.length; i++) {
      guarded[i] = inputs[i] instanceof Shares x && x.width() < 64 ? x.withGuard(1) : inputs[i];
    }
    for (LaneCall run : List.of(call, LaneCall.of(circuit, guarded))) {
      Recording recording = Recorder.record(RecordingKey.of(run), form);
      assertThat(values(RecordingInterpreter.inRecordedOrder(recording, run)))
          .as("%s as %s of %s", circuit, form, run.inputs())
          .isDeepEqualTo(expected);
      assertThat(values(RecordingInterpreter.levelByLevel(recording, run)))
          .as("%s as %s of %s, level by level", circuit, form, run.inputs())
          .isDeepEqualTo(expected);
    }
  }

  private static long[][] values(Bits[] outputs) {
    long[][] out = new long[outputs.length][];
    for (int o = 0; o < out.length; o++) {
      long[][] wires = new long[outputs[o].width()][];
      for (int i = 0; i < wires.length; i++) {
        wires[i] = ClearWire.of(outputs[o].wire(i)).bits();
      }
      out[o] = BitVectors.join(wires, LANES);
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfSharesEqualTheClearOnes(CircuitForm form) {
    for (int width = 1; width <= 40; width++) {
      check(form, new Sum(), shares(width));
      check(form, new Sign(), shares(width));
    }
    check(form, new Sum(), shares(64));
    check(form, new Sign(), shares(64));
    for (int repeat = 0; repeat < 60; repeat++) {
      int width = random.nextInt(2, 40);
      int from = random.nextInt(width - 1);
      int to = random.nextInt(from + 1, width);
      check(form, new Middle(from, to), shares(width));
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitedSumsEqualTheClearOnes(CircuitForm form) {
    for (int width = 2; width <= 24; width++) {
      for (int shift : new int[] {0, 1, 5}) {
        for (int out : new int[] {2, 4, 8}) {
          if (shift < width) {
            check(form, new Saturate(shift, out), shares(width));
            check(form, new SaturateKept(shift, out), shares(width), bits(1));
            check(form, new Clip(shift, out), shares(width));
          }
        }
      }
    }
  }

  /** At the largest numbers that have room, and one bit narrower, where they have none. */
  @ParameterizedTest
  @EnumSource
  void limitsWithRoomEqualTheClearOnes(CircuitForm form) {
    for (int repeat = 0; repeat < 100; repeat++) {
      int out = random.nextInt(2, 9);
      int width = random.nextInt(out + 1, 20);
      int shift = random.nextInt(6);
      long most = (1L << (width - 1)) - (1L << (out - 1));
      long[] values = new long[LANES];
      for (int i = 0; i < LANES; i++) {
        long value = i % 4 == 0 ? most - i / 8 : random.nextLong(-most, most + 1);
        values[i] = ((i % 8 == 0 ? -value : value) << shift) | random.nextInt(1 << shift);
      }
      Bits keep = bits(1);
      Shares x = Shares.of(1, LANES, width + shift, values);
      check(form, new WithRoom(shift, out, most), x, keep);
      check(form, new WithRoom(shift, out, most + 1), x, keep);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stepsEqualTheClearOnes(CircuitForm form) {
    for (int width = 2; width <= 14; width++) {
      for (int step = 1; step < 1 << (width - 1); step += step < 8 ? 1 : step / 2) {
        check(form, new Step(step), bits(width), bits(1));
        check(form, new Step(step), shares(width), bits(1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void arithmeticEqualsTheClearOne(CircuitForm form) {
    for (int width = 2; width <= 33; width++) {
      check(form, new Arithmetic(), bits(width), bits(width));
      check(form, new Arithmetic(), shares(width), bits(width));
      check(form, new Arithmetic(), shares(width), shares(width));
    }
  }
}
