/**
 * The command {@code bench}: its options, and its figures as text and JSON.
 *
 * <p>Entry point: {@link quotient.cli.bench.BenchCommand}. What is measured and how is known to
 * {@link quotient.bench} alone.
 */
@NullMarked
package quotient.cli.bench;

import org.jspecify.annotations.NullMarked;
