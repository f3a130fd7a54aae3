package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Job.Kind;
import quotient.twoparty.InProcess.Both;

class InferenceTest {
  private static final int ITERATIONS = 9;
  private static final Table TRAIN = Table.random(1, 40, 9, 4, true);

  /** Other rows, some of them larger than any that the network was trained on. */
  private static final Table TEST = Table.random(2, 77, 9, 4, true);

  /** Not in order, and one twice. */
  private static final int[] ROWS = {76, 3, 4, 5, 3, 60, 0};

  private static TrainingJob job(Kind optimizer) {
    Job job = optimizer == Kind.SIGNUM ? Job.signum(9, 6, 4) : Job.amsGrad(9, 6, 4);
    return job.batch(8).epochs(2).build();
  }

  private static Model trained(Engine engine, Examples examples, Kind optimizer) {
    Trainer trainer = new Trainer(engine, job(optimizer), examples);
    while (trainer.iteration() < ITERATIONS) {
      trainer.iterate();
    }
    return trainer.model();
  }

  private static int[][] plainLogits(Kind optimizer, int[] rows) {
    PlainTrainer trainer = new PlainTrainer(job(optimizer), TRAIN);
    for (int i = 0; i < ITERATIONS; i++) {
      trainer.iterate();
    }
    return trainer.logits(TEST, rows);
  }

  private static int argmax(int[] logits) {
    int best = 0;
    for (int j = 1; j < logits.length; j++) {
      best = logits[j] > logits[best] ? j : best;
    }
    return best;
  }

  private static int plainCorrect(Kind optimizer) {
    int[][] logits = plainLogits(optimizer, IntStream.range(0, TEST.rows()).toArray());
    return (int)
        IntStream.range(0, TEST.rows()).filter(b -> argmax(logits[b]) == TEST.labels()[b]).count();
  }

  /** What a party learns. */
  private record Learned(Optional<int[][]> logits, Optional<int[]> classes, int correct) {}

  @ParameterizedTest
  @EnumSource(Kind.class)
  void predictionsByTwoPartiesGoToTheirRecipientAndEqualPlainIntegers(Kind optimizer) {
    int[][] logits = plainLogits(optimizer, ROWS);
    int[] classes = Arrays.stream(logits).mapToInt(InferenceTest::argmax).toArray();
    for (Recipient recipient : Recipient.values()) {
      Both<Learned> learned =
          TwoEngines.secure((engine, party) -> {
            Model model = trained(engine, TRAIN.dealtTo(party), optimizer);
            Inference inference = new Inference(engine, model);
            Examples test = TEST.dealtTo(party);
            return new Learned(
                inference.openLogits(test, ROWS, recipient),
                inference.openClasses(test, ROWS, recipient),
                inference.openCorrect(test, 10));
          });
      for (Party party : Party.values()) {
        Learned mine = party == Party.A ? learned.a() : learned.b();
        assertThat(mine.correct).isEqualTo(plainCorrect(optimizer));
        assertThat(mine.logits.isPresent()).isEqualTo(recipient.includes(party));
        assertThat(mine.classes.isPresent()).isEqualTo(recipient.includes(party));
        mine.logits.ifPresent(values -> assertThat(values).isDeepEqualTo(logits));
        mine.classes.ifPresent(values -> assertThat(values).isEqualTo(classes));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void predictionsInTheClearEqualPlainIntegers(Kind optimizer) {
    Engine engine = new ClearEngine();
    Inference inference = new Inference(engine, trained(engine, TRAIN.dealtTo(null), optimizer));
    int[] all = IntStream.range(0, TEST.rows()).toArray();
    int[][] logits = plainLogits(optimizer, all);
    Examples test = TEST.dealtTo(null);
    assertThat(inference.openLogits(test, all, Recipient.A).orElseThrow()).isDeepEqualTo(logits);
    assertThat(inference.openClasses(test, all, Recipient.B).orElseThrow())
        .isEqualTo(Arrays.stream(logits).mapToInt(InferenceTest::argmax).toArray());
    for (int batch : new int[] {1, 10, 76, 77, 78, 1000}) {
      assertThat(inference.openCorrect(test, batch)).isEqualTo(plainCorrect(optimizer));
    }
  }

  /** Two parties store their shares, and predict with them another day. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStoredModelPredictsTheSame(Kind optimizer) {
    Both<Map<String, long[]>> stored =
        TwoEngines.secure(
            (engine, party) -> trained(engine, TRAIN.dealtTo(party), optimizer).sections());
    assertThat(stored.a().keySet()).isEqualTo(stored.b().keySet());
    Both<int[][]> opened =
        TwoEngines.secure((engine, party) -> {
          Map<String, long[]> sections = party == Party.A ? stored.a() : stored.b();
          Model model = Model.ofSections(job(optimizer), sections);
          return new Inference(engine, model)
              .openLogits(TEST.dealtTo(party), ROWS, Recipient.BOTH)
              .orElseThrow();
        });
    assertThat(opened.a()).isDeepEqualTo(plainLogits(optimizer, ROWS));
    assertThat(opened.b()).isDeepEqualTo(plainLogits(optimizer, ROWS));
  }

  private static void assertRefused(TrainingJob job, Map<String, long[]> sections, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.ofSections(job, sections))
        .withMessage(message);
  }

  @Test
  void aModelWithAMissingDamagedOrForeignSection_fails() {
    Engine engine = new ClearEngine();
    Model model = trained(engine, TRAIN.dealtTo(null), Kind.AMSGRAD);
    TrainingJob job = model.job();
    assertThat(model).hasToString("Model[[9, 6, 4]]");
    assertThat(model.sections()).containsOnlyKeys("weights/0", "weights/1", "scales/0");
    Map<String, long[]> sections = new HashMap<>(model.sections());
    sections.put("weights/1", Arrays.copyOf(sections.get("weights/1"), 20));
    assertRefused(job, sections, "weights/1 ends after 20 words");
    sections.put("weights/1", new long[0]);
    assertRefused(job, sections, "weights/1 ends after 0 words");
    sections.put("weights/1", model.sections().get("weights/0"));
    assertRefused(job, sections, "weights/1 has lanes 54 instead of 24");
    sections.remove("weights/1");
    assertRefused(job, sections, "weights/1 is missing");
    Map<String, long[]> withoutScale = new HashMap<>(model.sections());
    withoutScale.remove("scales/0");
    assertRefused(job, withoutScale, "scales/0 is missing");
    Map<String, long[]> more = new HashMap<>(model.sections());
    more.put("scales/1", new long[1]);
    assertRefused(job, more, "scales/1 is nothing that this job has");
    assertRefused(job(Kind.SIGNUM), model.sections(), "weights/0 has wires 16 instead of 13");
  }

  @Test
  void examplesThatDoNotFitTheirLabels_fail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Examples.all(3, 1, false, new byte[7], new int[2]))
        .withMessage("7 features, 2 labels of width 3");
    assertThat(Examples.own(Party.B, 5, 3, false, new byte[6], new int[2]))
        .hasToString("Examples[5 + 2 rows x 3 features]");
    assertThat(List.of(TRAIN.dealtTo(Party.A).rows(), TRAIN.dealtTo(Party.B).rows()))
        .containsOnly(40);
  }
}
