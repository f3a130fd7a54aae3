package quotient.bits;

import jdk.incubator.vector.VectorShape;

/**
 * Which of the two forms of each kernel this process runs: the one written with the Vector API, or
 * its plain twin, which gives the same bytes. Decided once, at start-up.
 *
 * <p>The vector form needs the incubator module {@code jdk.incubator.vector} in the boot layer
 * ({@code --add-modules}, as the launcher does) and vectors of at least 256 bits; the system
 * property {@code quotient.kernels=plain} turns it off, for comparison.
 */
public final class Kernels {
  private static final int MIN_VECTOR_BITS = 256;

  private static final int VECTOR_BITS = vectorBits();

  /** Whether the kernels written with the Vector API run. */
  public static final boolean VECTOR = VECTOR_BITS > 0;

  private Kernels() {}

  private static int vectorBits() {
    if (System.getProperty("quotient.kernels", "").equals("plain")
        || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return 0;
    }
    int bits = VectorShape.preferredShape().vectorBitSize();
    return bits >= MIN_VECTOR_BITS ? bits : 0;
  }

  /** The choice in a few words. */
  public static String describe() {
    return VECTOR ? "vector kernels of " + VECTOR_BITS + " bits" : "plain kernels";
  }
}
