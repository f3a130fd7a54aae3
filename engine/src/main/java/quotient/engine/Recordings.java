package quotient.engine;

import java.util.HashMap;
import java.util.Map;

/** The recordings that an engine has made, by what they depend on. */
public final class Recordings {
  private final Map<RecordingKey, Recording> recordings = new HashMap<>();

  /** No recordings yet. */
  public Recordings() {}

  /** The recording of a call's circuit for operands such as it has. */
  public Recording of(LaneCall call) {
    RecordingKey key = RecordingKey.of(call);
    // Of a circuit that is no record nobody knows when another one is the same.
    return call.circuit().getClass().isRecord()
        ? recordings.computeIfAbsent(key, Recorder::record)
        : Recorder.record(key);
  }
}
