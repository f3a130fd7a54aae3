package quotient.twoparty;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import quotient.bits.BitBatch;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.FoldingEngine;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.Wire;
import quotient.transport.Channel;

/**
 * One party's side of the secure engine. Bits are {@linkplain GmwEngine XOR shares} or {@linkplain
 * YaoEngine garbled wires}; {@link Conversions} makes additive shares of them, {@link Products}
 * multiplies matrices.
 *
 * <h2>Security guarantees</h2>
 *
 * Against one semi-honest party, with at least 110 bits of computational security (Delta has 127;
 * no more than 2^18 hashes share a key, see {@code Session.Domain}): what a party receives is
 * either masked by pseudorandom pads of which it knows one of two or by a triple that is used once,
 * or a garbled gate, or an encryption, or a value that {@link #open} names it a recipient of.
 * Nothing here protects against a party that deviates from the protocol, and nothing hides shapes,
 * sizes or times.
 *
 * @param <W> the wires of the protocol for gates
 */
public abstract sealed class TwoPartyEngine<W extends Wire> extends FoldingEngine<W>
    permits GmwEngine, YaoEngine {
  /** Channels that an engine needs, see {@link #create}. */
  public static final int CHANNELS = 3;

  private final Party me;
  private final Channel main;
  private final Conversions conversions;
  private final Products products;

  TwoPartyEngine(Class<W> wireType, int chunkLanes, Session session, ProductProtocol products) {
    super(wireType, chunkLanes);
    me = session.me();
    main = session.main();
    conversions = new Conversions(session);
    this.products = new Products(session, conversions, products);
  }

  /**
   * Sets up the engine together with the other party: public seeds, base OTs and public keys.
   *
   * @param channels {@link #CHANNELS} channels to the other party in the same order on both sides:
   *     one for the computation, one for the OTs with A as the sender, one for those with B
   */
  public static TwoPartyEngine<?> create(
      Party me, List<Channel> channels, Protocols protocols, SecureRandom random) {
    Session session = Session.create(me, channels, random);
    return switch (protocols.gates()) {
      case GMW -> new GmwEngine(session, protocols.products());
      case YAO -> new YaoEngine(session, protocols.products());
    };
  }

  /** Where bits that one party knows come in. */
  abstract Inputs<W> inputs();

  /** This side's XOR share of a wire, in an array of its own. */
  abstract long[] xorShare(W wire);

  @Override
  protected Addends open(List<Shares> shares, int lanes, int chunk) {
    // An evaluator must have all gates so far before the garbler waits for its OTs.
    main.flush();
    List<Shares> rounded = shares.stream().map(x -> x.rounded(me == Party.A)).toList();
    BitBatch mine = new BitBatch();
    for (int from = 0; from < lanes; from += chunk) {
      int count = Math.min(chunk, lanes - from);
      for (Shares x : rounded) {
        for (long[] wire : BitVectors.split(x.values(), from, from + count, x.width())) {
          mine.add(wire, count);
        }
      }
    }
    inputs().begin(mine.bits(), mine.count());
    Circuits circuits = new Circuits(this);
    return (from, count) -> {
      Bits[] out = new Bits[shares.size()];
      for (int s = 0; s < out.length; s++) {
        int width = rounded.get(s).width();
        Wire[] ofA = new Wire[width];
        Wire[] ofB = new Wire[width];
        takeInputs(count, ofA, ofB);
        Bits sum = circuits.add(Bits.of(ofA), Bits.of(ofB));
        out[s] = sum.dropLow(width - shares.get(s).width());
      }
      return out;
    };
  }

  private void takeInputs(int lanes, Wire[] ofA, Wire[] ofB) {
    for (int i = 0; i < ofA.length; i++) {
      Inputs.Pair<W> pair = inputs().next(lanes);
      ofA[i] = pair.ofA();
      ofB[i] = pair.ofB();
    }
  }

  @Override
  public long[][] xorShare(Bits bits) {
    long[][] out = new long[bits.width()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = xorShare(own(bits.wire(i)));
    }
    return out;
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    main.flush();
    BitBatch mine = new BitBatch();
    for (long[] wire : share) {
      mine.add(wire, lanes);
    }
    inputs().begin(mine.bits(), mine.count());
    Wire[] ofA = new Wire[share.length];
    Wire[] ofB = new Wire[share.length];
    takeInputs(lanes, ofA, ofB);
    Wire[] out = new Wire[share.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = xor(ofA[i], ofB[i]);
    }
    return Bits.of(out);
  }

  @Override
  public Shares shares(Matrix matrix, int width) {
    return conversions.shares(matrix, width);
  }

  @Override
  public Shares product(Matrix p, Matrix x, Ring ring) {
    return products.product(p, x, ring);
  }

  @Override
  public Shares addPublic(Shares shares, long constant) {
    return plusConstant(shares, constant << shares.guard());
  }

  /** Adds to the value with its guard bits. */
  private Shares plusConstant(Shares shares, long constant) {
    long[] out = shares.values().clone();
    for (int i = 0; i < out.length && me == Party.A; i++) {
      out[i] += constant;
    }
    return Shares.guarded(
        shares.rows(), shares.columns(), shares.width(), shares.guard(), shares.error(), out);
  }

  @Override
  public Optional<long[]> open(Shares shares, Recipient recipient) {
    if (shares.guard() > 0) {
      throw new IllegalArgumentException(shares + " must be turned into bits to be opened");
    }
    long[] sum = shares.values().clone();
    return exchange(sum, recipient)
        .map(theirs -> {
          long mask = Shares.mask(shares.width());
          for (int i = 0; i < sum.length; i++) {
            sum[i] = (sum[i] + theirs[i]) & mask;
          }
          return sum;
        });
  }

  @Override
  public Optional<long[][]> open(Bits bits, Recipient recipient) {
    BitBatch mine = new BitBatch();
    long[][] share = xorShare(bits);
    for (long[] wire : share) {
      mine.add(wire, bits.lanes());
    }
    long[] flat = Arrays.copyOf(mine.bits(), BitVectors.words(mine.count()));
    return exchange(flat, recipient)
        .map(theirs -> {
          for (int i = 0; i < share.length; i++) {
            long from = (long) i * bits.lanes();
            long[] other = BitVectors.slice(theirs, from, from + bits.lanes());
            for (int w = 0; w < other.length; w++) {
              share[i][w] ^= other[w];
            }
          }
          return share;
        });
  }

  /**
   * Sends this side's share to the other where it is a recipient; returns the other's share to us.
   */
  private Optional<long[]> exchange(long[] mine, Recipient recipient) {
    if (recipient == Recipient.BOTH) {
      return Optional.of(Exchange.longs(main, mine));
    }
    if (recipient.includes(me)) {
      long[] theirs = new long[mine.length];
      main.readLongs(theirs, 0, theirs.length);
      return Optional.of(theirs);
    }
    main.writeLongs(mine, 0, mine.length);
    main.flush();
    return Optional.empty();
  }
}
