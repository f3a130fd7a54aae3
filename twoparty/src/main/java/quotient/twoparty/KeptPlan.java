package quotient.twoparty;

import java.util.List;
import quotient.engine.Shares;
import quotient.lattice.Evaluator;

/**
 * How to compute products P X of the same X that are shaped alike: each party's share of X is sent
 * encrypted once and kept by the other one, then each product is an answer ({@link KeptQueries}).
 *
 * @param terms all with X encrypted, at most one of each party
 * @param uses products for which the encryption is kept
 */
record KeptPlan(List<PackedTerm> terms, int width, int guard, int uses) {
  /** Copies the list. */
  KeptPlan {
    terms = List.copyOf(terms);
  }

  /** What the first of the products sends beyond the others: keys and the encryption. */
  Bill once() {
    return terms.stream()
        .map(
            term -> term.queries().plus(Bill.ofBytes(term.encryptor(), Evaluator.publicKeyBytes())))
        .reduce(Bill.NONE, Bill::plus);
  }

  /** What each of the products sends. */
  Bill each() {
    return terms.stream().map(PackedTerm::replies).reduce(Bill.NONE, Bill::plus);
  }

  /** Bytes that a party keeps, the one that keeps more. */
  long held() {
    return Math.max(once().bytesFromA(), once().bytesFromB());
  }

  /** Whether a party holds neither too much for long nor too much for a product. */
  boolean isBounded() {
    return held() <= Recurring.LARGEST && each().bytes() <= RlweProduct.BYTES_PER_ROUND;
  }

  /** Ciphertexts of the encryption, those of both parties. */
  long ciphertextsOnce() {
    return terms.stream().mapToLong(term -> term.packing().ciphertextsOfQueries()).sum();
  }

  /** Ciphertexts of the answers of a product, those of both parties. */
  long ciphertextsEach() {
    return terms.stream().mapToLong(term -> term.packing().ciphertexts()).sum() - ciphertextsOnce();
  }

  /** Zeros as a product: with the guard bits and the error that it has. */
  Shares zeros(int rows, int columns) {
    return product(rows, columns, new long[Math.multiplyExact(rows, columns)]);
  }

  /** A share of a product, row-major. */
  Shares product(int rows, int columns, long[] share) {
    return Shares.guarded(rows, columns, width, guard, terms.size(), share);
  }
}
