package quotient.twoparty;

import quotient.engine.Shares;

/** A product whose operands are opened, masked by what was made ahead for it alone. */
sealed interface MaskedProduct permits MatrixTriple.Masked, HalfTriple.Masked {
  /** What this party sends. */
  long[] opening();

  /** This side's share of the product, from what the other party sends. */
  Shares multiply(long[] theirs);
}
