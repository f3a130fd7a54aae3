package quotient.twoparty;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import quotient.engine.CrossTerm;
import quotient.engine.LocalProduct;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;
import quotient.lattice.Encryptor;
import quotient.lattice.Evaluator;
import quotient.lattice.Packing;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/**
 * The product {@code Y = P X} by ring LWE. The planes become additive shares ({@link
 * BitsToShares}); then of the four terms of {@code (P_A + P_B)(X_A + X_B)} each party computes one
 * alone, and the two {@linkplain PackedTerm others} by encryption: one party encrypts its operand,
 * the other multiplies its own onto it ({@link quotient.lattice}).
 *
 * <p>Each cross term is a sharing of {@code 2^guard z + d} with |d| at most 1, so the product has
 * an error of at most {@link #ERROR}.
 *
 * <p>Both parties encrypt, then both multiply, then both decrypt; a large product in several
 * rounds.
 */
final class RlweProduct {
  /** The largest magnitude of d in a product. */
  static final int ERROR = 2;

  /**
   * Work of a byte of RLWE in bytes of OT, measured: decides where {@link ProductProtocol#AUTO} has
   * the choice.
   */
  private static final int BYTE_COST = 3;

  /**
   * Products after which both parties take new keys: as many as an iteration of three layers has.
   * It bounds what a party could collect about one key by crafted answers. New keys are 45 KiB each
   * way: measured, 0.1 % of the bytes of an iteration of 784-128-128-10 with 128 examples.
   */
  static final int PRODUCTS_PER_KEY = 8;

  /** Bytes of a round in an engine: 128 MiB. */
  static final long BYTES_PER_ROUND = 1L << 27;

  private final Party me;
  private final Channel channel;
  private final SecureRandom random;
  private final long bytesPerRound;
  private Encryptor encryptor;
  private Evaluator evaluator;
  private int productsUnderKey;

  /**
   * Exchanges public keys with the other party.
   *
   * @param bytesPerRound the most bytes of messages, both ways, that are held at a time, unless one
   *     block of columns has more
   */
  RlweProduct(Party me, Channel channel, SecureRandom random, long bytesPerRound) {
    this.me = me;
    this.channel = channel;
    this.random = random;
    this.bytesPerRound = bytesPerRound;
    encryptor = new Encryptor(random);
    evaluator = exchangeKeys();
  }

  /** Sends this party's public key; returns the evaluator with the other's. */
  private Evaluator exchangeKeys() {
    byte[] theirs = Exchange.swap(channel, encryptor.publicKey(), Evaluator.publicKeyBytes());
    return new Evaluator(theirs, random);
  }

  /** Counts a product; both parties do so alike, so they renew their keys together. */
  private void countProduct() {
    if (productsUnderKey == PRODUCTS_PER_KEY) {
      encryptor.wipe();
      evaluator.wipe();
      encryptor = new Encryptor(random);
      evaluator = exchangeKeys();
      productsUnderKey = 0;
    }
    productsUnderKey++;
  }

  /**
   * A product that is exact by this protocol.
   *
   * @param terms the cross terms to which both parties contribute
   * @param guard guard bits of the result
   */
  record Plan(List<PackedTerm> terms, int guard) {
    /** Whether this protocol costs less than {@code otBytes} by OT. */
    boolean isCheaperThan(long otBytes) {
      long bytes = terms.stream().mapToLong(term -> term.packing().bytes()).sum();
      return BYTE_COST * bytes < otBytes;
    }
  }

  /** How to multiply, if that is exact with so many guard bits. */
  static Optional<Plan> plan(Planes planes, Shares x, int guard) {
    List<PackedTerm> terms = new ArrayList<>();
    for (Party left : Party.values()) {
      CrossTerm term = CrossTerm.of(planes, x, left);
      if (!term.isEmpty()) {
        Optional<PackedTerm> packed = PackedTerm.of(term, planes, x, guard);
        if (packed.isEmpty()) {
          return Optional.empty();
        }
        terms.add(packed.get());
      }
    }
    return Optional.of(new Plan(terms, guard));
  }

  /**
   * This side's share of the product.
   *
   * @param p this side's additive share of the planes' matrix, in the ring of x
   */
  Shares multiply(Plan plan, Shares p, Shares x) {
    long[] sum = LocalProduct.of(p, x).values();
    for (int i = 0; i < sum.length; i++) {
      sum[i] <<= plan.guard;
    }
    countProduct();
    List<Role> roles = plan.terms.stream().map(term -> role(term, p, x)).toList();
    multiply(roles);
    for (Role role : roles) {
      role.term().addTo(sum, x.columns(), role.share());
      role.wipe();
    }
    return Shares.guarded(p.rows(), x.columns(), x.width(), plan.guard, ERROR, sum);
  }

  private Role role(PackedTerm term, Shares p, Shares x) {
    long[] operand = term.operand(me, p, x);
    long[] share = term.newShare();
    return term.encryptor() == me
        ? new Encrypting(term, operand, share)
        : new Evaluating(term, Evaluator.prepare(term.packing(), operand), share);
  }

  /** What this party does in a cross term. */
  private sealed interface Role {
    PackedTerm term();

    long[] share();

    void wipe();
  }

  private record Encrypting(PackedTerm term, long[] operand, long[] share) implements Role {
    @Override
    public void wipe() {
      Arrays.fill(operand, 0);
    }
  }

  private record Evaluating(PackedTerm term, Evaluator.Prepared operand, long[] share)
      implements Role {
    @Override
    public void wipe() {
      operand.wipe();
    }
  }

  /** One block of columns of a term: a message each way. */
  private record Block(Role role, int index) {
    long bytes() {
      Packing packing = role.term().packing();
      return (long) packing.queryBytes() + packing.replyBytes();
    }
  }

  /** Multiplies in rounds, so that the messages of a large product are not all held at once. */
  private void multiply(List<Role> roles) {
    List<Block> round = new ArrayList<>();
    long bytes = 0;
    for (Role role : roles) {
      for (int index = 0; index < role.term().packing().columnBlocks(); index++) {
        Block block = new Block(role, index);
        if (!round.isEmpty() && bytes + block.bytes() > bytesPerRound) {
          exchange(round);
          round.clear();
          bytes = 0;
        }
        round.add(block);
        bytes += block.bytes();
      }
    }
    exchange(round);
  }

  private void exchange(List<Block> round) {
    Exchange queries = new Exchange(channel, bytes(round, Evaluating.class, Packing::queryBytes));
    for (Block block : round) {
      if (block.role instanceof Encrypting e) {
        queries.write(encryptor.encrypt(e.term.packing(), e.operand, block.index));
      }
    }
    byte[] query = queries.finish();
    Exchange replies = new Exchange(channel, bytes(round, Encrypting.class, Packing::replyBytes));
    int at = 0;
    for (Block block : round) {
      if (block.role instanceof Evaluating e) {
        replies.write(evaluator.evaluate(e.operand, query, at, block.index, e.share));
        at += e.term.packing().queryBytes();
      }
    }
    byte[] reply = replies.finish();
    at = 0;
    for (Block block : round) {
      if (block.role instanceof Encrypting e) {
        encryptor.decrypt(e.term.packing(), reply, at, block.index, e.share);
        at += e.term.packing().replyBytes();
      }
    }
  }

  private static int bytes(
      List<Block> round, Class<? extends Role> role, ToIntFunction<Packing> perBlock) {
    return round.stream()
        .filter(block -> role.isInstance(block.role))
        .mapToInt(block -> perBlock.applyAsInt(block.role.term().packing()))
        .reduce(0, Math::addExact);
  }
}
