package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.engine.Bits;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.engine.PublicWire;
import quotient.engine.Recipient;
import quotient.engine.Shares;
import quotient.twoparty.InProcess.Both;
import quotient.twoparty.PlanningEngine;
import quotient.twoparty.Protocols;

/** A training that is stopped and started again is the training that was never stopped. */
class StateTest {
  private static final Table TABLE = Table.random(4, 23, 6, 3, true);
  private static final int ITERATIONS = 18;
  private static final int SECURE_ITERATIONS = 5;

  /** Rows of six features as images. */
  private static Job image(Job.Kind kind) {
    return Job.images(kind, new Shape(2, 3, 1), "conv 2 3 pad 1, maxpool 2, conv 1 4, fc 3")
        .bias(64);
  }

  static Stream<TrainingJob> jobs() {
    return Stream.of(
            Job.signum(6, 5, 3),
            Job.signum(6, 4, 5, 3).ema().errorBits(4).errorShifts(1, 3),
            Job.signum(6, 5, 3).rotate(4),
            Job.signum(6, 5, 3).rotate(2).ema().errorBits(6),
            Job.amsGrad(6, 4, 5, 3),
            image(Job.Kind.SIGNUM).ema().errorBits(6),
            image(Job.Kind.SIGNUM).rotate(3),
            image(Job.Kind.AMSGRAD))
        .map(job -> job.batch(5).epochs(5).step(64).build());
  }

  static Stream<TrainingJob> jobsOfTwoParties() {
    return Stream.of(
            Job.signum(6, 4, 3).rotate(3).errorBits(4),
            Job.signum(6, 4, 3).ema(),
            Job.amsGrad(6, 4, 3),
            image(Job.Kind.SIGNUM).ema(),
            image(Job.Kind.AMSGRAD))
        .map(job -> job.batch(5).epochs(5).step(64).build());
  }

  private static Map<String, long[]> stopped(Engine engine, Trainer trainer) {
    StateWriter writer = new StateWriter(engine);
    trainer.exchange(writer);
    return writer.sections();
  }

  private static Trainer started(
      Engine engine, TrainingJob job, @Nullable Party party, Map<String, long[]> sections) {
    Trainer trainer = new Trainer(engine, job, TABLE.dealtTo(party));
    StateReader reader = new StateReader(engine, sections);
    trainer.exchange(reader);
    reader.end();
    return trainer;
  }

  private static int crc(Engine engine, Trainer trainer) {
    return InsecureWeights.crc(engine, trainer.model());
  }

  /** Check sums after each iteration of a training that nobody stops, and then a prediction. */
  private static List<Integer> quiet(TrainingJob job, int iterations) {
    Engine engine = new ClearEngine();
    Trainer trainer = new Trainer(engine, job, TABLE.dealtTo(null));
    List<Integer> crcs = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      trainer.iterate();
      crcs.add(crc(engine, trainer));
    }
    crcs.add(new Inference(engine, trainer.model()).openCorrect(TABLE.dealtTo(null), 23));
    return crcs;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void stoppedAfterEachIterationGivesTheSameWeights(TrainingJob job) {
    Engine engine = new ClearEngine();
    Map<String, long[]> state = stopped(engine, new Trainer(engine, job, TABLE.dealtTo(null)));
    List<Integer> crcs = new ArrayList<>();
    for (int i = 0; i < ITERATIONS; i++) {
      Engine fresh = new ClearEngine();
      Trainer trainer = started(fresh, job, null, state);
      assertThat(trainer.iteration()).isEqualTo(i);
      trainer.iterate();
      crcs.add(crc(fresh, trainer));
      state = stopped(fresh, trainer);
    }
    Trainer last = started(engine, job, null, state);
    crcs.add(new Inference(engine, last.model()).openCorrect(TABLE.dealtTo(null), 23));
    assertThat(crcs).isEqualTo(quiet(job, ITERATIONS));
  }

  /** Each iteration is a session of its own. */
  @ParameterizedTest
  @MethodSource("jobsOfTwoParties")
  void stoppedByTwoPartiesAfterEachIterationGivesTheSameWeights(TrainingJob job) {
    List<Integer> expected = quiet(job, SECURE_ITERATIONS);
    for (Protocols protocols : TwoEngines.BOTH_WAYS) {
      List<Integer> crcs = new ArrayList<>();
      Optional<Map<String, long[]>> ofA = Optional.empty();
      Optional<Map<String, long[]>> ofB = Optional.empty();
      for (int i = 0; i < SECURE_ITERATIONS; i++) {
        boolean last = i + 1 == SECURE_ITERATIONS;
        Optional<Map<String, long[]>> a = ofA;
        Optional<Map<String, long[]>> b = ofB;
        Both<Stop> stops =
            TwoEngines.secure(
                protocols,
                (engine, party) -> iterate(engine, job, party, party == Party.A ? a : b, last));
        assertThat(stops.a().opened).isEqualTo(stops.b().opened);
        assertDescribedAlike(stops.a().state, stops.b().state);
        crcs.addAll(stops.a().opened);
        ofA = Optional.of(stops.a().state);
        ofB = Optional.of(stops.b().state);
      }
      assertThat(crcs).as("%s", protocols).isEqualTo(expected);
    }
  }

