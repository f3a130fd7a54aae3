package quotient.engine;

/**
 * A product of matrices, see {@link Engine#products}.
 *
 * @param p the left operand, m x n
 * @param x the right one, n x p
 * @param ring of the product
 */
public record ProductCall(Matrix p, Matrix x, Ring ring) {}
