package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.LaneCircuit;
import quotient.engine.Party;
import quotient.engine.Wire;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

/**
 * AND gates between secret wires, from the engine's verb to its result at both parties.
 *
 * @param protocol by which
 * @param lanes of the circuit
 * @param gates of each lane, one after the other
 */
record AndGates(String name, GateProtocol protocol, int lanes, int gates) implements Workload {
  @Override
  public Unit unit() {
    return Unit.ANDS;
  }

  @Override
  public long size() {
    return (long) lanes * gates;
  }

  @Override
  public int warmUps() {
    return 3;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, LinkModel link, SecureRandom random) {
    Protocols protocols = new Protocols(protocol, ProductProtocol.OT, link);
    Engine engine = new Session(me, channels).engine(protocols);
    long[][] share = new long[2][];
    for (int i = 0; i < share.length; i++) {
      share[i] = random.longs(BitVectors.words(lanes)).toArray();
    }
    Bits inputs = engine.fromXorShare(share, lanes);
    LaneCircuit chain = new Chain(gates);
    return () -> engine.lanewise(chain, inputs);
  }

  /** Gates one after the other, each of the two results before it. */
  private record Chain(int gates) implements LaneCircuit {
    @Override
    public Bits[] apply(Circuits c, Bits[] in) {
      Wire a = in[0].wire(0);
      Wire b = in[0].wire(1);
      for (int i = 0; i < gates; i++) {
        Wire next = c.and(a, b);
        a = b;
        b = next;
      }
      return new Bits[] {Bits.of(b)};
    }
  }
}
