/**
 * The secure engine: two semi-honest parties compute on secret shares over three channels.
 *
 * <p>Entry points: {@link quotient.twoparty.Handshake} makes sure that both sides mean the same
 * job, {@link quotient.twoparty.TwoPartyEngine} then computes. Inside, {@link
 * quotient.twoparty.HalfGatesGarbler} and {@link quotient.twoparty.HalfGatesEvaluator} are the AND
 * gates, {@link quotient.twoparty.YaoInputs} brings shares into the circuit, {@link
 * quotient.twoparty.BitsToShares} takes bits out of it, and {@link
 * quotient.twoparty.BitPlaneProduct} and {@link quotient.twoparty.RlweProduct} multiply matrices.
 *
 * <p>This room knows no neural network, no file and no command line.
 */
@NullMarked
package quotient.twoparty;

import org.jspecify.annotations.NullMarked;
