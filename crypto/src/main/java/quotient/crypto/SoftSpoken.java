package quotient.crypto;

/**
 * What both sides of the OT extension have in common: SoftSpokenOT (Roy, Crypto 2022, sections 3
 * and 5), semi-honest.
 *
 * <p>The 128 bits of Delta are cut into 128/k groups of k bits. For each group the receiver holds
 * 2^k seeds, the sender all but number alpha = its k bits of Delta. With the seeds' streams r_x
 * both compute, for bit b of the group,
 *
 * <pre>
 *   receiver  u = sum_x r_x,  v_b = sum_x x_b r_x      sender  w_b = sum_x (x xor alpha)_b r_x
 * </pre>
 *
 * so that {@code w_b = v_b xor alpha_b u}, for which the sender doesn't need the missing stream.
 * The receiver sends {@code d = u xor c} with its choice bits c, 1/k bits per bit of Delta instead
 * of IKNP's one (k = 1 is IKNP), and the sender adds {@code alpha_b d}: now {@code w = v xor Delta
 * c}, and the transposed rows are correlated OTs: {@code q_j = t_j xor c_j Delta}.
 *
 * <p>A smaller k computes less, a larger one sends less: 128/k bits per OT.
 */
final class SoftSpoken {
  /** OTs that are made at a time: 2 KiB of each stream, the size AES likes. */
  static final int SEGMENT = 1 << 14;

  /**
   * Segments that the receiver sends ahead of what it uses, so that the sender need not wait. 4
   * bytes an OT at k = 4 make this 256 KiB, far below what a channel takes without blocking.
   */
  static final int WINDOW = 4;

  private SoftSpoken() {}

  /** The number of OTs in a segment of which {@code left} are wanted: whole words. */
  static int segmentSize(long left) {
    return (int) Math.min(SEGMENT, (left + 127) & ~127L);
  }

  static void checkParameter(int k) {
    if (k != 1 && k != 2 && k != 4 && k != 8) {
      throw new IllegalArgumentException("SoftSpoken's k is 1, 2, 4 or 8, not " + k);
    }
  }

  /** The streams of one side's seeds; the streams share their counter blocks. */
  static final class Streams {
    private final Aes[] streams;
    private final byte[] counters = new byte[SEGMENT / 8];
    private long position;

    Streams(byte[] seeds) {
      streams = new Aes[seeds.length / SecretBlock.BYTES];
      for (int i = 0; i < streams.length; i++) {
        SecretBlock seed = SecretBlock.copyOf(seeds, SecretBlock.BYTES * i);
        streams[i] = new Aes(seed);
        seed.wipe();
      }
    }

    /** Moves all streams on to their next {@code bytes} bytes. */
    void advance(int bytes) {
      Prg.fillCounters(counters, bytes, position);
      position += bytes / SecretBlock.BYTES;
    }

    /** The current bytes of stream {@code i}. */
    void read(int i, byte[] out, int bytes) {
      streams[i].encrypt(counters, 0, out, 0, bytes);
    }
  }
}
