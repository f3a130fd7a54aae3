/**
 * Secret integers as an interface: what the training algorithm is written over.
 *
 * <p>Entry point: {@link quotient.engine.Engine}. A value is either a vector of secret bits ({@link
 * quotient.engine.Bits}, one lane per weight or activation), a matrix of additive shares ({@link
 * quotient.engine.Shares}) or an operand of products ({@link quotient.engine.Matrix}), which may
 * have both. {@link quotient.engine.Circuits} builds the arithmetic once, for every engine; {@link
 * quotient.engine.ClearEngine} computes it on plain values, {@link quotient.engine.Recordings}
 * keeps it as graphs of gates for engines that choose the order.
 *
 * <p>This room knows no neural network (that is {@code quotient.training}) and no key, peer or
 * socket (that is {@code quotient.twoparty}).
 */
@NullMarked
package quotient.engine;

import org.jspecify.annotations.NullMarked;
