package quotient.twoparty;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import quotient.crypto.Prg;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.crypto.Words;
import quotient.crypto.Xor;
import quotient.engine.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.FoldingEngine;
import quotient.engine.Owners;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.PublicWire;
import quotient.engine.Recipient;
import quotient.engine.Shares;
import quotient.engine.Wire;
import quotient.lattice.Packing;
import quotient.transport.Channel;

/**
 * One party's side of the secure engine. Bits are Yao wires ({@link YaoWire}), A garbles and B
 * evaluates; matrices are additive shares, multiplied by {@link BitPlaneProduct} or {@link
 * RlweProduct}.
 *
 * <h2>Security guarantees</h2>
 *
 * Against one semi-honest party, with 127 bits of computational security: what a party receives is
 * either masked by pseudorandom pads of which it knows one of two, or a garbled gate, or a value
 * that {@link #open} names it a recipient of. Nothing here protects against a party that deviates
 * from the protocol, and nothing hides shapes, sizes or times.
 */
public final class TwoPartyEngine extends FoldingEngine<YaoWire> {
  /** Channels that an engine needs, see {@link #create}. */
  public static final int CHANNELS = 3;

  private static final long GARBLING = 1;
  private static final long BITS_TO_SHARES = 2;
  private static final long PRODUCTS_OF_A = 3;
  private static final long PRODUCTS_OF_B = 4;

  private final Party me;
  private final Channel main;
  private final Correlations correlations;
  private final HalfGates gates;
  private final YaoInputs inputs;
  private final BitsToShares bitsToShares;
  private final BitPlaneProduct bitPlaneProduct;
  private final ProductProtocol protocol;
  // Absent where all products go by OT.
  private final Optional<RlweProduct> rlweProduct;
  // What the garbler adds to flip a label; zero at the evaluator, whose label does not change.
  private final long flipLow;
  private final long flipHigh;

  private TwoPartyEngine(
      Party me,
      Channel main,
      Correlations correlations,
      byte[] hashSeed,
      SecretBlock labelSeed,
      ProductProtocol protocol,
      Optional<RlweProduct> rlweProduct) {
    super(YaoWire.class, HalfGates.VECTOR);
    this.me = me;
    this.main = main;
    this.protocol = protocol;
    this.rlweProduct = rlweProduct;
    this.correlations = correlations;
    TweakableHash garbling = new TweakableHash(hashSeed, GARBLING);
    Prg labels = new Prg(labelSeed);
    if (me == Party.A) {
      SecretBlock delta = correlations.sender().delta();
      gates = new HalfGatesGarbler(main, garbling, delta);
      inputs = new YaoInputs.Garbler(labels, correlations.sender());
      flipLow = Words.get(delta.reveal(), 0);
      flipHigh = Words.get(delta.reveal(), 8);
    } else {
      gates = new HalfGatesEvaluator(main, garbling);
      inputs = new YaoInputs.Evaluator(labels, correlations.receiver());
      flipLow = 0;
      flipHigh = 0;
    }
    bitsToShares = new BitsToShares(main, new TweakableHash(hashSeed, BITS_TO_SHARES));
    TweakableHash ofA = new TweakableHash(hashSeed, PRODUCTS_OF_A);
    TweakableHash ofB = new TweakableHash(hashSeed, PRODUCTS_OF_B);
    bitPlaneProduct =
        new BitPlaneProduct(
            me, main, correlations, me == Party.A ? ofA : ofB, me == Party.A ? ofB : ofA);
  }

  /**
   * Sets up the engine together with the other party: public seeds and base OTs.
   *
   * @param channels {@link #CHANNELS} channels to the other party in the same order on both sides:
   *     one for the computation, one for the OTs with A as the sender, one for those with B
   * @param protocol of products; the same on both sides
   */
  public static TwoPartyEngine create(
      Party me, List<Channel> channels, ProductProtocol protocol, SecureRandom random) {
    Channel main = channels.getFirst();
    byte[] seeds = new byte[2 * SecretBlock.BYTES];
    if (me == Party.A) {
      random.nextBytes(seeds);
      main.write(seeds, 0, seeds.length);
      main.flush();
    } else {
      main.read(seeds, 0, seeds.length);
    }
    Correlations correlations = Correlations.create(me, channels.get(1), channels.get(2), random);
    Optional<RlweProduct> rlweProduct =
        protocol == ProductProtocol.OT
            ? Optional.empty()
            : Optional.of(new RlweProduct(me, main, random));
    return new TwoPartyEngine(
        me,
        main,
        correlations,
        seeds,
        SecretBlock.copyOf(seeds, SecretBlock.BYTES),
        protocol,
        rlweProduct);
  }

  @Override
  protected YaoWire xorSecret(YaoWire a, YaoWire b) {
    byte[] out = new byte[a.labels().length];
    Xor.KERNEL.of(a.labels(), b.labels(), out);
    return new YaoWire(out);
  }

  @Override
  protected YaoWire andSecret(YaoWire a, YaoWire b) {
    return new YaoWire(gates.and(a.labels(), b.labels()));
  }

  @Override
  protected YaoWire xorPublic(YaoWire a, PublicWire b) {
    // The evaluator's labels stay, but in a wire of its own: gates are folded where both inputs are
    // the same wire, and that must happen on both sides or on none.
    return me == Party.A ? xorSecret(a, secret(b)) : new YaoWire(a.labels());
  }