  private record Stop(Map<String, long[]> state, List<Integer> opened) {}

  private static Stop iterate(
      Engine engine,
      TrainingJob job,
      @Nullable Party party,
      Optional<Map<String, long[]>> before,
      boolean last) {
    Trainer trainer =
        before
            .map(state -> started(engine, job, party, state))
            .orElseGet(() -> new Trainer(engine, job, TABLE.dealtTo(party)));
    trainer.iterate();
    List<Integer> opened = new ArrayList<>(List.of(crc(engine, trainer)));
    if (last) {
      opened.add(new Inference(engine, trainer.model()).openCorrect(TABLE.dealtTo(party), 23));
    }
    return new Stop(stopped(engine, trainer), opened);
  }

  /** Both parties keep the same entries, and entries of the same type and size. */
  private static void assertDescribedAlike(Map<String, long[]> a, Map<String, long[]> b) {
    assertThat(a.keySet()).isEqualTo(b.keySet());
    b.forEach((name, words) ->
        assertThat(a)
            .hasEntrySatisfying(
                name,
                others -> {
                  assertThat(others).as(name).hasSameSizeAs(words);
                  assertThat(others[0]).as(name).isEqualTo(words[0]);
                }));
  }

  /** What is public stays public, so that circuits have the gates of a quiet run. */
  @ParameterizedTest
  @MethodSource("jobs")
  void stoppedAfterEachIterationHasTheSameGates(TrainingJob job) {
    PlanningEngine engine = new PlanningEngine(Protocols.PAPER);
    Trainer quiet = new Trainer(engine, job, TABLE.dealtTo(null));
    PlanningEngine first = new PlanningEngine(Protocols.PAPER);
    Map<String, long[]> state = stopped(first, new Trainer(first, job, TABLE.dealtTo(null)));
    for (int i = 0; i < ITERATIONS; i++) {
      long before = engine.bill().ands();
      quiet.iterate();
      PlanningEngine fresh = new PlanningEngine(Protocols.PAPER);
      Trainer trainer = started(fresh, job, null, state);
      assertThat(fresh.bill().ands()).isZero();
      trainer.iterate();
      assertThat(fresh.bill().ands())
          .as("iteration %d", i)
          .isEqualTo(engine.bill().ands() - before);
      state = stopped(fresh, trainer);
    }
  }

  /** Wires that are one, in one value or in two, stay one. */
  @Test
  void kindsOfWiresAreKept() {
    Engine engine = new ClearEngine();
    Bits secret = engine.fromXorShare(new long[][] {{5}, {3}}, 3);
    Bits mixed =
        Bits.of(
            secret.wire(0),
            PublicWire.ones(3),
            PublicWire.of(new long[] {2}, 3),
            PublicWire.zeros(3),
            secret.wire(0));
    StateWriter writer = new StateWriter(engine);
    writer.bits("mixed", mixed, true);
    writer.bits("again", secret, true);
    StateReader reader = new StateReader(engine, writer.sections());
    Bits read = reader.bits("mixed", mixed, true);
    Bits again = reader.bits("again", secret, true);
    assertThat(read.wire(4)).isSameAs(read.wire(0)).isSameAs(again.wire(0));
    assertThat(again.wire(1)).isNotSameAs(again.wire(0));
    assertThat(read.wire(1))
        .isInstanceOfSatisfying(PublicWire.class, w -> assertThat(w.isOnes()).isTrue());
    assertThat(read.wire(2))
        .isInstanceOfSatisfying(PublicWire.class, w -> assertThat(w.bits()).containsExactly(2));
    assertThat(read.wire(3))
        .isInstanceOfSatisfying(PublicWire.class, w -> assertThat(w.isZeros()).isTrue());
    assertThat(engine.open(read, Recipient.BOTH).orElseThrow())
        .isDeepEqualTo(new long[][] {{5}, {7}, {2}, {0}, {5}});
    assertThat(engine.open(again, Recipient.BOTH).orElseThrow())
        .isDeepEqualTo(new long[][] {{5}, {3}});
  }

  @Test
  void guardBitsAndErrorsOfSharesAreKept() {
    State.SumForm form = new State.SumForm(1, 3, 20, 2, 24);
    Shares sum = Shares.guarded(1, 3, 20, 8, 5, new long[] {1, 1 << 27, (1 << 28) - 1});
    StateWriter writer = new StateWriter(new ClearEngine());
    writer.shares("sum", Optional.of(sum), form);
    Shares read =
        new StateReader(new ClearEngine(), writer.sections())
            .shares("sum", Optional.empty(), form)
            .orElseThrow();
    assertThat(read).hasToString(sum.toString());
    assertThat(read.error()).isEqualTo(5);
    assertThat(read.values()).isEqualTo(sum.values());
  }

