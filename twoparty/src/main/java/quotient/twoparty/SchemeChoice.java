package quotient.twoparty;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import quotient.crypto.OtExtension;
import quotient.engine.Bits;
import quotient.engine.LaneCall;
import quotient.engine.Operand;
import quotient.engine.PublicWire;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.engine.Shares;
import quotient.engine.Wire;
import quotient.transport.LinkModel;

/**
 * Whether calls that run together are done sooner by GMW or by Yao, by their prices: seconds of
 * work, of bytes and of messages one after the other. A function of the link, the circuits, the
 * lanes and the kinds of the wires, so that both parties choose alike. All calls go one way, since
 * by either scheme they share their messages.
 */
final class SchemeChoice {
  /** Seconds to garble an AND, and to evaluate another one at the same time. */
  private static final double PER_GARBLED_AND = 44e-9;

  private final Recordings byGmw;
  private final Recordings byYao = new Recordings();
  private final GmwPrice gmwPrice;
  private final double perGarbledAnd;
  private final double perInput;
  private final double perMessage;
  private final boolean messagesTakeLong;

  SchemeChoice(LinkModel link) {
    OtExtension extension = OtExtension.over(link);
    double perByte = 1.0 / link.bytesPerSecond();
    gmwPrice = new GmwPrice(link);
    byGmw = new Recordings(gmwPrice);
    perGarbledAnd = PER_GARBLED_AND + HalfGates.BYTES * perByte;
    perInput = extension.secondsPerOt() + extension.bytesPerOt() * perByte;
    perMessage = link.roundTrip().toNanos() / 2e9;
    // Where they don't, the prices are closer to each other than they are known.
    messagesTakeLong = Supply.isAhead(link);
  }

  /** Recordings in the forms that are cheapest by GMW. */
  Recordings byGmw() {
    return byGmw;
  }

  /** Recordings of the fewest gates. */
  Recordings byYao() {
    return byYao;
  }

  /**
   * Whether calls are cheaper by Yao.
   *
   * @param isLabel whether a secret wire has labels already
   */
  boolean isYao(List<LaneCall> calls, Predicate<Wire> isLabel) {
    return messagesTakeLong && yaoPrice(calls, isLabel) < gmwPrice(calls);
  }

  private double gmwPrice(List<LaneCall> calls) {
    double price = 0;
    int deepest = 0;
    for (LaneCall call : calls) {
      Recording circuit = byGmw.of(call);
      price += gmwPrice.ofLanes(circuit, call.lanes());
      deepest = Math.max(deepest, circuit.depth());
    }
    return price + deepest * perMessage;
  }

  /** Of OTs, which B's message chooses, and of gates, which A sends after it. */
  private double yaoPrice(List<LaneCall> calls, Predicate<Wire> isLabel) {
    long ands = 0;
    for (LaneCall call : calls) {
      ands += (long) byYao.of(call).ands() * call.lanes();
    }
    long inputs =
        calls.stream()
            .flatMap(call -> call.inputs().stream())
            .mapToLong(input -> inputs(input, isLabel))
            .sum();
    int messages = inputs > 0 ? 2 : 1;
    return ands * perGarbledAnd + inputs * perInput + messages * perMessage;
  }

  /** Bits of an operand that come in by OT. */
  private static long inputs(Operand operand, Predicate<Wire> isLabel) {
    return switch (operand) {
      case Shares shares -> (long) (shares.width() + shares.guard()) * shares.lanes();
      case Bits bits ->
          bits.lanes()
              * IntStream.range(0, bits.width())
                  .mapToObj(bits::wire)
                  .filter(wire -> !(wire instanceof PublicWire) && !isLabel.test(wire))
                  .count();
    };
  }
}
