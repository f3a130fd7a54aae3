package quotient.twoparty;

import java.util.List;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/** The gates of GMW that run at the same time: one message each way. */
final class GmwLevel {
  private final Channel channel;
  private final GmwAnds ands;
  private final GmwCrosses crosses;
  private final GmwTables tables;

  GmwLevel(Session session) {
    channel = session.main();
    RandomOts.Hashes hashes = RandomOts.Hashes.of(session, Session.Domain.TRIPLES);
    ands =
        new GmwAnds(
            new BitTriples(1, session, hashes),
            new BitTriples(GmwMessage.VECTOR, session, hashes),
            session.me() == Party.A);
    crosses = new GmwCrosses(session, hashes);
    tables = new GmwTables(session);
  }

  GmwAnds ands() {
    return ands;
  }

  GmwCrosses crosses() {
    return crosses;
  }

  GmwTables tables() {
    return tables;
  }

  /** Computes all gates added, and forgets them; a table takes two levels. */
  void run() {
    List<GmwPart> parts = List.of(ands, crosses, tables);
    int[] mineAt = new int[parts.size() + 1];
    int[] theirsAt = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      mineAt[i + 1] = Math.addExact(mineAt[i], parts.get(i).outgoing());
      theirsAt[i + 1] = Math.addExact(theirsAt[i], parts.get(i).incoming());
    }
    long[] mine = new long[mineAt[parts.size()]];
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).write(mine, mineAt[i]);
    }
    long[] theirs = Exchange.swap(channel, mine, theirsAt[parts.size()]);
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).read(mine, mineAt[i], theirs, theirsAt[i]);
    }
  }
}
