/**
 * Secret integers as an interface: what the training algorithm is written over.
 *
 * <p>Entry point: {@link quotient.engine.Engine}. A value is either a vector of secret bits ({@link
 * quotient.engine.Bits}, one lane per weight or activation), a matrix of additive shares ({@link
 * quotient.engine.Shares}) or a matrix of XOR-shared bit planes ({@link quotient.engine.Planes}).
 * {@link quotient.engine.Circuits} builds the arithmetic once, for every engine; {@link
 * quotient.engine.ClearEngine} computes it on plain values and {@link
 * quotient.engine.CountingEngine} counts what it would cost.
 *
 * <p>This room knows no neural network (that is {@code quotient.training}) and no key, peer or
 * socket (that is {@code quotient.twoparty}).
 */
@NullMarked
package quotient.engine;

import org.jspecify.annotations.NullMarked;
