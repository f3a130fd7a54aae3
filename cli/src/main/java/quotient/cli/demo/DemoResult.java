package quotient.cli.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;
import quotient.cli.report.Format;
import quotient.job.Job;
import quotient.training.Model;

/**
 * What the demo found.
 *
 * @param job what was run
 * @param training what the parties reported of the training
 * @param prediction what they reported of the prediction
 * @param clear the same in the clear
 * @param predictions what bob was told
 * @param shareOfAlice her share of the weights
 * @param shareOfBob his share of the weights
 * @param trainingRows of both parties
 * @param elapsed the whole time
 */
record DemoResult(
    Job job,
    Demo.Results training,
    Demo.Results prediction,
    ClearRun clear,
    int[] predictions,
    Model shareOfAlice,
    Model shareOfBob,
    int trainingRows,
    Duration elapsed) {
  private static final int SHOWN_WEIGHTS = 4;

  private boolean weightsIdentical() {
    return training.alice().epochs().equals(clear.epochs())
        && training.bob().epochs().equals(clear.epochs())
        && IntStream.range(0, job.training().network().lastRows() * job.classes())
            .allMatch(i -> together(i) == signed(bits(clear.model(), i)));
  }

  private long equalPredictions() {
    return IntStream.range(0, Math.min(predictions.length, clear.predictions().length))
        .filter(i -> predictions[i] == clear.predictions()[i])
        .count();
  }

  private boolean predictionsEqual() {
    return predictions.length == clear.predictions().length
        && equalPredictions() == predictions.length;
  }

  private String accuracy() {
    return training.alice().epochs().getLast().accuracy();
  }

  private String clearAccuracy() {
    return clear.epochs().getLast().accuracy();
  }

  private int lastLayer() {
    return clear.model().weights().size() - 1;
  }

  private long bytes() {
    return training.alice().traffic().bytes() + prediction.alice().traffic().bytes();
  }

  /**
   * Fails if anything is not as in the clear.
   *
   * @throws DemoException if so
   */
  void verify() {
    if (!weightsIdentical() || !predictionsEqual() || !accuracy().equals(clearAccuracy())) {
      throw new DemoException(
          "secure and clear results differ; do not use this installation, and report it");
    }
  }

  /** For programs. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("result", "demo");
    values.put("accuracy", new BigDecimal(accuracy()));
    values.put("clearAccuracy", new BigDecimal(clearAccuracy()));
    values.put("weightsIdentical", weightsIdentical());
    values.put("weightsCrc", training.alice().epochs().getLast().crc());
    values.put("predictionsEqual", predictionsEqual());
    values.put("predictions", predictions.length);
    values.put("seconds", Format.seconds(elapsed));
    values.put("bytes", bytes());
    values.put("training", values(training));
    values.put("prediction", values(prediction));
    return values;
  }

  private static Map<String, Object> values(Demo.Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seconds", Format.seconds(results.alice().elapsed()));
    values.putAll(Format.trafficValues(results.alice().traffic()));
    return values;
  }

  /** For people. */
  String text() {
    return """

    Result
      test accuracy   secure %s %%, clear %s %%
      weights         %s after each of %d epochs (CRC-32 %s)
      predictions     %d of %d as in the clear, told to bob only
      training        %s
      prediction      %s
      all in all      %s

    What each party saw
      alice   her own %d rows, and %s from bob: masked bits and shares, nothing of his rows
      bob     his own %d rows, and %s from alice: masked bits and shares, nothing of her rows

    The first weights of the last layer, which neither of them knows:
      alice's share   %s
      bob's share     %s
      together        %s
      clear training  %s

    To compare the weights this demo has opened their check sum, with the option
    --insecure-trace; and it has put together the shares above, for it can read both files.
    """
        .formatted(
            accuracy(),
            clearAccuracy(),
            weightsIdentical() ? "identical" : "DIFFERENT",
            clear.epochs().size(),
            training.alice().epochs().getLast().crc(),
            equalPredictions(),
            clear.predictions().length,
            cost(training),
            cost(prediction),
            Format.time(elapsed),
            trainingRows / 2,
            Format.bytes(received(training.alice(), prediction.alice())),
            trainingRows - trainingRows / 2,
            Format.bytes(received(training.bob(), prediction.bob())),
            row(i -> hex(bits(shareOfAlice, i))),
            row(i -> hex(bits(shareOfBob, i))),
            row(i -> Integer.toString(together(i))),
            row(i -> Integer.toString(signed(bits(clear.model(), i)))));
  }

  private static String cost(Demo.Results results) {
    return "%s, %s, %d rounds"
        .formatted(
            Format.time(results.alice().elapsed()),
            Format.bytes(results.alice().traffic().bytes()),
            results.alice().traffic().rounds());
  }

  private static String row(IntFunction<String> cell) {
    return IntStream.range(0, SHOWN_WEIGHTS)
        .mapToObj(i -> String.format(Locale.ROOT, "%7s", cell.apply(i)))
        .collect(Collectors.joining());
  }

  private static long received(Demo.PartyResult training, Demo.PartyResult prediction) {
    return training.traffic().bytesReceived() + prediction.traffic().bytesReceived();
  }

  /** The bits of weight {@code i} of the last layer, as a model's holder has them. */
  private int bits(Model model, int i) {
    long[][] wires = model.weights().get(lastLayer());
    int value = 0;
    for (int k = 0; k < wires.length; k++) {
      value |= BitVectors.get(wires[k], i) << k;
    }
    return value;
  }

  private int together(int i) {
    return signed(bits(shareOfAlice, i) ^ bits(shareOfBob, i));
  }

  /** The number that the bits of a latent weight stand for, in two's complement. */
  private int signed(int bits) {
    int unused = Integer.SIZE - job.training().method().weightBits();
    return bits << unused >> unused;
  }

  private static String hex(int bits) {
    return String.format(Locale.ROOT, "0x%04x", bits);
  }
}
