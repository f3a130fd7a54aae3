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

/**
 * The product {@code Y = P X} by ring LWE. The planes become additive shares ({@link
 * BitsToShares}); then of the four terms of {@code (P_A + P_B)(X_A + X_B)} each party computes one
 * alone, and the two {@linkplain PackedTerm others} by encryption: one party encrypts its operand,
 * the other multiplies its own onto it ({@link quotient.lattice}).
 *
 * <p>Each cross term is a sharing of {@code 2^guard z + d} with |d| at most 1, so the product has
 * an error of at most {@link #ERROR}.
 *
 * <p>Both parties encrypt, then both multiply, then both decrypt.
 */
final class RlweProduct {
  /** The largest magnitude of d in a product. */
  static final int ERROR = 2;

  /**
   * Work of a byte of RLWE in bytes of OT, measured: decides where {@link ProductProtocol#AUTO} has
   * the choice.
   */
  private static final int BYTE_COST = 3;

  private final Party me;
  private final Channel channel;
  private final Encryptor encryptor;
  private final Evaluator evaluator;

  /** Exchanges public keys with the other party. */
  RlweProduct(Party me, Channel channel, SecureRandom random) {
    this.me = me;
    this.channel = channel;
    encryptor = new Encryptor(random);
    Exchange keys = new Exchange(channel, Evaluator.publicKeyBytes());
    keys.write(encryptor.publicKey());
    evaluator = new Evaluator(keys.finish(), random);
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

  private void multiply(List<Role> roles) {
    List<Encrypting> encrypting = new ArrayList<>();
    List<Evaluating> evaluating = new ArrayList<>();
    for (Role role : roles) {
      switch (role) {
        case Encrypting e -> encrypting.add(e);
        case Evaluating e -> evaluating.add(e);
      }
    }
    Exchange queries = new Exchange(channel, bytes(evaluating, Packing::queryBytes));
    for (Encrypting e : encrypting) {
      for (int block = 0; block < e.term.packing().columnBlocks(); block++) {
        queries.write(encryptor.encrypt(e.term.packing(), e.operand, block));
      }
    }
    byte[] query = queries.finish();
    Exchange replies = new Exchange(channel, bytes(encrypting, Packing::replyBytes));
    int at = 0;
    for (Evaluating e : evaluating) {
      for (int block = 0; block < e.term.packing().columnBlocks(); block++) {
        replies.write(evaluator.evaluate(e.operand, query, at, block, e.share));
        at += e.term.packing().queryBytes();
      }
    }
    byte[] reply = replies.finish();
    at = 0;
    for (Encrypting e : encrypting) {
      for (int block = 0; block < e.term.packing().columnBlocks(); block++) {
        encryptor.decrypt(e.term.packing(), reply, at, block, e.share);
        at += e.term.packing().replyBytes();
      }
    }
  }

  private static int bytes(List<? extends Role> roles, ToIntFunction<Packing> perBlock) {
    return roles.stream()
        .map(role -> role.term().packing())
        .mapToInt(packing -> packing.columnBlocks() * perBlock.applyAsInt(packing))
        .sum();
  }
}