  @Override
  protected YaoWire andPublic(YaoWire a, PublicWire b) {
    byte[] out = a.labels().clone();
    long[] bits = b.bits();
    for (int i = 0; i < b.lanes(); i++) {
      long keep = -BitVectors.get(bits, i);
      Words.set(out, 16 * i, Words.get(out, 16 * i) & keep);
      Words.set(out, 16 * i + 8, Words.get(out, 16 * i + 8) & keep);
    }
    return new YaoWire(out);
  }

  @Override
  protected YaoWire secret(PublicWire a) {
    // The evaluator's label of a constant is zero, the garbler's K0 is b Delta.
    byte[] out = new byte[16 * a.lanes()];
    long[] bits = a.bits();
    for (int i = 0; i < a.lanes(); i++) {
      long mask = -BitVectors.get(bits, i);
      Words.set(out, 16 * i, mask & flipLow);
      Words.set(out, 16 * i + 8, mask & flipHigh);
    }
    return new YaoWire(out);
  }

  @Override
  protected YaoWire sliceSecret(YaoWire a, int from, int to) {
    return new YaoWire(Arrays.copyOfRange(a.labels(), 16 * from, 16 * to));
  }

  @Override
  protected YaoWire repeatSecret(YaoWire a, int lanes) {
    byte[] out = new byte[16 * lanes];
    for (int i = 0; i < lanes; i++) {
      System.arraycopy(a.labels(), 0, out, 16 * i, 16);
    }
    return new YaoWire(out);
  }

  @Override
  protected YaoWire concatSecret(List<YaoWire> parts, int lanes) {
    byte[] out = new byte[16 * lanes];
    int at = 0;
    for (YaoWire part : parts) {
      System.arraycopy(part.labels(), 0, out, at, part.labels().length);
      at += part.labels().length;
    }
    return new YaoWire(out);
  }

  @Override
  protected Addends open(List<Shares> shares, int lanes, int chunk) {
    // The evaluator must have all gates so far before the garbler waits for its OTs.
    main.flush();
    List<Shares> rounded = shares.stream().map(this::addHalf).toList();
    YaoInputs.Batch mine = new YaoInputs.Batch();
    for (int from = 0; from < lanes; from += chunk) {
      int count = Math.min(chunk, lanes - from);
      for (Shares x : rounded) {
        for (long[] wire : BitVectors.split(x.values(), from, from + count, bits(x))) {
          mine.add(wire, count);
        }
      }
    }
    inputs.begin(mine.bits(), mine.count());
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
      YaoInputs.Pair pair = inputs.next(lanes);
      ofA[i] = pair.garblers();
      ofB[i] = pair.evaluators();
    }
  }

  @Override
  public long[][] xorShare(Bits bits) {
    long[][] out = new long[bits.width()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = lowestBits(own(bits.wire(i)));
    }
    return out;
  }

  private static long[] lowestBits(YaoWire wire) {
    byte[] labels = wire.labels();
    long[] out = new long[BitVectors.words(wire.lanes())];
    for (int i = 0; i < wire.lanes(); i++) {
      out[i >>> 6] |= (labels[16 * i] & 1L) << i;
    }
    return out;
  }

  @Override
  public Bits fromXorShare(long[][] share, int lanes) {
    main.flush();
    YaoInputs.Batch mine = new YaoInputs.Batch();
    for (long[] wire : share) {
      mine.add(wire, lanes);
    }
    inputs.begin(mine.bits(), mine.count());
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
  public Shares toShares(Bits bits, boolean signed, int rows, int columns, int width) {
    main.flush();
    long[][] share = xorShare(bits);
    long[] weights =
        signed ? Planes.signedWeights(bits.width()) : Planes.unsignedWeights(bits.width());
    return Shares.of(rows, columns, width, convertToShares(share, bits.lanes(), weights, width));
  }

  private long[] convertToShares(long[][] share, int lanes, long[] weights, int width) {
    return me == Party.A
        ? bitsToShares.send(correlations.sender(), share, lanes, weights, width)
        : bitsToShares.receive(correlations.receiver(), share, lanes, weights, width);
  }

  @Override
  public Shares product(Planes planes, Shares shares, int terms) {
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
    int lanes = planes.rows() * planes.columns();
    long[][] share = new long[planes.count()][];
    long[] weights = new long[planes.count()];
    Arrays.setAll(share, planes::bits);
    Arrays.setAll(weights, planes::weight);
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
    YaoInputs.Batch mine = new YaoInputs.Batch();
    long[][] share = xorShare(bits);
    for (long[] wire : share) {
      mine.add(wire, bits.lanes());
    }
    long[] flat = Arrays.copyOf(mine.bits(), BitVectors.words(mine.count()));
    return exchange(flat, recipient)
        .map(theirs -> {
          for (int i = 0; i < share.length; i++) {
            int from = i * bits.lanes();
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
    if (recipient.includes(me.other())) {
      main.writeLongs(mine, 0, mine.length);
    }
    main.flush();
    if (!recipient.includes(me)) {
      return Optional.empty();
    }
    long[] theirs = new long[mine.length];
    main.readLongs(theirs, 0, theirs.length);
    return Optional.of(theirs);
  }
}
