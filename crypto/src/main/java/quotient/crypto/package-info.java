/**
 * The cryptography under the two-party protocols, on flat arrays: a tweakable AES hash, base OTs,
 * correlated OT extension.
 *
 * <p>Entry points: {@link quotient.crypto.CotSender} and {@link quotient.crypto.CotReceiver} for
 * oblivious transfer, {@link quotient.crypto.Correlations} for both directions of a session, {@link
 * quotient.crypto.OtExtension} for how both are run over which link, {@link
 * quotient.crypto.TweakableHash} for garbling and for OT pads. A block is 16 bytes; n blocks lie in
 * a {@code byte[16 n]}. Bit 0 of a block is the lowest bit of its byte 0.
 *
 * <p>This room knows no circuit, no matrix and no network layer; it talks through {@code
 * quotient.transport}.
 */
@NullMarked
package quotient.crypto;

import org.jspecify.annotations.NullMarked;
