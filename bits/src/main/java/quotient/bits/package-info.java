/**
 * Bits on flat arrays: vectors of bits in words, their transposition into integers and into blocks,
 * integers packed without gaps for the wire, and the choice between vector and plain kernels.
 *
 * <p>Entry points: {@link quotient.bits.BitVectors} for bits in {@code long[]}, {@link
 * quotient.bits.Words} for words in {@code byte[]}. Bit i of a vector is bit {@code i mod 64} of
 * word {@code i / 64}; bytes are little endian.
 *
 * <p>This room knows none of the others: no party, no secret, no channel. Nothing here looks at
 * what a bit means, and no branch or address depends on its value.
 */
@NullMarked
package quotient.bits;

import org.jspecify.annotations.NullMarked;
