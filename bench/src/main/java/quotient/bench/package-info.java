/**
 * End-to-end benchmark workloads: what an iteration of training, a batch of predictions and the
 * protocols beneath them cost between two parties.
 *
 * <p>This room knows no command line and prints nothing: it hands figures to its caller.
 */
@NullMarked
package quotient.bench;

import org.jspecify.annotations.NullMarked;
