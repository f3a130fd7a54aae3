package quotient.twoparty;

import java.util.concurrent.CompletableFuture;
import quotient.crypto.Correlations;
import quotient.crypto.OtExtension;

/**
 * The OTs of which gates' random material is made, and where it is made.
 *
 * @param extension of those OTs
 * @param made the OTs, set up by the thread that uses them
 */
record GateOts(OtExtension extension, Supply supply, CompletableFuture<Correlations> made) {
  /** For that thread. */
  Correlations correlations() {
    return Supply.join(made);
  }
}
