/**
 * What the program says: events of a run and results as text or JSON Lines, and progress.
 *
 * <p>Entry point: {@link quotient.cli.report.Report}, which commands get from {@link
 * quotient.cli.report.OutputOptions}. This room knows the events of {@link quotient.run.Event} and
 * the terminal; it knows no command and starts nothing.
 */
@NullMarked
package quotient.cli.report;

import org.jspecify.annotations.NullMarked;
