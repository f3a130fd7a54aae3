package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.LaneCircuit;
import quotient.engine.Matrix;
import quotient.engine.Ownership;
import quotient.engine.Ownership.Holder;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.transport.MessageChain;

/**
 * What is planned equals, to the byte and the message and from the session's start, what a run
 * sends.
 */
class PlanningEngineTest {
  private static Stream<Arguments> protocolsAndSeeds() {
    List<Protocols> protocols = new ArrayList<>();
    for (GateProtocol gates : GateProtocol.values()) {
      for (ProductProtocol products : ProductProtocol.values()) {
        for (String link : List.of("1GB/s,0ms", "24MB/s,42ms")) {
          protocols.add(new Protocols(gates, products).over(LinkModel.parse(link)));
        }
      }
    }
    return protocols.stream()
        .flatMap(p -> IntStream.rangeClosed(1, 3).mapToObj(seed -> Arguments.of(p, seed)));
  }

  @ParameterizedTest
  @MethodSource("protocolsAndSeeds")
  void randomProgramsSendWhatIsPlanned(Protocols protocols, long seed) {
    check(protocols, engine -> program(engine, new SplittableRandom(seed)));
  }

  /** Another way to extend OTs, and other batches of triples. */
  @ParameterizedTest
  @MethodSource("protocolsAndSeeds")
  void soTheyDoOverAnyLink(Protocols protocols, long seed) {
    SplittableRandom random = new SplittableRandom(100 + seed);
    LinkModel link =
        new LinkModel(
            1_000_000L << random.nextInt(11), Duration.ofNanos(10_000L << random.nextInt(14)));
    check(protocols.over(link), engine -> program(engine, new SplittableRandom(seed)));
  }

  /** What recurs is made ahead, on some of these links. */
  @ParameterizedTest
  @MethodSource("protocolsAndSeeds")
  void soDoProgramsOfWhichPartsRecur(Protocols protocols, long seed) {
    check(
        protocols,
        engine -> {
          for (int time = 0; time < 4; time++) {
            program(engine, new SplittableRandom(seed));
          }
        });
  }

  /** Else one message waits for another; the first time, one of them passes with the set-up's. */
  @Test
  void aConversionThatRecursTakesOneMessage() {
    assertThat(messagesOfConversions("24MB/s,42ms")).isEqualTo(List.of(1L, 2L, 1L, 1L));
    assertThat(messagesOfConversions("24MB/s,0.4ms")).isEqualTo(List.of(1L, 2L, 2L, 2L));
  }

  private static List<Long> messagesOfConversions(String link) {
    PlanningEngine engine = new PlanningEngine(Protocols.DEFAULT.over(LinkModel.parse(link)));
    List<Long> messages = new ArrayList<>();
    for (int time = 0; time < 4; time++) {
      long before = engine.messages();
      Bits bits = engine.fromXorShare(new long[8][10], 640);
      engine.shares(engine.matrix(bits, Planes.signedWeights(8), 1, 640, 20), 20);
      messages.add(engine.messages() - before);
    }
    return messages;
  }

  /** So often that the keys of what is made ahead are renewed twice. */
  @Test
  void productsThatRecurAreSentAsPlanned() {
    Protocols protocols =
        new Protocols(GateProtocol.GMW, ProductProtocol.RLWE).over(LinkModel.parse("24MB/s,42ms"));
    check(
        protocols,
        engine -> {
          for (int time = 0; time < 2 * RlweProduct.PRODUCTS_PER_KEY + 3; time++) {
            long[] weights = Planes.signedWeights(8);
            Matrix p = engine.matrix(Bits.constant(0, 8, 600), weights, 30, 20, 32);
            Matrix x = engine.matrix(Bits.constant(0, 8, 200), weights, 20, 10, 32);
            engine.product(p, x, new Ring(20, 5));
          }
        });
  }

  /** Two conversions take one, too; else each of the three takes two. */
  @Test
  void aProductThatRecursTakesOneMessage() {
    assertThat(messagesOfProducts("24MB/s,42ms")).isEqualTo(2);
    assertThat(messagesOfProducts("24MB/s,0.4ms")).isEqualTo(6);
  }

