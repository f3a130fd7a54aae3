/**
 * The integer training algorithm of QUOTIENT (Agrawal, Shahin Shamsabadi, Kusner, Gascon, CCS
 * 2019), for fully connected ternary networks, written once over {@link quotient.engine.Engine}.
 *
 * <p>Entry points: {@link quotient.training.Trainer} trains, {@link quotient.training.Inference}
 * predicts. {@link quotient.training.Normalization} keeps activations and errors at 8 bits, {@link
 * quotient.training.Optimizer} updates the weights; {@link quotient.training.Hyperparameters} says
 * which, and all the constants.
 *
 * <p>Matrices are units x examples: column b belongs to example b of the batch, and lane {@code u *
 * B + b} of a vector of bits is unit u of example b.
 *
 * <p>This room knows no key, peer, file or command line: whoever reads it reads the algorithm.
 */
@NullMarked
package quotient.training;

import org.jspecify.annotations.NullMarked;
