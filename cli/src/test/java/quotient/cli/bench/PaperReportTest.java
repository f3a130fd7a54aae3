package quotient.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quotient.bench.Figure;
import quotient.bench.Paper;
import quotient.bench.PaperCost;
import quotient.bench.PaperExperiment;
import quotient.bench.PaperReference;
import quotient.bench.PaperResult;
import quotient.bench.Unit;

/** With made-up figures. */
class PaperReportTest {
  private static final PaperExperiment DENSE = Paper.experiments(false).getFirst();
  private static final PaperExperiment TABLE = Paper.experiments(false).getLast();
  private static final List<PaperResult> RESULTS =
      List.of(
          new PaperResult(
              DENSE,
              List.of(
                  new PaperCost(
                      DENSE,
                      Paper.links(false).get(0),
                      Optional.of(figure(Unit.ITERATIONS, 0.5, 86_500_813.4)),
                      Optional.of(figure(Unit.PREDICTIONS, 0.0126, 123_456)),
                      Optional.of(figure(Unit.PREDICTION_BATCHES, 0.1, 16_447_197)),
                      5),
                  new PaperCost(
                      DENSE,
                      Paper.links(false).get(1),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      3)),
              10,
              OptionalDouble.of(96.125),
              Optional.empty()),
          new PaperResult(
              TABLE, List.of(), 20, OptionalDouble.empty(), Optional.of("there is no file")));
  private static final List<PaperReference> REFERENCES =
      List.of(
          new PaperReference(
              Paper.NAME, Optional.of("mnist-2x128"), "an epoch in 1 h", "a made-up table"),
          new PaperReference(
              "Somebody",
              Optional.empty(),
              "twice as fast as nobody",
              "a made-up paper, section 1"));

  private static Figure figure(Unit unit, double seconds, double bytes) {
    return new Figure(
        "made-up",
        true,
        seconds,
        seconds / 2,
        seconds * 2,
        unit,
        bytes,
        OptionalDouble.empty(),
        300,
        OptionalLong.empty());
  }

  private static PaperReport report(boolean quick) {
    return new PaperReport(REFERENCES, "kernels", quick);
  }

  @Test
  void the_table_has_a_line_for_each_experiment_and_network() {
    assertThat(report(false).text(RESULTS).lines().limit(3))
        .containsExactly(
            "experiment   link       iterations  epoch s     epoch bytes  predict 1 s  its bytes"
                + "  predict 128 s   its bytes  epochs  accuracy %",
            "mnist-2x128  loopback          468    234.0  40,482,380,671        0.013    123,456"
                + "          0.100  16,447,197      10       96.13",
            "mnist-2x128  1Gb/s,1ms         468        -               -            -          -"
                + "              -           -      10       96.13");
  }

  @Test
  void what_could_not_be_measured_makes_a_result_incomplete() {
    assertThat(RESULTS.getFirst().isComplete()).isFalse();
    PaperResult loopbackOnly =
        new PaperResult(
            DENSE,
            RESULTS.getFirst().costs().subList(0, 1),
            10,
            OptionalDouble.empty(),
            Optional.of("no data"));
    assertThat(loopbackOnly.isComplete()).isTrue();
  }

  @Test
  void the_text_says_what_must_be_known() {
    assertThat(report(false).text(RESULTS))
        .contains(
            "extrapolated: the median of an iteration of training, of 5 (loopback), 3 (1Gb/s,1ms),")
        .contains("No accuracy of thyroid: there is no file")
        .contains("  QUOTIENT (compare mnist-2x128): an epoch in 1 h. a made-up table.")
        .contains("  Somebody: twice as fast as nobody. a made-up paper, section 1.")
        .doesNotContain("--quick");
  }

  @Test
  void the_short_form_says_what_it_leaves_out() {
    assertThat(report(true).text(List.of()))
        .contains("left out mnist-3x128, mnist-2x512, mnist-3x512, mnist-lenet")
        .contains("and the link 24MB/s,42ms")
        .contains("mnist-2x128 is trained for 1 of 5 epochs");
  }

  @Test
  void json_has_the_same() throws Exception {
    JsonNode json = new JsonMapper().readTree(report(true).json(RESULTS));
    assertThat(json.get("quick").asBoolean()).isTrue();
    JsonNode dense = json.get("experiments").get(0);
    assertThat(dense.get("name").asText()).isEqualTo("mnist-2x128");
    assertThat(dense.get("network").asText()).isEqualTo("[784, 128, 128, 10]");
    assertThat(dense.get("accuracy").asDouble()).isEqualTo(96.125);
    JsonNode loopback = dense.get("costs").get(0);
    assertThat(loopback.get("link").asText()).isEqualTo("loopback");
    assertThat(loopback.get("epochSeconds").asDouble()).isEqualTo(234);
    assertThat(loopback.get("epochBytes").asLong()).isEqualTo(40_482_380_671L);
    assertThat(loopback.get("predict1").get("bytes").asLong()).isEqualTo(123_456);
    assertThat(dense.get("costs").get(1).has("iteration")).isFalse();
    JsonNode table = json.get("experiments").get(1);
    assertThat(table.has("accuracy")).isFalse();
    assertThat(table.get("missing").asText()).isEqualTo("there is no file");
    assertThat(json.get("published").get(0).get("figure").asText()).isEqualTo("an epoch in 1 h");
    assertThat(json.get("published").get(1).has("experiment")).isFalse();
  }
}