  private static long messagesOfProducts(String link) {
    PlanningEngine engine =
        new PlanningEngine(
            new Protocols(GateProtocol.GMW, ProductProtocol.RLWE).over(LinkModel.parse(link)));
    long before = 0;
    for (int time = 0; time < 4; time++) {
      before = engine.messages();
      long[] weights = Planes.signedWeights(8);
      Matrix p = engine.matrix(Bits.constant(0, 8, 600), weights, 30, 20, 32);
      Matrix x = engine.matrix(Bits.constant(0, 8, 200), weights, 20, 10, 32);
      engine.product(p, x, new Ring(20, 5));
    }
    return engine.messages() - before;
  }

  private static Stream<Protocols> protocolsWithRingLwe() {
    return Stream.of(ProductProtocol.RLWE, ProductProtocol.AUTO)
        .flatMap(products ->
            Stream.of("1GB/s,0ms", "24MB/s,42ms")
                .map(
                    link -> new Protocols(GateProtocol.GMW, products).over(LinkModel.parse(link))));
  }

  /** As batches of predictions have them, the last one with fewer rows. */
  @ParameterizedTest
  @MethodSource("protocolsWithRingLwe")
  void productsOfMatricesThatStayAreSentAsPlanned(Protocols protocols) {
    check(
        protocols,
        engine -> {
          Matrix first = fixed(engine, 60, 40);
          Matrix second = fixed(engine, 40, 40);
          Matrix third = fixed(engine, 40, 9);
          for (int time = 0; time < 2 * RlweProduct.PRODUCTS_PER_KEY + 3; time++) {
            int rows = time < 2 * RlweProduct.PRODUCTS_PER_KEY + 2 ? 30 : 11;
            Holder[] holders = new Holder[rows];
            Arrays.fill(holders, time % 4 == 0 ? Holder.B : Holder.A);
            Matrix features =
                Matrix.ofKnown(
                    rows,
                    60,
                    new long[rows * 60],
                    Planes.unsignedWeights(7),
                    Ownership.ofRows(holders, 60));
            engine.product(features, first, Ring.of(18));
            engine.product(activations(engine, rows, 40), second, Ring.of(16));
            Matrix last = activations(engine, rows, 40);
            engine.products(
                List.of(
                    new ProductCall(last, third, Ring.of(16)),
                    new ProductCall(last, second, Ring.of(16)),
                    new ProductCall(
                        activations(engine, rows, 9), third.transpose(), new Ring(18, 5))));
          }
        });
  }

  private static Matrix fixed(Engine engine, int rows, int columns) {
    long[] weights = {1, -1};
    Matrix x = engine.matrix(Bits.constant(0, 2, rows * columns), weights, rows, columns, 18);
    x.staysFixed();
    return x;
  }

  private static Matrix activations(Engine engine, int rows, int columns) {
    return engine.matrix(
        Bits.constant(0, 7, rows * columns), Planes.unsignedWeights(7), rows, columns, 18);
  }

  /** From the second product on, and no longer than its products. */
  @Test
  void whatIsKeptIsPartOfThePeak() {
    PlanningEngine engine =
        new PlanningEngine(new Protocols(GateProtocol.GMW, ProductProtocol.RLWE));
    Matrix x = fixed(engine, 500, 600);
    List<Long> peaks = new ArrayList<>();
    for (int time = 0; time < 4; time++) {
      engine.product(activations(engine, 300, 500), x, Ring.of(18));
      peaks.add(engine.peakBytes());
    }
    // At least two residues of 30 bits for each weight.
    assertThat(peaks.get(1) - peaks.get(0)).isBetween(7L * 500 * 600, Recurring.LARGEST);
    assertThat(peaks.get(2)).isEqualTo(peaks.get(1));
    assertThat(peaks.get(3) - peaks.get(2)).isBetween(0L, Recurring.LARGEST);
  }

  /** OTs beyond a window and beyond a batch of triples, messages beyond a turn. */
  @ParameterizedTest
  @EnumSource(GateProtocol.class)
  void longMessagesAreSentAsPlanned(GateProtocol gates) {
    check(
        new Protocols(gates, ProductProtocol.OT),
        engine -> {
          int lanes = 90_000;
          Bits bits = engine.fromXorShare(new long[9][(lanes + 63) / 64], lanes);
          long[] weights = Planes.signedWeights(8);
          engine.shares(engine.matrix(bits.wires(0, 8), weights, 1, lanes, 20), 15);
          Bits sum = engine.lanewise(new Mixed(2), Shares.zeros(lanes, 1, 9), bits, bits)[0];
          Matrix p = operand(engine, new SplittableRandom(5), 300, 60);
          Matrix x = operand(engine, new SplittableRandom(6), 60, 300);
          engine.product(p, x, new Ring(25, 1));
          engine.open(Shares.zeros(700, 1000, 20), Recipient.BOTH);
          engine.open(sum, Recipient.A);
        });
  }

