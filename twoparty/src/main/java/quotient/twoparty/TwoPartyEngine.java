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
import quotient.engine.Owners;
import quotient.engine.Ownership;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Recipient;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.engine.Wire;
import quotient.lattice.Packing;
import quotient.transport.Channel;

/**
 * One party's side of the secure engine. Bits are {@linkplain GmwEngine XOR shares} or {@linkplain
 * YaoEngine garbled wires}; matrices are additive shares, multiplied by {@link BitPlaneProduct} or
 * {@link RlweProduct}.
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
  private final Correlations correlations;
  private final BitsToShares bitsToShares;
  private final BitPlaneProduct bitPlaneProduct;
  private final ProductProtocol protocol;
  // Absent where all products go by OT.
  private final Optional<RlweProduct> rlweProduct;

  TwoPartyEngine(Class<W> wireType, int chunkLanes, Session session, ProductProtocol products) {
    super(wireType, chunkLanes);
    me = session.me();
    main = session.main();
    correlations = session.correlations();
    protocol = products;
    bitsToShares = new BitsToShares(main, session.hash(Session.Domain.BITS_TO_SHARES));
    bitPlaneProduct =
        new BitPlaneProduct(
            me,
            main,
            correlations,
            session.hash(Session.Domain.PRODUCTS, me),
            session.hash(Session.Domain.PRODUCTS, me.other()));
    rlweProduct =
        products == ProductProtocol.OT
            ? Optional.empty()
            : Optional.of(new RlweProduct(me, main, session.random(), RlweProduct.BYTES_PER_ROUND));
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
    List<Shares> rounded = shares.stream().map(this::addHalf).toList();
    BitBatch mine = new BitBatch();
    for (int from = 0; from < lanes; from += chunk) {
      int count = Math.min(chunk, lanes - from);
      for (Shares x : rounded) {
        for (long[] wire : BitVectors.split(x.values(), from, from + count, bits(x))) {
          mine.add(wire, count);
        }
      }
    }
    inputs().begin(mine.bits(), mine.count());
    Circuits circuits = new Circuits(this);
    return (from, count) -> {
      Bits[] out = new Bits[shares.size()];
      for (int s = 0; s < out.length; s++) {
        int width = bits(shares.get(s));
        Wire[] ofA = new Wire[width];
        Wire[] ofB = new Wire[width];
        takeInputs(count, ofA, ofB);
        Bits sum = circuits.add(Bits.of(ofA), Bits.of(ofB));
        out[s] = sum.dropLow(shares.get(s).guard());
      }
      return out;
    };
  }

  private static int bits(Shares x) {
    return x.width() + x.guard();
  }

  /** Half a unit of the value, so that dropping the guard bits rounds to the nearest. */
  private Shares addHalf(Shares x) {
    if (!x.isExact()) {
      throw new IllegalArgumentException(x + " has too few guard bits for its error " + x.error());
    }
    if (x.guard() == 0) {
      return x;
    }
    return plusConstant(x, 1L << (x.guard() - 1));
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
    if (!matrix.hasShares()) {
      Planes planes = matrix.untransposed().planes().orElseThrow();
      main.flush();
      matrix.keepShares(toShares(planes, matrix.widestRing()));
    }
    return matrix.shares(width);
  }

  private long[] convertToShares(long[][] share, int lanes, long[] weights, int width) {
    return me == Party.A
        ? bitsToShares.send(correlations.sender(), share, lanes, weights, width)
        : bitsToShares.receive(correlations.receiver(), share, lanes, weights, width);
  }

  @Override
  public Shares product(Matrix p, Matrix x, Ring ring) {
    boolean planesOfX =
        x.planes().isPresent()
            && (p.planes().isEmpty() || (x.ownership().isShared() && !p.ownership().isShared()));
    return planesOfX
        ? product(owned(x.transpose()), owned(p.transpose(), ring.width()), ring.terms())
            .transpose()
        : product(owned(p), owned(x, ring.width()), ring.terms());
  }

  private static Planes owned(Matrix matrix) {
    Planes planes = matrix.planes().orElseThrow();
    long[][] bits = new long[planes.count()][];
    long[] weights = new long[planes.count()];
    Arrays.setAll(bits, planes::bits);
    Arrays.setAll(weights, planes::weight);
    return Planes.ofColumns(
        planes.rows(),
        planes.columns(),
        weights,
        bits,
        ofColumns(matrix.ownership(), planes.columns()));
  }

  private Shares owned(Matrix matrix, int width) {
    Shares shares = shares(matrix, width);
    boolean byRows =
        matrix.ownership().blocks().stream()
            .allMatch(block -> block.columns().length == shares.columns());
    return byRows
        ? Shares.ofColumns(
                shares.columns(),
                shares.rows(),
                width,
                shares.transpose().values(),
                ofColumns(matrix.ownership().transpose(), shares.rows()))
            .transpose()
        : Shares.ofColumns(
            shares.rows(),
            shares.columns(),
            width,
            shares.values(),
            ofColumns(matrix.ownership(), shares.columns()));
  }

  private static Owners ofColumns(Ownership ownership, int columns) {
    if (ownership.isShared()) {
      return Owners.NONE;
    }
    Party[] owners = new Party[columns];
    for (Ownership.Block block : ownership.blocks()) {
      for (int c : block.columns()) {
        owners[c] = block.holder() == Ownership.Holder.A ? Party.A : Party.B;
      }
    }
    return Owners.of(owners);
  }

  private Shares product(Planes planes, Shares shares, int terms) {
    main.flush();
    if (rlweProduct.isEmpty()) {
      return bitPlaneProduct.multiply(planes, shares);
    }
    // The same guard bits whichever way: products of one sum may differ in their shapes.
    int guard = Packing.guardBits(RlweProduct.ERROR * (long) terms);
    Optional<RlweProduct.Plan> plan =
        RlweProduct.plan(planes, shares, guard)
            .filter(p ->
                protocol == ProductProtocol.RLWE
                    || p.isCheaperThan(BitPlaneProduct.bytes(planes, shares)));
    return plan.isPresent()
        ? rlweProduct.get().multiply(plan.get(), toShares(planes, shares.width()), shares)
        : bitPlaneProduct.multiply(planes, shares).withGuard(guard);
  }

  /** The matrix that the planes stand for; free where each column is known to a party. */
  private Shares toShares(Planes planes, int width) {
    int lanes = Math.multiplyExact(planes.rows(), planes.columns());
    long[][] share = new long[planes.count()][];
    long[] weights = new long[planes.count()];
    Arrays.setAll(share, planes::bits);
    Arrays.setAll(weights, planes::weight);
    main.flush();
    long[] values =
        planes.columnOwners() == Owners.NONE
            ? convertToShares(share, lanes, weights, width)
            : planes.values();
    return Shares.of(planes.rows(), planes.columns(), width, values);
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
    // Without owners on both sides: A now has something in B's rows and columns, too.
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
