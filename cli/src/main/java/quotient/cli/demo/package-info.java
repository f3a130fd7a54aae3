/**
 * The whole story on one machine: two parties as two processes of this program, and the same in the
 * clear to compare with.
 *
 * <p>Entry point: {@link quotient.cli.demo.DemoCommand}. The two parties are heard through the
 * lines that {@code --json} prints, as {@link quotient.cli.report.EventJson} reads them; this room
 * has no other way to them.
 */
@NullMarked
package quotient.cli.demo;

import org.jspecify.annotations.NullMarked;
