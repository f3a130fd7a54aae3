/**
 * The program: its commands, what their options mean, and how it ends.
 *
 * <p>Entry point: {@link quotient.cli.Main}. This room knows no protocol, no arithmetic and no
 * order of things in a run; it reads what the user wants, starts what {@link quotient.run} or one
 * of the rooms beside it offers, and turns an exception into a line and an exit code.
 */
@NullMarked
package quotient.cli;

import org.jspecify.annotations.NullMarked;
