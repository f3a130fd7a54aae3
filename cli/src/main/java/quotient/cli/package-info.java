/**
 * The program: commands, job files, progress and reports.
 *
 * <p>Entry point: {@link quotient.cli.Main}. This room knows no protocol and no arithmetic; it
 * reads what the user wants, puts the other rooms together and says what came out.
 */
@NullMarked
package quotient.cli;

import org.jspecify.annotations.NullMarked;
