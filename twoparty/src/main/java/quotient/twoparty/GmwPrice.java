package quotient.twoparty;

import java.util.function.ToDoubleBiFunction;
import quotient.crypto.OtExtension;
import quotient.engine.Recording;
import quotient.transport.LinkModel;

/**
 * The seconds that a circuit takes by GMW, by which its form is chosen: work, bytes and messages
 * one after the other. A function of the link alone, so that both parties choose alike: the work is
 * that of one machine, measured, and what matters is its proportion to bytes and messages.
 */
final class GmwPrice implements ToDoubleBiFunction<Recording, Integer> {
  /** Seconds of work to hash an OT and to use it. */
  private static final double PER_HASH = 4e-9;

  /** Seconds that an OT of a table takes more, whose strings are longer: measured, as all here. */
  private static final double PER_TABLE_OT = 30e-9;

  private final OtExtension extension;
  private final double perByte;
  private final double perMessage;

  GmwPrice(LinkModel link) {
    extension = OtExtension.over(link);
    perByte = 1.0 / link.bytesPerSecond();
    perMessage = link.roundTrip().toNanos() / 2e9;
  }

  @Override
  public double applyAsDouble(Recording circuit, Integer lanes) {
    return ofLanes(circuit, lanes) + circuit.depth() * perMessage;
  }

  /** All but the messages, which circuits that run together share. */
  double ofLanes(Recording circuit, int lanes) {
    long ots = 0;
    long opened = 0;
    for (Recording.Level level : circuit.levels()) {
      ots += 2L * level.singles().length + level.crosses().length;
      opened += 2L * level.singles().length + level.crosses().length;
      for (int[] group : level.groups()) {
        int vectors = group.length == 1 ? 1 : GmwMessage.vectors(group.length);
        ots += 2L * vectors;
        opened += group.length + vectors;
      }
    }
    long tableOts = 0;
    double oneWay = 0;
    for (Recording.Leaf leaf : circuit.leaves()) {
      tableOts += leaf.bits();
      oneWay += leaf.bits() + (leaf.wires() << leaf.bits());
    }
    ots += tableOts;
    // Of an OT half the bytes go each way, since both directions are used alike.
    double bytes = ots * extension.bytesPerOt() / 2 + (opened + oneWay / 2) / Byte.SIZE;
    double work = ots * (extension.secondsPerOt() + PER_HASH) + tableOts * PER_TABLE_OT;
    return lanes * (work + bytes * perByte);
  }
}
