package quotient.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** The recordings that an engine has made, by what they depend on; of each circuit the cheapest. */
public final class Recordings {
  private final Map<RecordingKey, List<Recording>> recordings = new HashMap<>();
  private final List<CircuitForm> forms;
  private final ToDoubleBiFunction<Recording, Integer> price;

  /** Recordings of the fewest gates. */
  public Recordings() {
    forms = List.of(CircuitForm.RIPPLE);
    price = (_, _) -> 0;
  }

  /**
   * Recordings of any form.
   *
   * @param price of running a recording over some lanes; a function of these alone, so that both
   *     parties choose alike
   */
  public Recordings(ToDoubleBiFunction<Recording, Integer> price) {
    forms = Arrays.asList(CircuitForm.values());
    this.price = price;
  }

  /** The recording of a call's circuit for operands such as it has. */
  public Recording of(LaneCall call) {
    RecordingKey key = RecordingKey.of(call);
    // Of a circuit that is no record nobody knows when another one is the same.
    List<Recording> all =
        call.circuit().getClass().isRecord()
            ? recordings.computeIfAbsent(key, this::record)
            : record(key);
    return all.stream()
        .min(Comparator.comparingDouble(recording -> price.applyAsDouble(recording, call.lanes())))
        .orElseThrow();
  }

  private List<Recording> record(RecordingKey key) {
    return forms.stream().map(form -> Recorder.record(key, form)).toList();
  }
}
