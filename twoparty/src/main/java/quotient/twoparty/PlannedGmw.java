package quotient.twoparty;

import java.util.List;
import java.util.stream.IntStream;
import quotient.bits.BitVectors;
import quotient.engine.LaneCall;
import quotient.engine.Party;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.transport.LinkModel;

/** What {@link Gmw} costs. */
final class PlannedGmw extends PlannedGates {
  private final boolean isAhead;
  private final Store triples;
  private final Store vectorTriples;
  private final Store crossOts;
  private final Store tableOts;

  PlannedGmw(Account account, LinkModel link, Recordings recordings) {
    super(GateProtocol.GMW, account, recordings);
    isAhead = Supply.isAhead(link);
    triples = new Store(BitTriples.rows(1));
    vectorTriples = new Store(BitTriples.rows(GmwMessage.VECTOR));
    crossOts = new Store(GmwCrosses.ROWS);
    tableOts = new Store(GmwTables.ROWS);
  }

  /** What a {@link Stock} has. */
  private final class Store {
    private final Batches batches;
    private int left;

    Store(int rows) {
      batches = new Batches(account().extension(), rows, isAhead);
    }

    void take(int words) {
      int wanted = words;
      while (wanted > left) {
        wanted -= left;
        batches.use().forEach(this::make);
        left = batches.inUse() / Long.SIZE;
      }
      left -= wanted;
    }

    private void make(int count) {
      account().addCots(Party.A, count);
      account().addCots(Party.B, count);
      if (!isAhead) {
        account().parties().each(party -> RandomOts.plan(party, count));
      }
    }
  }

  @Override
  void plan(List<Recording> circuits, List<LaneCall> calls) {
    int lanes = calls.stream().mapToInt(LaneCall::lanes).max().orElse(0);
    for (int from = 0; from < lanes; from = Gmw.chunkEnd(from, lanes)) {
      int to = Gmw.chunkEnd(from, lanes);
      int start = from;
      int depth = circuits.stream().mapToInt(Recording::depth).max().orElse(0);
      for (int level = 0; level <= depth; level++) {
        GmwMessage message = new GmwMessage();
        for (int i = 0; i < calls.size(); i++) {
          int count = Math.min(to, calls.get(i).lanes()) - start;
          if (count > 0) {
            add(circuits.get(i), level, BitVectors.words(count), message);
          }
        }
        send(message);
      }
    }
    for (int i = 0; i < calls.size(); i++) {
      long ands = (long) circuits.get(i).ands() * calls.get(i).lanes();
      account().add(new Bill(ands, 0, 0, 0));
    }
  }

  /** A bit each, from the level that computes it to the one that needs it last. */
  @Override
  long held(Recording circuit, int lanes) {
    int wires = circuit.inputs().size();
    int most = wires;
    for (Recording.Level level : circuit.levels()) {
      wires += level.free().length + level.singles().length;
      wires += level.crosses().length + level.lookedUp().length;
      wires += level.groups().stream().mapToInt(group -> group.length).sum();
      most = Math.max(most, wires);
      wires -= level.released().length;
    }
    return (long) Long.BYTES * BitVectors.words(lanes) * most;
  }

  private static void add(Recording circuit, int level, int words, GmwMessage message) {
    if (level < circuit.levels().size()) {
      Recording.Level nodes = circuit.levels().get(level);
      IntStream.of(nodes.singles()).forEach(_ -> message.add(words));
      IntStream.of(nodes.crosses()).forEach(_ -> message.addCross(words));
      nodes.groups().forEach(group -> message.addGroup(group.length, words));
    }
    for (Recording.Leaf leaf : circuit.leaves()) {
      if (level == 0) {
        message.addChoice(leaf.bits(), words);
      } else if (level == Recording.Leaf.LEVELS - 1) {
        message.addTable(leaf.bits(), leaf.wires(), words);
      }
    }
  }

  private void send(GmwMessage message) {
    triples.take(message.singles());
    vectorTriples.take(message.vectorTriples());
    crossOts.take(message.crossOts());
    tableOts.take(message.tableOts());
    long fromA = 8L * message.sent(Party.A);
    long fromB = 8L * message.sent(Party.B);
    account().swap(new Bill(0, 0, fromA, fromB));
  }

  @Override
  public List<PlannedWire> and(List<PlannedWire> a, List<PlannedWire> b) {
    GmwMessage message = new GmwMessage();
    a.forEach(wire -> message.add(BitVectors.words(wire.lanes())));
    send(message);
    long ands = a.stream().mapToLong(PlannedWire::lanes).sum();
    account().add(new Bill(ands, 0, 0, 0));
    return a.stream().map(wire -> wire(wire.lanes())).toList();
  }

  /** Nothing: a party's bits are its share. */
  @Override
  void planInputs(long count) {}
}
