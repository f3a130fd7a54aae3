/**
 * Runs as objects that anything can start: what a party does from its own files to the files that
 * it ends with.
 *
 * <p>Entry points: {@link quotient.run.Training}, {@link quotient.run.Prediction} and {@link
 * quotient.run.Simulation}. Each is made alone, from a {@link quotient.job.Job} and this party's
 * own files, and then runs; {@link quotient.run.Rendezvous} says who and where the other party is.
 * A run prints nothing: what happens are {@link quotient.run.Event} records for a consumer. What
 * the user can mend is a {@link quotient.run.UserException}, or an exception of the rooms below;
 * its message names the program's options where it is by them that it is mended.
 *
 * <p>This room knows no command line, no terminal and no YAML or JSON.
 */
@NullMarked
package quotient.run;

import org.jspecify.annotations.NullMarked;