  /** So many lanes go by Yao only where a message takes an age. */
  @Test
  void longMessagesOfCallsByYaoAreSentAsPlanned() {
    check(
        new Protocols(GateProtocol.GMW, ProductProtocol.OT)
            .over(LinkModel.parse("500MB/s,10000ms")),
        engine -> {
          int lanes = 40_000;
          Bits bits = engine.fromXorShare(new long[9][(lanes + 63) / 64], lanes);
          Shares shares = Shares.zeros(lanes, 1, 9);
          LaneCall call = LaneCall.of(new Mixed(2), shares, bits, bits);
          Bits sum = engine.lanewise(List.of(call, call)).getLast()[0];
          engine.open(engine.lanewise(new Mixed(1), shares, sum.signed(9), bits)[0], Recipient.A);
        });
  }

  private static void check(Protocols protocols, Consumer<Engine> program) {
    PlanningEngine planning = new PlanningEngine(protocols);
    program.accept(planning);
    MessageChain chain = new MessageChain();
    InProcess.Both<Long> sent =
        InProcess.run(
            InProcess.connect(chain),
            channels -> sent(Party.A, channels, protocols, program),
            channels -> sent(Party.B, channels, protocols, program));
    assertThat(planning.messages()).as("messages").isEqualTo(chain.length());
    assertThat(planning.bill().bytesFromA()).as("bytes from A").isEqualTo(sent.a());
    assertThat(planning.bill().bytesFromB()).as("bytes from B").isEqualTo(sent.b());
  }

  private static long sent(
      Party me, List<Channel> channels, Protocols protocols, Consumer<Engine> program) {
    List<RecordingChannel> recorders = channels.stream().map(RecordingChannel::new).toList();
    Session session = new Session(me, List.copyOf(recorders));
    program.accept(session.engine(protocols));
    session.complete();
    recorders.forEach(Channel::flush);
    return recorders.stream().mapToLong(recorder -> recorder.sent().size()).sum();
  }

  /** Verbs in random order on random shapes; the shares don't matter. */
  private static void program(Engine engine, SplittableRandom random) {
    List<Bits> tensors = new ArrayList<>();
    for (int verb = 0; verb < 14; verb++) {
      switch (random.nextInt(8)) {
        case 0 -> tensors.add(input(engine, random));
        case 1 -> tensors.addAll(calls(engine, random));
        case 2 -> tensors.add(product(engine, random));
        case 3 ->
            tensors.addAll(engine.anyLane(List.of(input(engine, random), input(engine, random))));
        case 4 -> open(engine, random, input(engine, random));
        case 5 -> tensors.addAll(again(engine, random, tensors));
        case 6 -> batches(engine, random);
        default -> {
          Bits bits = input(engine, random);
          long[] weights = Planes.unsignedWeights(bits.width());
          engine.shares(engine.matrix(bits, weights, 1, bits.lanes(), 20), 15);
        }
      }
    }
    tensors.forEach(tensor -> open(engine, random, tensor));
  }

  private static Bits input(Engine engine, SplittableRandom random) {
    int lanes = random.nextInt(1, 3000);
    int width = random.nextInt(1, 12);
    return random.nextInt(4) == 0
        ? Bits.ofPublic(new long[lanes], width)
        : engine.fromXorShare(new long[width][(lanes + 63) / 64], lanes);
  }

  private static void open(Engine engine, SplittableRandom random, Bits bits) {
    engine.open(bits, List.of(Recipient.values()).get(random.nextInt(3)));
  }