  /** Two of 24 products may have two parts in 24 of what eight guard bits round off, 63. */
  @Test
  void anErrorThatCouldNotBeRoundedOff_fails() {
    State.SumForm form = new State.SumForm(1, 3, 20, 2, 24);
    StateWriter writer = new StateWriter(new ClearEngine());
    writer.shares("sum", Optional.of(Shares.guarded(1, 3, 20, 8, 6, new long[3])), form);
    StateReader reader = new StateReader(new ClearEngine(), writer.sections());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.shares("sum", Optional.empty(), form))
        .withMessage("sum has an error of 6, at most 5 is possible");
  }

  /** A training by amsgrad or signum after two iterations. */
  private static Map<String, long[]> afterTwo(TrainingJob job) {
    Engine engine = new ClearEngine();
    Trainer trainer = new Trainer(engine, job, TABLE.dealtTo(null));
    trainer.iterate();
    trainer.iterate();
    return stopped(engine, trainer);
  }

  private static void assertRefused(
      TrainingJob job,
      Map<String, long[]> state,
      String name,
      UnaryOperator<long[]> change,
      String message) {
    Map<String, long[]> damaged = new HashMap<>(state);
    damaged.put(name, change.apply(state.getOrDefault(name, new long[0]).clone()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> started(new ClearEngine(), job, null, damaged))
        .withMessage(message);
  }

  private static UnaryOperator<long[]> set(int word, long value) {
    return words -> {
      words[word] = value;
      return words;
    };
  }

  @Test
  void damagedAndForeignEntries_fail() {
    TrainingJob job = Job.signum(6, 5, 3).batch(5).epochs(5).rotate(4).build();
    Map<String, long[]> state = afterTwo(job);
    assertRefused(job, state, "iteration", set(1, 21), "iteration is 21, at most 20 is possible");
    assertRefused(job, state, "iteration", set(1, -1), "iteration is -1, at most 20 is possible");
    assertRefused(job, state, "iteration", set(0, 2), "iteration has type 2 instead of 1");
    String updated = "layers/0/weights/1";
    assertRefused(job, state, updated, set(1, 9), updated + " has lanes 9 instead of 10");
    assertRefused(job, state, updated, set(2, 12), updated + " has wires 12 instead of 13");
    assertRefused(job, state, updated, set(3, 0), updated + " has 29 words instead of 28");
    assertRefused(
        job,
        state,
        updated,
        words -> set(3, 104).apply(Arrays.copyOf(words, 28)),
        updated + " repeats wire 100, which is none of its lanes");
    String notYet = "layers/0/weights/2";
    assertRefused(
        job, state, notYet, words -> state.get(updated), notYet + " has lanes 10 instead of 5");
    String current = "layers/0/momentum/1/current";
    assertRefused(job, state, current, set(0, 0), current + " has type 0 instead of 3");
    assertRefused(job, state, current, set(1, 7), current + " has rows 7 instead of 2");
    assertRefused(job, state, current, set(2, 7), current + " has columns 7 instead of 5");
    assertRefused(job, state, current, set(3, 7), current + " has width 7 instead of 25");
    assertRefused(job, state, current, set(4, 60), current + " has 60 guard bits");
    assertRefused(job, state, current, set(4, 1), current + " ends after 31 words");
    assertRefused(
        job, state, current, set(5, 1), current + " has an error of 1, at most 0 is possible");
    assertRefused(job, state, current, set(6, 1 << 10), current + " has bits beyond its 10 lanes");
    String absent = "layers/1/momentum/0/previous";
    assertRefused(job, state, absent, set(0, 3), absent + " has type 3 instead of 0");
    assertRefused(job, state, "more", words -> words, "more is nothing that this job has");
    Map<String, long[]> less = new LinkedHashMap<>(state);
    less.remove(current);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> started(new ClearEngine(), job, null, less))
        .withMessage(current + " is missing");
  }

  /** Weights are public before their first update and never after it. */
  @Test
  void kindsThatTheIterationDoesNotAllow_fail() {
    TrainingJob job = Job.signum(6, 5, 3).batch(5).epochs(5).build();
    Engine engine = new ClearEngine();
    Map<String, long[]> atStart = stopped(engine, new Trainer(engine, job, TABLE.dealtTo(null)));
    Map<String, long[]> later = afterTwo(job);
    String name = "layers/0/weights/0";
    assertRefused(
        job, atStart, name, _ -> later.get(name), name + " is secret, and was public then");
    assertRefused(job, later, name, _ -> atStart.get(name), name + " is public, and was secret");
  }

  @Test
  void theStateOfAnotherJob_fails() {
    TrainingJob job = Job.amsGrad(6, 5, 3).batch(5).epochs(5).build();
    Map<String, long[]> state = afterTwo(Job.signum(6, 5, 3).batch(5).epochs(5).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> started(new ClearEngine(), job, null, state))
        .withMessage("layers/0/weights/0 has wires 13 instead of 16");
  }
}
