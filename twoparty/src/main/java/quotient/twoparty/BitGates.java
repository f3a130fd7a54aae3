package quotient.twoparty;

import java.util.List;
import quotient.engine.Bits;
import quotient.engine.LaneCall;

/** The verbs of an {@link quotient.engine.Engine} on secret bits, by whatever scheme. */
interface BitGates {
  /** {@link quotient.engine.Engine#lanewise(List)}. */
  List<Bits[]> lanewise(List<LaneCall> independent);

  /** {@link quotient.engine.Engine#anyLane}. */
  List<Bits> anyLane(List<Bits> tensors);

  /** {@link quotient.engine.Engine#gather}: public where all that it takes lanes from is. */
  Bits gatherBits(List<Bits> sources, int[] lanes);

  /** This side's XOR share of each wire. */
  long[][] xorShare(Bits bits);

  /** The bits of which this side's XOR share is {@code share}. */
  Bits fromXorShare(long[][] share, int lanes);
}