  /** Several circuits at once, over bits and shares with and without guard bits. */
  private static List<Bits> calls(Engine engine, SplittableRandom random) {
    List<LaneCall> calls = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int lanes = random.nextInt(1, 2000);
      int width = random.nextInt(2, 20);
      Shares shares = Shares.zeros(lanes, 1, width).withGuard(random.nextInt(0, 5));
      Bits bits = engine.fromXorShare(new long[width][(lanes + 63) / 64], lanes);
      Bits dither = Bits.ofPublic(new long[lanes], width);
      calls.add(LaneCall.of(new Mixed(random.nextInt(1, 5)), shares, bits, dither));
    }
    return engine.lanewise(calls).stream().flatMap(Arrays::stream).toList();
  }

  /** A circuit over lanes of what was computed before, by whatever scheme. */
  private static List<Bits> again(Engine engine, SplittableRandom random, List<Bits> tensors) {
    List<Bits> sources = new ArrayList<>(List.of(input(engine, random).unsigned(9)));
    if (!tensors.isEmpty()) {
      sources.add(tensors.get(random.nextInt(tensors.size())).unsigned(9));
      sources.remove(random.nextInt(2));
    }
    int all = sources.getFirst().lanes();
    Bits x = engine.gather(sources, random.ints(200, 0, all).toArray());
    Bits y = engine.gather(sources, random.ints(200, 0, all).toArray());
    return List.of(engine.lanewise(new Mixed(2), x, y, random.nextBoolean() ? x : y));
  }

  private record Mixed(int shift) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Bits sum = c.add(in[0], in[1]);
      Bits kept = c.and(c.xor(sum, in[2]), in[0].sign());
      return new Bits[] {c.saturate(kept, 1 + shift), Bits.of(c.greater(in[0], in[2]))};
    }
  }

  private static Bits product(Engine engine, SplittableRandom random) {
    int rows = random.nextInt(1, 40);
    int inner = random.nextInt(1, 60);
    int columns = random.nextInt(1, 40);
    Ring ring = new Ring(random.nextInt(4, 30), random.nextInt(1, 25));
    Matrix p = operand(engine, random, rows, inner);
    Matrix x = operand(engine, random, inner, columns).transpose().transpose();
    if (random.nextBoolean()) {
      x.staysFixed();
    }
    for (int again = random.nextInt(4); again > 0; again--) {
      engine.product(p, x, ring);
    }
    ProductCall other =
        new ProductCall(x.transpose(), operand(engine, random, inner, rows), Ring.of(20));
    Shares product = engine.products(List.of(new ProductCall(p, x, ring), other)).getFirst();
    return engine.lanewise(new Sign(), product)[0];
  }

  /** Products of what the parties know, each time other parts of it, and may know before. */
  private static void batches(Engine engine, SplittableRandom random) {
    int rows = random.nextInt(1, 20);
    int inner = random.nextInt(1, 30);
    Matrix batch = known(random, rows, inner);
    for (int time = 0; time < 4; time++) {
      Matrix next = known(random, rows, inner);
      if (random.nextInt(4) > 0) {
        batch.isFollowedBy(next);
      }
      long[] weights = {1, -1};
      Matrix q = engine.matrix(Bits.constant(0, 2, inner * 7), weights, inner, 7, 18);
      Matrix e = engine.matrix(Bits.constant(0, 2, rows * 7), weights, rows, 7, 20);
      engine.product(batch, q, Ring.of(18));
      engine.products(
          List.of(
              new ProductCall(batch.transpose(), e, new Ring(20, 3)),
              new ProductCall(e, q.transpose(), Ring.of(15))));
      batch = next;
    }
  }

  private static Matrix known(SplittableRandom random, int rows, int columns) {
    long[] weights = Planes.unsignedWeights(7);
    Holder[] holders = new Holder[rows];
    Arrays.setAll(holders, i -> random.nextBoolean() ? Holder.A : Holder.B);
    return Matrix.ofKnown(
        rows, columns, new long[rows * columns], weights, Ownership.ofRows(holders, columns));
  }

  private record Sign() implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      return new Bits[] {Bits.of(in[0].sign())};
    }
  }

  private static Matrix operand(Engine engine, SplittableRandom random, int rows, int columns) {
    long[] weights = random.nextBoolean() ? new long[] {1, -1} : Planes.signedWeights(8);
    if (random.nextInt(3) == 0) {
      return known(random, rows, columns);
    }
    Bits bits = Bits.constant(0, weights.length, rows * columns);
    return engine.matrix(bits, weights, rows, columns, 32);
  }
}
