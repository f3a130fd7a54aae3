/**
 * Matrix products of one party's secret and the other's by ring LWE: {@code Z = X Y} where X is
 * known to one party, Y to the other, and both get an additive share of Z.
 *
 * <p>Entry points: {@link quotient.lattice.Encryptor} for the party with Y, {@link
 * quotient.lattice.Evaluator} for the party with X, and {@link quotient.lattice.Packing}, which
 * says how a matrix lies in polynomials, what that costs, and why the result is exact. {@link
 * quotient.lattice.Parameters} holds the parameters and their security level.
 *
 * <p>This room knows matrices of integers and messages as byte arrays; no network, no engine, no
 * training.
 */
@NullMarked
package quotient.lattice;

import org.jspecify.annotations.NullMarked;
