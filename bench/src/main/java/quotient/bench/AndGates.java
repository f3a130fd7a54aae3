package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCircuit;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/**
 * AND gates between secret wires, from the engine's verb to its result at both parties.
 *
 * @param protocol by which
 * @param lanes gates of one call
 * @param calls calls of one run
 */
record AndGates(String name, GateProtocol protocol, int lanes, int calls) implements Workload {
  /** Of a pair of wires the second, and the AND of both. */
  private static final LaneCircuit NEXT =
      (c, in) -> {
        Bits pair = in[0];
        return new Bits[] {Bits.of(pair.wire(1), c.and(pair.wire(0), pair.wire(1)))};
      };

  @Override
  public Unit unit() {
    return Unit.ANDS;
  }

  @Override
  public long size() {
    return (long) lanes * calls;
  }

  @Override
  public int warmUps() {
    return 3;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, SecureRandom random) {
    Protocols protocols = new Protocols(protocol, ProductProtocol.OT);
    Engine engine = TwoPartyEngine.create(me, channels, protocols, random);
    long[][] share = new long[2][];
    for (int i = 0; i < share.length; i++) {
      share[i] = random.longs(BitVectors.words(lanes)).toArray();
    }
    Bits inputs = engine.fromXorShare(share, lanes);
    return () -> {
      Bits pair = inputs;
      for (int i = 0; i < calls; i++) {
        pair = engine.lanewise(NEXT, pair)[0];
      }
    };
  }
}
