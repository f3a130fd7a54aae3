/**
 * The integer training algorithm of QUOTIENT (Agrawal, Shahin Shamsabadi, Kusner, Gascon, CCS
 * 2019), for ternary networks of fully connected layers, convolutions and residual blocks, written
 * once over {@link quotient.engine.Engine}.
 *
 * <p>Entry points: {@link quotient.training.Trainer} trains what a {@link
 * quotient.training.TrainingJob} describes, {@link quotient.training.Inference} predicts. A {@link
 * quotient.training.Layer} goes forward and back, {@link quotient.training.Normalization} keeps its
 * activations and errors at 8 bits, {@link quotient.training.Bounds} says how wide everything is,
 * an {@link quotient.training.Optimizer} updates the weights of all layers at once, and a {@link
 * quotient.training.State} takes and returns what outlives the objects. Circuits are records in
 * files of their own.
 *
 * <p>Matrices are examples x units: row b belongs to example b of the batch, and lane {@code b U +
 * u} of a vector of bits is unit u of example b.
 *
 * <p>This room knows no key, peer, file or command line: whoever reads it reads the algorithm.
 */
@NullMarked
package quotient.training;

import org.jspecify.annotations.NullMarked;
