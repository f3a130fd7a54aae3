package quotient.twoparty;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import quotient.engine.CrossTerm;
import quotient.engine.LocalProduct;
import quotient.engine.Party;
import quotient.engine.Shares;
import quotient.lattice.Encryptor;
import quotient.lattice.Evaluator;
import quotient.lattice.Packing;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/**
 * The product {@code Y = P X} of additive shares by ring LWE: of the terms of {@code (P_A +
 * P_B)(X_A + X_B)} each party computes one alone, and those in which both {@linkplain CrossTerm
 * meet} by {@linkplain PackedTerm encryption}: one party encrypts its operand, the other multiplies
 * its own onto it ({@link quotient.lattice}).
 *
 * <p>Each cross term is a sharing of {@code 2^guard z + d} with |d| at most 1, so the product's
 * error is at most the number of its cross terms.
 *
 * <p>Both parties encrypt, then both multiply, then both decrypt; a large product in several
 * rounds.
 */
final class RlweProduct {
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

  /** What a party sends to set up the protocol, and both send. */
  static Bill setUpBill() {
    long bytes = Evaluator.publicKeyBytes();
    return new Bill(0, 0, bytes, bytes);
  }

  /** What new keys cost before a product that has so many before it in the session. */
  static Bill keyBill(long productsBefore) {
    boolean isRenewed = productsBefore > 0 && productsBefore % PRODUCTS_PER_KEY == 0;
    return isRenewed ? setUpBill() : Bill.NONE;
  }

  /**
   * This side's share of the product; a product without terms counts for no key.
   *
   * @param at where the plan's terms lie in the product
   * @param p this side's additive share of P, in the ring of x
   */
  Shares multiply(RingLwe.Plan plan, List<CrossTerm> at, Shares p, Shares x) {
    long[] sum = alone(p, x, plan.guard());
    if (!at.isEmpty()) {
      addTerms(plan.terms(), at, p, x, sum);
    }
    return Shares.guarded(p.rows(), x.columns(), x.width(), plan.guard(), at.size(), sum);
  }

  /** What a party computes alone, row-major. */
  static long[] alone(Shares p, Shares x, int guard) {
    long[] sum = LocalProduct.of(p.rows(), p.values(), x).values();
    for (int i = 0; i < sum.length; i++) {
      sum[i] <<= guard;
    }
    return sum;
  }

  /**
   * This side's share of the sum of the cross terms alone, row-major, modulo {@code 2^(width +
   * guard)}; parameters as of {@link #multiply}.
   */
  long[] crossTerms(List<PackedTerm> terms, List<CrossTerm> at, Shares p, Shares x) {
    long[] sum = new long[Math.multiplyExact(p.rows(), x.columns())];
    addTerms(terms, at, p, x, sum);
    return sum;
  }

  private void addTerms(
      List<PackedTerm> terms, List<CrossTerm> at, Shares p, Shares x, long[] sum) {
    countProduct();
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      roles.add(role(terms.get(i), at.get(i), p, x));
    }
    multiply(roles);
    for (int i = 0; i < at.size(); i++) {
      Role role = roles.get(i);
      role.term().addTo(at.get(i), sum, x.columns(), role.share());
      role.wipe();
    }
  }

  private Role role(PackedTerm term, CrossTerm at, Shares p, Shares x) {
    long[] operand = term.operand(me, at, p, x);
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

  /**
   * One block of columns of a term: a message each way.
   *
   * @param number of the term
   */
  private record Block(int number, PackedTerm term, int index) {
    long bytes() {
      return (long) term.packing().queryBytes() + term.packing().replyBytes();
    }
  }

  /** Rounds, so that the messages of a large product are not all held at once. */
  private static List<List<Block>> rounds(List<PackedTerm> terms, long bytesPerRound) {
    List<List<Block>> rounds = new ArrayList<>();
    long bytes = 0;
    for (int number = 0; number < terms.size(); number++) {
      PackedTerm term = terms.get(number);
      for (int index = 0; index < term.packing().columnBlocks(); index++) {
        Block block = new Block(number, term, index);
        bytes += block.bytes();
        if (rounds.isEmpty() || bytes > bytesPerRound) {
          rounds.add(new ArrayList<>());
          bytes = block.bytes();
        }
        rounds.getLast().add(block);
      }
    }
    return rounds;
  }

  /** What an engine's parties write and read for a product, without keys. */
  static void plan(PlannedParties parties, List<PackedTerm> terms) {
    for (List<Block> round : rounds(terms, BYTES_PER_ROUND)) {
      parties.swap(
          bytes(round, Party.A, Packing::queryBytes), bytes(round, Party.B, Packing::queryBytes));
      parties.swap(
          bytes(round, Party.B, Packing::replyBytes), bytes(round, Party.A, Packing::replyBytes));
    }
  }

  private void multiply(List<Role> roles) {
    List<PackedTerm> terms = roles.stream().map(Role::term).toList();
    rounds(terms, bytesPerRound).forEach(round -> exchange(round, roles));
  }

  private void exchange(List<Block> round, List<Role> roles) {
    Exchange queries = new Exchange(channel, bytes(round, me.other(), Packing::queryBytes));
    for (Block block : round) {
      if (roles.get(block.number) instanceof Encrypting e) {
        queries.write(encryptor.encrypt(e.term.packing(), e.operand, block.index));
      }
    }
    byte[] query = queries.finish();
    Exchange replies = new Exchange(channel, bytes(round, me, Packing::replyBytes));
    int at = 0;
    for (Block block : round) {
      if (roles.get(block.number) instanceof Evaluating e) {
        replies.write(evaluator.evaluate(e.operand, query, at, block.index, e.share));
        at += e.term.packing().queryBytes();
      }
    }
    byte[] reply = replies.finish();
    at = 0;
    for (Block block : round) {
      if (roles.get(block.number) instanceof Encrypting e) {
        encryptor.decrypt(e.term.packing(), reply, at, block.index, e.share);
        at += e.term.packing().replyBytes();
      }
    }
  }

  /** Bytes of messages of the terms in which one party encrypts. */
  private static int bytes(List<Block> round, Party encryptor, ToIntFunction<Packing> perBlock) {
    return round.stream()
        .filter(block -> block.term.encryptor() == encryptor)
        .mapToInt(block -> perBlock.applyAsInt(block.term.packing()))
        .reduce(0, Math::addExact);
  }
}
