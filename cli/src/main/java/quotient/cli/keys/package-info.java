/**
 * The keys with which the parties prove to each other who they are: the files, and the commands
 * that make and show them.
 *
 * <p>Entry points: {@link quotient.cli.keys.KeyDirectory}, and {@link
 * quotient.cli.keys.KeysCommand} for the command line. This room knows no job and no run but the
 * interface by which a run asks for keys.
 */
@NullMarked
package quotient.cli.keys;

import org.jspecify.annotations.NullMarked;
