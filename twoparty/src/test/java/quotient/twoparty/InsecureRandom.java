package quotient.twoparty;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Gives the same bytes in every run, so that what is sent can be pinned. For tests only. */
final class InsecureRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom random;

  InsecureRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
