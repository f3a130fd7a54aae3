package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Gather;
import quotient.engine.LaneCall;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.PublicWire;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.Wire;
import quotient.transport.LinkModel;

/** Every verb but the product, which has a test of its own, against the clear engine. */
class TwoPartyEngineTest {
  private static long[] random(long seed, int count) {
    return new SplittableRandom(seed).longs(count).toArray();
  }

  private static long[] masked(long[] values, int width) {
    return Arrays.stream(values).map(v -> v & Shares.mask(width)).toArray();
  }

  private static Bits input(Engine engine, Dealer dealer, long[] values, int width) {
    return engine.fromXorShare(dealer.xorShares(values, width), values.length);
  }

  private static long[] opened(Engine engine, Bits bits) {
    long[][] wires = engine.open(bits, Recipient.BOTH).orElseThrow();
    return BitVectors.join(wires, bits.lanes());
  }

  private static long[] opened(Engine engine, Shares shares) {
    return engine.open(shares, Recipient.BOTH).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 511, 512, 513, 1000, 1024, 1500})
  void gatesOnSecretAndPublicWiresEqualClearOnes(int lanes) {
    long[] values = random(lanes, lanes);
    long[] mixed = random(lanes + 1, BitVectors.words(lanes));
    long[] results =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  long[] perLane = new long[lanes];
                  Arrays.setAll(perLane, i -> BitVectors.get(mixed, i));
                  Bits[] out =
                      engine.lanewise(
                          (c, in) -> {
                            List<Wire> wires =
                                List.of(
                                    in[0].wire(0),
                                    in[0].wire(1),
                                    PublicWire.zeros(in[0].lanes()),
                                    PublicWire.ones(in[0].lanes()),
                                    in[1].wire(0));
                            List<Wire> gates = new ArrayList<>();
                            for (Wire a : wires) {
                              gates.add(c.not(a));
                              for (Wire b : wires) {
                                gates.add(c.xor(a, b));
                                gates.add(c.and(a, b));
                              }
                            }
                            return new Bits[] {Bits.of(gates)};
                          },
                          input(engine, dealer, values, 2),
                          Bits.ofPublic(perLane, 1));
                  return List.of(opened(engine, out[0]));
                })
            .getFirst();
    assertThat(results).isEqualTo(gatesByHand(values, mixed));
  }

  private static long[] gatesByHand(long[] values, long[] mixed) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      long[] bits = {values[i] & 1, values[i] >>> 1 & 1, 0, 1, BitVectors.get(mixed, i)};
      int at = 0;
      for (long a : bits) {
        out[i] |= (a ^ 1) << at++;
        for (long b : bits) {
          out[i] |= (a ^ b) << at++;
          out[i] |= (a & b) << at++;
        }
      }
    }
    return out;
  }

  /** More wires than fit a vector, with public ones and the selector itself among them. */
  @ParameterizedTest
  @CsvSource({"1,1", "2,70", "3,64", "8,1", "9,513", "16,40", "17,100", "30,2000"})
  void gatesOfManyWiresInOneCallEqualClearOnes(int width, int lanes) {
    long[] x = random(width, lanes);
    long[] y = random(width + 1, lanes);
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits[] gates =
              engine.lanewise(
                  (c, in) -> {
                    Wire keep = in[1].wire(0);
                    Wire ones = PublicWire.ones(in[0].lanes());
                    Wire zeros = PublicWire.zeros(in[0].lanes());
                    Bits mixed = Bits.of(keep, ones, in[0].wire(0), zeros, in[0].sign());
                    Wire[] pairs = new Wire[width];
                    Arrays.setAll(pairs, i -> c.and(in[0].wire(i), in[1].wire(i)));
                    return new Bits[] {
                      Bits.of(pairs),
                      c.and(in[0], keep),
                      c.and(mixed, keep),
                      c.and(c.not(mixed), c.not(keep)),
                      c.and(in[0], ones),
                      c.and(in[0], zeros)
                    };
                  },
                  input(engine, dealer, x, width),
                  input(engine, dealer, y, width));
          return Arrays.stream(gates).map(bits -> opened(engine, bits)).toList();
        });
    long[] both = new long[lanes];
    long[] kept = new long[lanes];
    for (int i = 0; i < lanes; i++) {
      both[i] = x[i] & y[i];
      kept[i] = x[i] & -(y[i] & 1);
    }
    assertThat(out.get(0)).isEqualTo(masked(both, width));
    assertThat(out.get(1)).isEqualTo(masked(kept, width));
  }

  /**
   * Both sides must fold the same gates: a wire and its negation have one label at the evaluator.
   */
  @Test
  void gatesOnAWireAndItselfOrItsNegationEqualClearOnes() {
    long[] values = random(2, 70);
    SecureEqualsClear.check((engine, dealer) -> {
      Bits[] out =
          engine.lanewise(
              (c, in) -> {
                Wire a = in[0].wire(0);
                Wire b = in[0].wire(1);
                Wire notA = c.not(a);
                List<Wire> wires = new ArrayList<>();
                for (Wire x : List.of(a, notA, c.not(notA))) {
                  wires.add(c.and(a, x));
                  wires.add(c.xor(a, x));
                  wires.add(c.and(b, c.xor(a, x)));
                  wires.add(c.and(c.and(a, x), b));
                }
                return new Bits[] {Bits.of(wires)};
              },
              input(engine, dealer, values, 2));
      return List.of(opened(engine, out[0]));
    });
  }

  /** Labels of gates are inputs of gates: an error anywhere would spread. */
  @Test
  void aLongChainOfAndGatesEqualsTheClearOne() {
    long[] values = random(1, 700);
    SecureEqualsClear.check((engine, dealer) -> {
      Bits[] out =
          engine.lanewise(
              (c, in) -> {
                Wire sum = in[0].wire(0);
                for (int i = 1; i < 64; i++) {
                  Wire carry = c.and(sum, in[0].wire(i));
                  sum = c.xor(c.not(carry), c.and(carry, in[0].wire(64 - i)));
                }
                return new Bits[] {Bits.of(sum)};
              },
              input(engine, dealer, values, 64));
      return List.of(opened(engine, out[0]));
    });
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,100", "1,2", "63,65", "64,128", "5,1000", "512,1000", "999,1000"})
  void gatheredLanesEqualThoseOfTheValues(int from, int to) {
    long[] values = random(from, 1000);
    long[] out =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  int[] lanes = IntStream.range(from, to).toArray();
                  Bits secret = input(engine, dealer, values, 1);
                  return List.of(
                      opened(engine, engine.gather(secret, lanes)),
                      opened(engine, engine.gather(Bits.constant(1, 1, 1000), lanes)),
                      opened(engine, engine.gather(Bits.ofPublic(values, 1), lanes)));
                })
            .getFirst();
    assertThat(out).isEqualTo(masked(Arrays.copyOfRange(values, from, to), 1));
  }

  /** Lanes of secret, public and constant wires side by side, and lanes that are zero. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void lanesOfSeveralTensorsEqualThoseOfTheValues(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] x = random(seed, 70);
    long[] y = random(seed + 1, 1);
    int[] lanes = random.ints(200, Gather.ZERO, 70 + 1 + 65 + 3).toArray();
    List<long[]> opened =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits secret = input(engine, dealer, x, 2);
          Bits ofPublic = Bits.ofPublic(Arrays.copyOf(x, 65), 2);
          Bits one = input(engine, dealer, y, 2);
          Bits mixed = Bits.of(one.wire(0), PublicWire.ones(1));
          Bits constant = Bits.constant(2, 2, 3);
          Bits ones = Bits.constant(3, 2, 70);
          return List.of(
              opened(engine, engine.gather(List.of(secret, mixed, ofPublic, constant), lanes)),
              opened(engine, engine.gather(List.of(ofPublic, constant), few(lanes, 68))),
              opened(engine, engine.gather(List.of(ones, constant), few(lanes, 73))),
              opened(engine, engine.gather(List.of(constant, ones), new int[] {0, 72, 3, 2})));
        });
    long[] all = new long[70 + 1 + 65 + 3];
    System.arraycopy(x, 0, all, 0, 70);
    all[70] = (y[0] & 1) | 2;
    System.arraycopy(x, 0, all, 71, 65);
    Arrays.fill(all, 136, 139, 2);
    assertThat(opened.getFirst())
        .isEqualTo(
            Arrays.stream(lanes)
                .mapToLong(lane -> lane == Gather.ZERO ? 0 : all[lane] & 3)
                .toArray());
    assertThat(opened.getLast()).containsExactly(2, 3, 3, 2);
  }

  private static int[] few(int[] lanes, int count) {
    return Arrays.stream(lanes).filter(lane -> lane < count).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void aRepeatedLaneIsTheSameInAllLanes(long bit) {
    long[] out =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  Bits one = input(engine, dealer, new long[] {bit}, 1);
                  Bits[] out777 =
                      engine.lanewise(
                          (c, in) -> new Bits[] {in[0], c.and(in[0], in[1].wire(0))},
                          one,
                          Bits.constant(1, 1, 777));
                  Bits gathered = engine.gather(one, new int[777]);
                  return List.of(
                      opened(engine, out777[0]),
                      opened(engine, out777[1]),
                      opened(engine, gathered));
                })
            .getFirst();
    assertThat(out).hasSize(777).containsOnly(bit);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 63, 64, 65, 511, 512, 513, 1023, 1024, 1025, 4097})
  void lanewiseTakesSharesBitsAndSingleLanes(int lanes) {
    long[] x = random(lanes, lanes);
    long[] y = random(lanes + 1, lanes);
    long[] one = random(lanes + 2, 1);
    long[] known = random(lanes + 3, lanes);
    long[] sums =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  Bits[] out =
                      engine.lanewise(
                          (c, in) -> {
                            Bits sum = c.add(c.add(in[0], in[1]), c.add(in[2], in[3]));
                            Bits constant = Bits.constant(5, 3, sum.lanes());
                            return new Bits[] {sum, Bits.of(c.greater(in[0], in[1])), constant};
                          },
                          dealer.shares(lanes, 1, 19, x),
                          input(engine, dealer, y, 19),
                          input(engine, dealer, one, 19),
                          Bits.ofPublic(known, 19));
                  return Arrays.stream(out).map(bits -> opened(engine, bits)).toList();
                })
            .getFirst();
    long[] expected = new long[lanes];
    Arrays.setAll(expected, i -> x[i] + y[i] + one[0] + known[i]);
    assertThat(sums).isEqualTo(masked(expected, 19));
  }

  /** Calls of other circuits, other lanes and other depths run their levels together. */
  @Test
  void independentCallsGiveWhatEachGivesAlone() {
    long[] x = random(1, 1000);
    long[] y = random(2, 1000);
    long[] few = random(3, 70);
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits a = input(engine, dealer, x, 12);
          Bits b = input(engine, dealer, y, 12);
          List<Bits[]> together =
              engine.lanewise(
                  List.of(
                      LaneCall.of((c, in) -> new Bits[] {c.add(in[0], in[1])}, a, b),
                      LaneCall.of(
                          (c, in) -> new Bits[] {c.square(in[0]), in[0]},
                          dealer.shares(70, 1, 7, few)),
                      LaneCall.of((c, in) -> new Bits[] {c.not(in[0])}, a),
                      LaneCall.of((c, in) -> new Bits[] {c.and(in[0], in[1].sign())}, b, a)));
          return together.stream()
              .flatMap(Arrays::stream)
              .map(bits -> opened(engine, bits))
              .toList();
        });
    long[] sums = new long[1000];
    Arrays.setAll(sums, i -> x[i] + y[i]);
    assertThat(out.get(0)).isEqualTo(masked(sums, 12));
    assertThat(out.get(1)).isEqualTo(Arrays.stream(masked(few, 7)).map(v -> v * v).toArray());
    assertThat(out.get(3)).isEqualTo(masked(Arrays.stream(x).map(v -> ~v).toArray(), 12));
  }

  /** A reduction of one lane is its operand, but not the same wire, at neither party. */
  @Test
  void aTensorOfOneLaneAndItsReductionAreDifferentWires() {
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits x = input(engine, dealer, new long[] {5}, 3);
          Bits twice = Bits.of(x.wire(0), x.wire(0), x.wire(1));
          List<Bits> any = engine.anyLane(List.of(x, twice));
          Bits[] products =
              engine.lanewise(
                  (c, in) -> {
                    Wire[] wires = new Wire[3];
                    Arrays.setAll(wires, i -> c.and(in[0].wire(i), in[1].wire(i)));
                    return new Bits[] {Bits.of(wires), c.add(in[1], in[2])};
                  },
                  x,
                  any.get(0),
                  any.get(1));
          return List.of(opened(engine, products[0]), opened(engine, products[1]));
        });
    assertThat(out).containsExactly(new long[] {5}, new long[] {0});
  }

  /** GMW runs 2^22 lanes at a time; what is public of the outputs stays so. */
  @Test
  void moreLanesThanRunAtATimeKeepTheirKinds() {
    int lanes = (1 << 22) + 70;
    long[] bits = random(9, BitVectors.words(lanes));
    BitVectors.clearTail(bits, lanes);
    SecureEqualsClear.check(
        ProductProtocol.OT,
        (engine, dealer) -> {
          Bits x = engine.fromXorShare(new long[][] {dealer.mine(Party.A, bits)}, lanes);
          Bits[] out =
              engine.lanewise(
                  (c, in) -> new Bits[] {c.not(in[0]), Bits.constant(2, 2, in[0].lanes())}, x);
          if (engine instanceof TwoPartyEngine) {
            for (int i = 0; i < 2; i++) {
              assertThat(out[1].wire(i))
                  .isInstanceOfSatisfying(
                      PublicWire.class, wire -> assertThat(wire.isConstant()).isTrue());
            }
          }
          return List.of(engine.open(out[0], Recipient.BOTH).orElseThrow()[0]);
        });
  }

  @Test
  void anyLaneOfSeveralTensorsFindsTheirOnes() {
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          long[] single = new long[1025];
          single[1024] = 0b101;
          List<Bits> any =
              engine.anyLane(
                  List.of(
                      input(engine, dealer, single, 4),
                      input(engine, dealer, new long[77], 2),
                      input(engine, dealer, new long[] {3}, 3),
                      Bits.ofPublic(new long[] {0, 2, 0}, 2)));
          return any.stream().map(bits -> opened(engine, bits)).toList();
        });
    assertThat(out).containsExactly(new long[] {5}, new long[] {0}, new long[] {3}, new long[] {2});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 17, 31, 32, 33, 63, 64})
  void sharesOfEveryWidthBecomeTheirBits(int width) {
    long[] x = random(width, 530);
    long[] y = random(width + 100, 530);
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits[] bits =
              engine.lanewise(
                  (c, in) -> in, dealer.shares(10, 53, width, x), dealer.shares(53, 10, width, y));
          return List.of(opened(engine, bits[0]), opened(engine, bits[1]));
        });
    assertThat(out).containsExactly(masked(x, width), masked(y, width));
  }

  @Test
  void lanewiseOfOneLaneAndOfNoOperandWorks() {
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits[] one = engine.lanewise((c, in) -> in, dealer.shares(1, 1, 8, new long[] {200}));
          Bits[] none = engine.lanewise((c, in) -> new Bits[] {Bits.constant(3, 2, 1)});
          return List.of(opened(engine, one[0]), opened(engine, none[0]));
        });
    assertThat(out).containsExactly(new long[] {200}, new long[] {3});
  }

  @Test
  void lanewiseOfOperandsOfDifferentLanes_fails() {
    SecureEqualsClear.check((engine, dealer) -> {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> engine.lanewise((c, in) -> in, Shares.zeros(2, 3, 8), Shares.zeros(1, 1, 8)))
          .withMessage("Shares[1 x 1 mod 2^8] among operands of 6 lanes");
      return List.of();
    });
  }

  @ParameterizedTest
  @CsvSource({"1,1", "64,3", "65,32", "513,7", "2000,64"})
  void sharesOfBitsGoInAndOut(int lanes, int width) {
    long[] values = random(lanes, lanes);
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Bits in = input(engine, dealer, values, width);
          Bits again = engine.fromXorShare(engine.xorShare(in), lanes);
          // A value that one party knows goes in as its share, and zeros as the other's.
          Bits known = engine.fromXorShare(engine.xorShare(Bits.ofPublic(values, width)), lanes);
          return List.of(opened(engine, in), opened(engine, again), opened(engine, known));
        });
    assertThat(out)
        .containsExactly(masked(values, width), masked(values, width), masked(values, width));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 32, 64})
  void aPublicConstantIsAddedOnce(int width) {
    long[] values = random(width, 12);
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Shares x = dealer.shares(3, 4, width, values);
          return List.of(
              opened(engine, engine.addPublic(x, 77)), opened(engine, engine.addPublic(x, -1)));
        });
    assertThat(out)
        .containsExactly(
            masked(Arrays.stream(values).map(v -> v + 77).toArray(), width),
            masked(Arrays.stream(values).map(v -> v - 1).toArray(), width));
  }

  @Test
  void linearOperationsOnSharesAreThoseOfTheValues() {
    long[] x = random(1, 35);
    long[] y = random(2, 35);
    List<long[]> out =
        SecureEqualsClear.check((engine, dealer) -> {
          Shares a = dealer.shares(5, 7, 21, x);
          Shares b = dealer.shares(5, 7, 21, y);
          return List.of(
              opened(engine, a.plus(b).times(-3).reduce(18)),
              opened(engine, a.transpose()),
              opened(engine, a.sum()),
              opened(engine, a.everyRow(1, 2).plus(b.everyRow(0, 3))));
        });
    assertThat(out.get(2)).containsExactly(Arrays.stream(x).sum() & Shares.mask(21));
  }

  /** OTs that are extended otherwise: more than their first batches and windows, both ways. */
  @ParameterizedTest
  @EnumSource(GateProtocol.class)
  void overALongLinkTheSameComesOut(GateProtocol gates) {
    int lanes = 160 * 400;
    long[] x = random(1, lanes);
    long[] y = random(2, lanes);
    long[] ternary = Arrays.stream(random(3, 80 * 160)).map(v -> v & 3).toArray();
    SecureEqualsClear.check(
        new Protocols(gates, ProductProtocol.OT).over(LinkModel.parse("24MB/s,42ms")),
        (engine, dealer) -> {
          Bits a = input(engine, dealer, x, 16);
          Bits b = input(engine, dealer, y, 16);
          Bits sum = engine.lanewise((c, in) -> new Bits[] {c.add(in[0], in[1])}, a, b)[0];
          Matrix q = dealer.matrixOfBits(80, 160, new long[] {1, -1}, ternary, 20);
          Matrix m = engine.matrix(sum, Planes.signedWeights(16), 160, 400, 20);
          Shares product = engine.product(q, m, Ring.of(20));
          return List.of(
              opened(engine, sum), opened(engine, product), opened(engine, engine.shares(m, 20)));
        });
  }

  private static final long[] OPENED = {5, 0, 7, 3, 1};

  /** Only who is named learns something, and what it learns is right. */
  @ParameterizedTest
  @CsvSource({"A,GMW", "B,GMW", "BOTH,GMW", "A,YAO", "B,YAO", "BOTH,YAO"})
  void openingTellsTheRecipientsOnly(Recipient recipient, GateProtocol gates) {
    InProcess.Both<List<long[]>> results =
        InProcess.run(
            channels -> openings(new Session(Party.A, channels), gates, recipient),
            channels -> openings(new Session(Party.B, channels), gates, recipient));
    List<long[]> everything = List.of(OPENED, masked(OPENED, 2));
    if (recipient == Recipient.B) {
      assertThat(results.a()).isEmpty();
    } else {
      assertThat(results.a()).containsExactlyElementsOf(everything);
    }
    if (recipient == Recipient.A) {
      assertThat(results.b()).isEmpty();
    } else {
      assertThat(results.b()).containsExactlyElementsOf(everything);
    }
  }

  private static List<long[]> openings(Session session, GateProtocol gates, Recipient recipient) {
    Engine engine = session.engine(new Protocols(gates, ProductProtocol.OT));
    Dealer dealer = Dealer.of(session.me(), 3);
    List<long[]> out = new ArrayList<>();
    engine.open(dealer.shares(1, 5, 11, OPENED), recipient).ifPresent(out::add);
    engine
        .open(input(engine, dealer, OPENED, 2), recipient)
        .ifPresent(wires -> out.add(BitVectors.join(wires, 5)));
    return out;
  }
}
