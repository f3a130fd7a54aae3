package quotient.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.job.Accuracy;
import quotient.job.Reveal;
import quotient.transport.Address;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;

/**
 * What happens in a run, with all that there is to tell of it. Accuracies are in percent. Events
 * come in the order of what happens, on the thread that runs; a consumer that throws ends the run.
 */
public sealed interface Event {
  /**
   * This party waits for the other one.
   *
   * @param address with the port that the system chose, if it was to choose
   */
  record Listening(Address address) implements Event {}

  /** This party tries to reach the other one. */
  record Connecting(Address address) implements Event {}

  /**
   * The parties agree, and the training begins.
   *
   * @param jobDigest the SHA-256 of what both mean
   * @param party which party this is
   * @param peer the other one
   * @param rows this party's rows to learn from
   * @param othersRows those of the other party
   * @param testRows of both parties, on which accuracy will be measured; 0 if it will not be
   * @param accuracy what will be opened of these
   * @param epochs of the whole run
   * @param trace when the weights will be opened
   * @param summary how the network is trained, as {@link quotient.job.Job#summary} says it
   */
  record TrainingStarted(
      String jobDigest,
      Party party,
      Peer peer,
      int rows,
      int othersRows,
      int testRows,
      Accuracy accuracy,
      int epochs,
      Trace trace,
      Map<String, Object> summary)
      implements Event {}

  /**
   * The link is known by which the protocols are chosen.
   *
   * @param link the same at both parties
   * @param measured whether they measured it, since the job does not say it
   * @param bytes both ways, to measure it
   */
  record LinkAgreed(LinkModel link, boolean measured, long bytes) implements Event {}

  /**
   * What the run will take, as the plan of its job for the agreed link tells it. Bytes and messages
   * are those of the computation, without the handshake, files and TLS.
   *
   * @param iteration the mean of several later ones, if this is a training
   * @param whole the whole run
   * @param heap bytes of heap of a party, about
   * @param calibrated whether times go by the speed of this machine, as it was measured; else they
   *     go by that of the machine in docs/benchmarks.md
   */
  record Planned(Optional<Cost> iteration, Cost whole, long heap, boolean calibrated)
      implements Event {}

  /**
   * What a part of a run takes.
   *
   * @param bytesSent by this party
   * @param bytesReceived by this party
   * @param messages in the longest chain of those that wait for one another
   * @param time expected
   */
  record Cost(long bytesSent, long bytesReceived, long messages, Duration time) {
    /** What a part of a plan takes {@code me}. */
    static Cost of(Plan.Part part, Party me) {
      long fromA = part.work().bill().bytesFromA();
      long fromB = part.work().bill().bytesFromB();
      boolean isA = me == Party.A;
      return new Cost(
          isA ? fromA : fromB, isA ? fromB : fromA, part.work().messages(), part.time());
    }
  }

  /**
   * A simulated training begins.
   *
   * @param jobDigest the SHA-256 of the job
   * @param rows to learn from
   * @param summary how the network is trained, as {@link quotient.job.Job#summary} says it
   */
  record SimulationStarted(String jobDigest, int rows, Map<String, Object> summary)
      implements Event {}

  /**
   * An iteration is done.
   *
   * @param epoch of this iteration, from 1
   * @param epochs of the whole run
   * @param iteration how many are done
   * @param iterations of the whole run
   * @param bytes sent and received so far
   * @param elapsed since the first iteration began
   */
  record Iteration(
      int epoch, int epochs, int iteration, int iterations, long bytes, Duration elapsed)
      implements Event {
    /** The time that the rest takes at the speed so far. */
    public Duration left() {
      return elapsed.dividedBy(iteration).multipliedBy(iterations - iteration);
    }

    /** Whether no other one follows. */
    public boolean isLast() {
      return iteration == iterations;
    }
  }

  /**
   * The weights were opened after an iteration.
   *
   * @param crc their CRC-32
   */
  record Traced(int iteration, int crc) implements Event {}

  /**
   * An epoch is done.
   *
   * @param accuracy on the test rows, if it was opened
   * @param crc of the weights, if they were opened
   */
  record EpochDone(int epoch, OptionalDouble accuracy, OptionalInt crc) implements Event {}

  /**
   * The training is done, and both parties have their files.
   *
   * @param iterations how many were done
   * @param elapsed since the parties met
   * @param traffic as this party saw it
   * @param accuracy after the last epoch in which it was opened
   * @param majority the accuracy of always predicting the most frequent class, if it was opened
   * @param model the file with this party's share
   * @param elsewhere why that is not the file that was asked for, if so
   * @param kept where a file is now that was in the place of {@code model} unexpectedly
   * @param jobDigest the SHA-256 of what both mean
   */
  record TrainingFinished(
      int iterations,
      Duration elapsed,
      Traffic traffic,
      OptionalDouble accuracy,
      OptionalDouble majority,
      Path model,
      Optional<String> elsewhere,
      Optional<Path> kept,
      String jobDigest)
      implements Event {}

  /**
   * The parties agree, and the prediction begins.
   *
   * @param jobDigest the SHA-256 of what both mean
   * @param party which party this is
   * @param peer the other one
   * @param rows how many are predicted
   * @param owner whose rows they are
   * @param to who learns the predictions
   * @param reveal what they learn of each row
   * @param classes of the network
   * @param summary of the network, as {@link quotient.job.Job#modelSummary} says it
   */
  record PredictionStarted(
      String jobDigest,
      Party party,
      Peer peer,
      int rows,
      Party owner,
      Recipient to,
      Reveal reveal,
      int classes,
      Map<String, Object> summary)
      implements Event {}

  /**
   * The prediction is done, and whoever learns the predictions has them.
   *
   * @param rows how many were predicted
   * @param elapsed since the parties met
   * @param traffic as this party saw it
   * @param predictions the file, if this party has one
   * @param kept where a file is now that was in its place unexpectedly
   * @param accuracy if this party knows predictions and labels
   * @param jobDigest the SHA-256 of what both mean
   */
  record PredictionFinished(
      int rows,
      Duration elapsed,
      Traffic traffic,
      Optional<Path> predictions,
      Optional<Path> kept,
      OptionalDouble accuracy,
      String jobDigest)
      implements Event {}

  /**
   * The simulation is done.
   *
   * @param iterations how many were done
   * @param elapsed for them
   * @param traffic as party A saw it, if there were two parties
   * @param accuracy after the last epoch in which two parties would open it
   * @param confusion predictions and labels of the test rows, or else of those learnt from
   * @param tooFew what would stop two parties, though not this run
   * @param jobDigest the SHA-256 of the job
   */
  record SimulationFinished(
      int iterations,
      Duration elapsed,
      Optional<Traffic> traffic,
      OptionalDouble accuracy,
      Confusion confusion,
      Optional<TooFewTestRows> tooFew,
      String jobDigest)
      implements Event {}

  /**
   * Test rows of which the number of right predictions would tell too much.
   *
   * @param rows how many there are
   * @param least how many a party must bring if it brings any
   */
  record TooFewTestRows(int rows, int least) {}
}
