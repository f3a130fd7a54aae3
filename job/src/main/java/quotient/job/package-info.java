/**
 * The job file: what two parties mean to compute, down to the last default.
 *
 * <p>Entry point: {@link quotient.job.JobReader} reads a {@link quotient.job.Job}. What is wrong
 * with the file is a {@link quotient.job.JobException}: one line that says where, what and what to
 * do. {@link quotient.job.Job#terms} are what both parties must share of it.
 *
 * <p>This room knows the options of the rooms that compute and how tables are described, but no
 * peer, key, engine or command: it opens no connection and starts nothing.
 */
@NullMarked
package quotient.job;

import org.jspecify.annotations.NullMarked;
