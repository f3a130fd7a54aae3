/**
 * End-to-end benchmarks: what an iteration of training, a batch of predictions and the protocols
 * beneath them cost between two parties.
 *
 * <p>Entry points: {@link quotient.bench.Workloads} is the list of what can be measured, {@link
 * quotient.bench.TwoProcesses} measures one of them between two processes on this machine, each of
 * which runs {@link quotient.bench.PartyProcess}. {@link quotient.bench.Paper} is the list of the
 * paper's experiments, whose accuracy {@link quotient.bench.ClearTraining} finds.
 *
 * <p>This room knows no command line and no table: it hands {@link quotient.bench.Figure}s to its
 * caller.
 */
@NullMarked
package quotient.bench;

import org.jspecify.annotations.NullMarked;
