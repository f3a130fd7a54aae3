/**
 * The secure engine: two semi-honest parties compute on secret shares over a few channels.
 *
 * <p>Entry points: a {@link quotient.twoparty.Session} makes sure that both sides mean the same
 * job, and its engine computes; {@link quotient.twoparty.InProcess} runs both parties in one
 * process. Inside, gates on secret bits are {@link quotient.twoparty.Gmw} with {@link
 * quotient.twoparty.BitTriples}, or {@link quotient.twoparty.Yao} with {@link
 * quotient.twoparty.HalfGates} and {@link quotient.twoparty.YaoInputs}; {@link
 * quotient.twoparty.BitsToShares} takes bits out of a circuit, and {@link
 * quotient.twoparty.BitPlaneProduct} and {@link quotient.twoparty.RlweProduct} multiply matrices.
 * {@link quotient.twoparty.PlanningEngine} says to the byte what all that will send.
 *
 * <p>This room knows no neural network, no file and no command line.
 */
@NullMarked
package quotient.twoparty;

import org.jspecify.annotations.NullMarked;
