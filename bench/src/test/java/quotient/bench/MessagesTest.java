package quotient.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;

class MessagesTest {
  /** By GMW each AND of a chain is a message; now and then triples must be made. */
  @Test
  void aChainOfAndsByGmwIsAsManyMessages() {
    int calls = 32;
    AndGates gates = new AndGates("ands", GateProtocol.GMW, 1 << 10, calls);
    double messages = Messages.perUnit(gates, LinkModel.LOOPBACK) * gates.size();
    assertThat(messages).isBetween((double) calls, calls + 2.0);
  }

  /** Garbled gates go one way, however deep the circuit is. */
  @Test
  void aChainOfAndsByYaoIsOneMessage() {
    AndGates gates = new AndGates("ands", GateProtocol.YAO, 1 << 10, 32);
    assertThat(Messages.perUnit(gates, LinkModel.LOOPBACK) * gates.size()).isLessThan(1.01);
  }
}
