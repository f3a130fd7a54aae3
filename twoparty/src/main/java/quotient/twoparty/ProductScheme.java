package quotient.twoparty;

import java.util.List;
import java.util.Optional;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Ring;
import quotient.engine.Shares;

/** A way to multiply matrices: tells from a shape alone whether it can, and what that costs. */
interface ProductScheme {
  /** The cheapest way in which this scheme computes such products exactly, if there is one. */
  Optional<Plan> plan(ProductShape shape, Ring ring);

  /** How to compute the products of one shape in one ring. */
  interface Plan {
    /** What a product costs, without conversions of operands. */
    Bill bill();

    /** The {@link ProductPrice}, by which plans are compared. */
    double price();

    /** Ciphertexts of ring LWE that a product sends, both ways. */
    long ciphertexts();

    /** Bytes of a product's messages by OT, both ways. */
    long productBytes();

    /** The operands that it takes as shares. */
    List<Matrix> converted(Matrix p, Matrix x);

    /** Zeros as a product: with the guard bits and the error that {@link #run} gives. */
    Shares zeros(ProductShape shape);

    /** What {@link #run} lets the parties write and read, after the conversions. */
    void run(PlannedParties parties, ProductShape shape);

    /**
     * This side's share of a product of the plan's shape.
     *
     * @param tools what the plan needs of this party's session
     * @param terms those of the operands
     */
    Shares run(Products tools, Matrix p, Matrix x, List<CrossTerm> terms);
  }
}
