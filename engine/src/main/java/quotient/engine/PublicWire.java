package quotient.engine;

import java.util.Arrays;
import java.util.List;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;

/**
 * A wire whose bits both parties know: constants, public dither, initial weights. Gates with a
 * public input cost nothing on any engine.
 */
public final class PublicWire implements Wire {
  private enum Kind {
    ZEROS,
    ONES,
    MIXED
  }

  private final Kind kind;
  private final int lanes;
  private final long[] bits;

  private PublicWire(Kind kind, int lanes, long[] bits) {
    this.kind = kind;
    this.lanes = lanes;
    this.bits = bits;
  }

  /** The constant 0 in each of {@code lanes} lanes. */
  public static PublicWire zeros(int lanes) {
    return new PublicWire(Kind.ZEROS, lanes, new long[0]);
  }

  /** The constant 1 in each of {@code lanes} lanes. */
  public static PublicWire ones(int lanes) {
    return new PublicWire(Kind.ONES, lanes, new long[0]);
  }

  /** The constant {@code bit} in each of {@code lanes} lanes. */
  public static PublicWire constant(boolean bit, int lanes) {
    return bit ? ones(lanes) : zeros(lanes);
  }

  /** Public bits that differ by lane: lane i is bit i mod 64 of word i / 64. */
  public static PublicWire of(long[] bits, int lanes) {
    return new PublicWire(Kind.MIXED, lanes, Arrays.copyOf(bits, BitVectors.words(lanes)));
  }

  @Override
  public int lanes() {
    return lanes;
  }

  /** Whether this is the constant 0. */
  public boolean isZeros() {
    return kind == Kind.ZEROS;
  }

  /** Whether this is the constant 1. */
  public boolean isOnes() {
    return kind == Kind.ONES;
  }

  /** Whether the bit is the same in all lanes and known to be: also where there is one lane. */
  public boolean isConstant() {
    return kind != Kind.MIXED || lanes == 1;
  }

  /** The bit in all lanes, if it {@link #isConstant}. */
  public boolean constant() {
    return kind == Kind.MIXED ? (bits[0] & 1) != 0 : kind == Kind.ONES;
  }

  /** The bits, lane i in bit i mod 64 of word i / 64; bits past the last lane are zero. */
  public long[] bits() {
    return switch (kind) {
      case ZEROS -> new long[BitVectors.words(lanes)];
      case ONES -> BitVectors.ones(lanes);
      case MIXED -> bits.clone();
    };
  }

  PublicWire not() {
    return switch (kind) {
      case ZEROS -> ones(lanes);
      case ONES -> zeros(lanes);
      case MIXED -> of(BitVectors.xor(bits, BitVectors.ones(lanes)), lanes);
    };
  }

  PublicWire slice(int from, int to) {
    return kind == Kind.MIXED
        ? of(BitVectors.slice(bits, from, to), to - from)
        : new PublicWire(kind, to - from, bits);
  }

  /** The given lanes of several public wires, as {@link Engine#gather} counts them. */
  public static PublicWire gather(List<PublicWire> sources, int[] lanes) {
    if (sources.stream().allMatch(wire -> wire.isConstant() && !wire.constant())) {
      return zeros(lanes.length);
    }
    boolean ones = sources.stream().allMatch(wire -> wire.isConstant() && wire.constant());
    if (ones && Arrays.stream(lanes).allMatch(lane -> lane != Gather.ZERO)) {
      return ones(lanes.length);
    }
    BitBatch all = new BitBatch();
    sources.forEach(wire -> all.add(wire.bits(), wire.lanes));
    return of(BitVectors.gather(all.bits(), lanes), lanes.length);
  }
}
