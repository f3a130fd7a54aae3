package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.Exchange;
import quotient.transport.LinkModel;

/** Tables and products of private bits against what they compute, and what their messages hide. */
class GmwTablesTest {
  private static final int WORDS = 3;

  /** The blocks of one run; both parties make the same. */
  private record Block(int bits, boolean generate, boolean propagate) {
    static List<Block> random(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Block> out = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        boolean generate = random.nextBoolean();
        out.add(new Block(random.nextInt(2, 5), generate, !generate || random.nextBoolean()));
      }
      return out;
    }
  }

  private record Run(long[][] mine, long[][] out, List<long[]> sent) {}

  /** What a party adds: random bits of its own, or the same bit everywhere. */
  private static long[][] addend(SplittableRandom random, int bits, boolean constant) {
    long[][] out = new long[bits][WORDS];
    for (long[] wire : out) {
      for (int j = 0; j < WORDS; j++) {
        wire[j] = constant ? -1 : random.nextLong();
      }
    }
    return out;
  }

  private static List<Run> play(
      Party me, List<Channel> channels, List<Block> blocks, long seed, boolean constant) {
    Session session = new Session(me, channels);
    session.setUp(LinkModel.LOOPBACK);
    GmwTables tables = new GmwTables(session);
    SplittableRandom random = new SplittableRandom(me == Party.A ? seed : -seed);
    List<Run> runs = new ArrayList<>();
    for (Block block : blocks) {
      long[][] mine = addend(random, block.bits, constant);
      long[][] out = {new long[block.generate ? WORDS : 0], new long[block.propagate ? WORDS : 0]};
      tables.add(mine, out, WORDS);
      runs.add(new Run(mine, out, new ArrayList<>()));
    }
    for (int message = 0; message < 2; message++) {
      long[] sent = new long[tables.outgoing()];
      int incoming = tables.incoming();
      tables.write(sent, 0);
      long[] theirs = Exchange.swap(session.main(), sent, incoming);
      tables.read(sent, 0, theirs, 0);
      runs.getFirst().sent.add(sent);
    }
    return runs;
  }

  private static InProcess.Both<List<Run>> both(List<Block> blocks, long seed, boolean constant) {
    return InProcess.run(
        channels -> play(Party.A, channels, blocks, seed, constant),
        channels -> play(Party.B, channels, blocks, seed, constant));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aTableSaysWhatABlockDoesToACarry(long seed) {
    List<Block> blocks = Block.random(seed);
    InProcess.Both<List<Run>> both = both(blocks, seed, false);
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      Run ofA = both.a().get(b);
      Run ofB = both.b().get(b);
      for (int lane = 0; lane < 64 * WORDS; lane++) {
        int sum = value(ofA.mine, lane) + value(ofB.mine, lane);
        if (block.generate) {
          assertThat(opened(ofA, ofB, 0, lane)).isEqualTo(sum >> block.bits);
        }
        if (block.propagate) {
          int all = (1 << block.bits) - 1;
          assertThat(opened(ofA, ofB, 1, lane)).isEqualTo(sum == all ? 1 : 0);
        }
      }
    }
  }

  private static int bit(long[] wire, int lane) {
    return (int) (wire[lane >> 6] >>> lane & 1);
  }

  private static int value(long[][] bits, int lane) {
    int out = 0;
    for (int i = 0; i < bits.length; i++) {
      out |= bit(bits[i], lane) << i;
    }
    return out;
  }

  private static int opened(Run a, Run b, int wire, int lane) {
    return bit(a.out[wire], lane) ^ bit(b.out[wire], lane);
  }

  /**
   * Pads that were sums of one value for each bit would cancel over the four entries in which two
   * bits take all values; what is left would be the same for all lanes with the same inputs. Of 192
   * lanes a quarter differs from the others but with probability 2^-40.
   */
  @Test
  void fourEntriesOfATableDoNotCancel() {
    List<Block> blocks = List.of(new Block(2, true, false));
    long[] table = both(blocks, 5, true).a().getFirst().sent.get(1);
    assertThat(table).hasSize(4 * WORDS);
    int ones = 0;
    for (int j = 0; j < WORDS; j++) {
      ones +=
          Long.bitCount(table[j] ^ table[WORDS + j] ^ table[2 * WORDS + j] ^ table[3 * WORDS + j]);
    }
    assertThat(ones).isBetween(48, 144);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void productsOfPrivateBitsAreShared(long seed) {
    InProcess.Both<List<Run>> both =
        InProcess.run(
            channels -> products(Party.A, channels, seed),
            channels -> products(Party.B, channels, seed));
    for (int g = 0; g < both.a().size(); g++) {
      Run ofA = both.a().get(g);
      Run ofB = both.b().get(g);
      for (int lane = 0; lane < 64 * WORDS; lane++) {
        int product = bit(ofA.mine[0], lane) & ~bit(ofB.mine[0], lane) & 1;
        assertThat(opened(ofA, ofB, 0, lane)).as("gate %d", g).isEqualTo(product);
      }
    }
  }

  /** Five gates {@code x and not y}, of A's x and B's y. */
  private static List<Run> products(Party me, List<Channel> channels, long seed) {
    Session session = new Session(me, channels);
    session.setUp(LinkModel.LOOPBACK);
    GmwCrosses crosses =
        new GmwCrosses(session, RandomOts.Hashes.of(session, Session.Domain.TRIPLES));
    SplittableRandom random = new SplittableRandom(me == Party.A ? seed : -seed);
    List<Run> runs = new ArrayList<>();
    for (int g = 0; g < 5; g++) {
      long[][] mine = addend(random, 1, false);
      long[][] out = {new long[WORDS]};
      crosses.add(mine[0], me == Party.A ? 0 : -1, out[0]);
      runs.add(new Run(mine, out, List.of()));
    }
    long[] sent = new long[crosses.outgoing()];
    crosses.write(sent, 0);
    long[] theirs = Exchange.swap(session.main(), sent, sent.length);
    crosses.read(sent, 0, theirs, 0);
    return runs;
  }
}
