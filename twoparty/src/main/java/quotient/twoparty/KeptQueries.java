package quotient.twoparty;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import quotient.engine.CrossTerm;
import quotient.engine.Party;
import quotient.engine.Shares;
import quotient.lattice.Encryptor;
import quotient.lattice.Evaluator;
import quotient.lattice.Packing;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/**
 * Products P X of additive shares by ring LWE, all with the same X: each party's share of X is
 * encrypted once, under a key for that alone, and kept by the other party. Then a product takes one
 * message: each party multiplies its share of P onto what it keeps and answers as in {@link
 * RlweProduct}, with new randomness each time.
 */
final class KeptQueries {
  private final Party me;
  private final Channel channel;
  private final KeptPlan plan;
  private final Optional<Own> own;
  private final Optional<Others> others;
  private int left;

  /**
   * The term in which this party has encrypted its share of X.
   *
   * @param number among the plan's terms
   */
  private record Own(int number, PackedTerm term, Encryptor encryptor) {}

  /**
   * The term in which the other party has.
   *
   * @param number among the plan's terms
   * @param message its key and the queries for all blocks of columns
   */
  private record Others(int number, PackedTerm term, Evaluator evaluator, byte[] message) {}

  /**
   * Exchanges what is kept.
   *
   * @param at where the plan's terms lie in the first of the products
   * @param x this party's share
   */
  KeptQueries(Session session, KeptPlan plan, List<CrossTerm> at, Shares x) {
    me = session.me();
    channel = session.main();
    this.plan = plan;
    left = plan.uses();
    own = number(me).map(i -> new Own(i, plan.terms().get(i), new Encryptor(session.random())));
    Exchange exchange = new Exchange(channel, bytesOfOther(plan.once()));
    own.ifPresent(one -> encrypt(one, at.get(one.number), x, exchange));
    byte[] message = exchange.finish();
    others =
        number(me.other())
            .map(i ->
                new Others(
                    i, plan.terms().get(i), new Evaluator(message, session.random()), message));
  }

  /** Which of the terms a party encrypts for. */
  private Optional<Integer> number(Party encryptor) {
    return IntStream.range(0, plan.terms().size())
        .filter(i -> plan.terms().get(i).encryptor() == encryptor)
        .boxed()
        .findFirst();
  }

  private int bytesOfOther(Bill bill) {
    return Math.toIntExact(me == Party.A ? bill.bytesFromB() : bill.bytesFromA());
  }

  private void encrypt(Own one, CrossTerm at, Shares x, Exchange exchange) {
    exchange.write(one.encryptor.publicKey());
    Packing packing = one.term.packing();
    long[] operand = one.term.right(at, x);
    for (int block = 0; block < packing.columnBlocks(); block++) {
      exchange.write(one.encryptor.encrypt(packing, operand, block));
    }
    Arrays.fill(operand, 0);
  }

  private void answer(
      Others one, CrossTerm at, Shares p, int columns, long[] sum, Exchange exchange) {
    Packing packing = one.term.packing();
    Evaluator.Prepared operand = Evaluator.prepare(packing, one.term.left(at, p));
    long[] share = one.term.newShare();
    one.evaluator.rewind();
    int from = Evaluator.publicKeyBytes();
    for (int block = 0; block < packing.columnBlocks(); block++) {
      exchange.write(one.evaluator.evaluate(operand, one.message, from, block, share));
      from += packing.queryBytes();
    }
    operand.wipe();
    one.term.addTo(at, sum, columns, share);
  }

  private void decrypt(Own one, CrossTerm at, byte[] reply, int columns, long[] sum) {
    Packing packing = one.term.packing();
    long[] share = one.term.newShare();
    for (int block = 0; block < packing.columnBlocks(); block++) {
      one.encryptor.decrypt(packing, reply, block * packing.replyBytes(), block, share);
    }
    one.term.addTo(at, sum, columns, share);
  }

  /**
   * This side's share of a product. After the last for which it is planned nothing is left of the
   * keys.
   *
   * @param at where the plan's terms lie in the product
   * @param p this party's share of P, in the ring of x
   * @param x this party's share of X, as it was encrypted
   * @throws IllegalStateException if there were as many already
   */
  Shares multiply(List<CrossTerm> at, Shares p, Shares x) {
    if (left == 0) {
      throw new IllegalStateException("kept for " + plan.uses() + " products");
    }
    long[] sum = new long[Math.multiplyExact(p.rows(), x.columns())];
    Exchange replies = new Exchange(channel, bytesOfOther(plan.each()));
    others.ifPresent(one -> answer(one, at.get(one.number), p, x.columns(), sum, replies));
    long[] alone = RlweProduct.alone(p, x, plan.guard());
    for (int i = 0; i < sum.length; i++) {
      sum[i] += alone[i];
    }
    byte[] reply = replies.finish();
    own.ifPresent(one -> decrypt(one, at.get(one.number), reply, x.columns(), sum));
    left--;
    if (left == 0) {
      own.ifPresent(one -> one.encryptor.wipe());
      others.ifPresent(one -> one.evaluator.wipe());
    }
    return plan.product(p.rows(), x.columns(), sum);
  }
}
