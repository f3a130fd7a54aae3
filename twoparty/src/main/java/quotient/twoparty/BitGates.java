package quotient.twoparty;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.LaneCall;

/** The verbs of an {@link quotient.engine.Engine} on secret bits, by whatever scheme. */
interface BitGates {
  /** {@link quotient.engine.Engine#lanewise(List)}. */
  List<Bits[]> lanewise(List<LaneCall> independent);

  /**
   * Halves the lanes of tensors, by OR wire by wire and all together, until at most so many bits
   * are left of all, or one lane of each: for 0 that is {@link quotient.engine.Engine#anyLane}.
   */
  List<Bits> halved(List<Bits> tensors, long most);

  /** {@link quotient.engine.Engine#gather}: public where all that it takes lanes from is. */
  Bits gatherBits(List<Bits> sources, int[] lanes);

  /** This side's XOR share of each wire. */
  long[][] xorShare(Bits bits);

  /** The bits of which this side's XOR share is {@code share}. */
  Bits fromXorShare(long[][] share, int lanes);
}
