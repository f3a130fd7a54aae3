package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Gather;
import quotient.engine.LaneCall;
import quotient.engine.LaneCircuit;
import quotient.engine.Operand;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.transport.MessageChain;

class MixedGatesTest {
  private static final LinkModel SLOW = LinkModel.parse("24MB/s,42ms");
  private static final Protocols OVER_SLOW =
      new Protocols(GateProtocol.GMW, ProductProtocol.OT).over(SLOW);

  /** Deep, and with inputs of all kinds; the first two operands are shares. */
  private record Deep(int rounds) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits sum = c.add(in[0], in[1]);
      for (int i = 0; i < rounds; i++) {
        sum = c.add(c.and(sum, in[2].wire(i % in[2].width())), in[3]);
      }
      return new Bits[] {sum, Bits.of(c.greater(in[0], sum)), c.xor(in[2], in[3])};
    }
  }

  private record Argmax() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {c.argmax(List.of(in))};
    }
  }

  private static Bits wires(GateProtocol scheme, int width, int lanes) {
    return Bits.of(
        IntStream.range(0, width)
            .mapToObj(_ -> new PlannedWire(scheme, lanes))
            .toArray(PlannedWire[]::new));
  }

  private static LaneCall argmax(GateProtocol scheme, int classes, int rows) {
    Operand[] logits = new Operand[classes];
    Arrays.setAll(logits, i -> wires(scheme, 13, rows));
    return LaneCall.of(new Argmax(), logits);
  }

  private static boolean isYao(LinkModel link, LaneCall... calls) {
    return new SchemeChoice(link)
        .isYao(
            List.of(calls),
            wire -> wire instanceof PlannedWire w && w.scheme() == GateProtocol.YAO);
  }

  @Test
  void fewLanesOfADeepCircuitGoByYaoWhereMessagesTakeLong() {
    assertThat(isYao(SLOW, argmax(GateProtocol.GMW, 10, 128))).isTrue();
    assertThat(isYao(SLOW, argmax(GateProtocol.GMW, 10, 20_000))).isFalse();
    assertThat(isYao(SLOW, LaneCall.of((_, in) -> in, wires(GateProtocol.GMW, 9, 2)))).isFalse();
  }

  /** Not even a single lane. */
  @Test
  void nothingGoesByYaoOnOneMachine() {
    assertThat(isYao(LinkModel.LOOPBACK, argmax(GateProtocol.GMW, 10, 1))).isFalse();
    assertThat(isYao(LinkModel.LOOPBACK, argmax(GateProtocol.YAO, 10, 1))).isFalse();
    assertThat(isYao(LinkModel.parse("1Gb/s,0.4ms"), argmax(GateProtocol.GMW, 10, 1))).isFalse();
  }

  /** Calls that run together share their messages by GMW, so the widest one decides for all. */
  @Test
  void callsThatRunTogetherGoOneWay() {
    LaneCall few = argmax(GateProtocol.GMW, 10, 16);
    LaneCall many = argmax(GateProtocol.GMW, 10, 20_000);
    assertThat(isYao(SLOW, few)).isTrue();
    assertThat(isYao(SLOW, few, few)).isTrue();
    assertThat(isYao(SLOW, few, many)).isFalse();
  }

  /** A message and the OTs fall away, so that more lanes are worth it. */
  @Test
  void labelsThatAreThereMakeYaoCheaper() {
    int withLabels = mostRows(GateProtocol.YAO);
    assertThat(mostRows(GateProtocol.GMW)).isBetween(400, withLabels - 1);
  }

  private static int mostRows(GateProtocol scheme) {
    int rows = 1;
    while (isYao(SLOW, argmax(scheme, 4, rows))) {
      rows++;
    }
    return rows - 1;
  }

  /** Calls by either scheme on what the other one computed, and on parts of both. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void programsOfBothEqualClearOnes(long seed) {
    Set<Class<?>> kinds = new HashSet<>();
    SecureEqualsClear.check(
        OVER_SLOW, (engine, dealer) -> program(engine, dealer, new SplittableRandom(seed), kinds));
    assertThat(kinds).contains(GmwWire.class, YaoWire.class);
  }

  private static List<long[]> program(
      Engine engine, Dealer dealer, SplittableRandom random, Set<Class<?>> kinds) {
    List<Bits> tensors = new ArrayList<>();
    tensors.add(input(engine, dealer, random, 70));
    tensors.add(input(engine, dealer, random, 3000));
    for (int i = 0; i < 8; i++) {
      int lanes = List.of(1, 64, 70, 600, 30_000).get(random.nextInt(5));
      Bits x = lanes(engine, tensors, random, lanes);
      Bits y = random.nextBoolean() ? x : lanes(engine, tensors, random, lanes);
      Bits one = lanes(engine, tensors, random, 1);
      long[] known = random.longs(lanes).toArray();
      List<LaneCall> calls = new ArrayList<>();
      int rounds = random.nextInt(3, 7);
      calls.add(
          LaneCall.of(
              new Deep(rounds),
              shares(dealer, random, lanes),
              shares(dealer, random, lanes),
              x,
              y));
      if (random.nextBoolean()) {
        Bits other = random.nextBoolean() ? one : Bits.ofPublic(known, 12);
        calls.add(
            LaneCall.of(
                new Deep(rounds),
                shares(dealer, random, lanes),
                shares(dealer, random, lanes),
                other,
                y));
      }
      for (Bits[] out : engine.lanewise(calls)) {
        synchronized (kinds) {
          kinds.add(out[0].wire(0).getClass());
        }
        tensors.add(out[0]);
        tensors.add(Bits.of(out[1].wire(0), out[2].wire(3), x.wire(0)));
      }
    }
    tensors.add(engine.anyLane(List.of(tensors.getLast(), tensors.get(2))).getFirst());
    return tensors.stream().map(bits -> opened(engine, bits)).toList();
  }

  private static Shares shares(Dealer dealer, SplittableRandom random, int lanes) {
    return dealer.shares(lanes, 1, 12, random.longs(lanes).toArray());
  }

  private static Bits input(Engine engine, Dealer dealer, SplittableRandom random, int lanes) {
    long[] values = random.longs(lanes).toArray();
    return engine.fromXorShare(dealer.xorShares(values, 12), lanes);
  }

  /** Lanes of some of the tensors, 12 wires. */
  private static Bits lanes(Engine engine, List<Bits> tensors, SplittableRandom random, int lanes) {
    List<Bits> sources = new ArrayList<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      sources.add(tensors.get(random.nextInt(tensors.size())).unsigned(12));
    }
    int all = sources.stream().mapToInt(Bits::lanes).sum();
    return engine.gather(sources, random.ints(lanes, Gather.ZERO, all).toArray());
  }

  private static long[] opened(Engine engine, Bits bits) {
    return BitVectors.join(engine.open(bits, Recipient.BOTH).orElseThrow(), bits.lanes());
  }

  private static Bits[] logits(Engine engine, Dealer dealer, int rows) {
    SplittableRandom random = new SplittableRandom(7);
    Shares sums = dealer.shares(rows, 10, 15, random.longs(10L * rows).toArray());
    Bits all = engine.lanewise((c, in) -> new Bits[] {c.saturate(in[0].dropLow(1), 13)}, sums)[0];
    Bits[] ofClass = new Bits[10];
    Arrays.setAll(
        ofClass, j -> engine.gather(all, IntStream.range(0, rows).map(i -> 10 * i + j).toArray()));
    return ofClass;
  }

  private static Optional<long[]> classes(Engine engine, Dealer dealer, Recipient recipient) {
    Bits classes = engine.lanewise(new Argmax(), logits(engine, dealer, 50))[0];
    return engine.open(classes, recipient).map(wires -> BitVectors.join(wires, 50));
  }

  /**
   * B chooses, A sends the gates of two circuits one after the other and its share of the result;
   * B's share of it is a message more.
   */
  @ParameterizedTest
  @EnumSource(Recipient.class)
  void twoCallsAndTheirOpeningTakeTwoOrThreeMessages(Recipient recipient) {
    MessageChain withoutCalls = new MessageChain();
    run(withoutCalls, (_, _) -> Optional.empty());
    MessageChain chain = new MessageChain();
    InProcess.Both<Optional<long[]>> opened =
        run(chain, (engine, dealer) -> classes(engine, dealer, recipient));
    long[] expected = classes(new ClearEngine(), Dealer.ofAll(), recipient).orElseThrow();
    assertThat(opened.a().isPresent()).isEqualTo(recipient.includes(Party.A));
    assertThat(opened.b().isPresent()).isEqualTo(recipient.includes(Party.B));
    opened.a().ifPresent(classes -> assertThat(classes).isEqualTo(expected));
    opened.b().ifPresent(classes -> assertThat(classes).isEqualTo(expected));
    assertThat(chain.length() - withoutCalls.length()).isEqualTo(recipient == Recipient.B ? 2 : 3);
  }

  /** Both parties meet once they are set up, so that neither is ahead of the other. */
  private static InProcess.Both<Optional<long[]>> run(
      MessageChain chain, BiFunction<Engine, Dealer, Optional<long[]>> part) {
    return InProcess.run(
        InProcess.connect(chain),
        channels -> play(channels, Party.A, part),
        channels -> play(channels, Party.B, part));
  }

  private static Optional<long[]> play(
      List<Channel> channels, Party me, BiFunction<Engine, Dealer, Optional<long[]>> part) {
    Session session = new Session(me, channels);
    Engine engine = session.engine(Protocols.DEFAULT.over(SLOW));
    session.meet("measured", Map.of());
    return part.apply(engine, Dealer.of(me, 1));
  }
}
