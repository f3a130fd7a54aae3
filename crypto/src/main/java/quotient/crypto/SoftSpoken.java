package quotient.crypto;

import java.util.Arrays;
import quotient.transport.Exchange;

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

  /** The most OTs whose messages fit a turn of their channel ({@link Exchange}). */
  static int otsPerTurn(int k) {
    return Exchange.TURN_BYTES / (16 / k);
  }

  /** Length of what the kernels work on: they take bytes of a stream by 64. */
  static int padded(int bytes) {
    return (bytes + 63) & ~63;
  }

  /** The streams of one side's seeds; the streams share their counter blocks. */
  static final class Streams {
    /** log2 of the streams that are computed at a time: 32 KiB of them. */
    private static final int MAX_LEVELS = 4;

    private final int k;
    private final boolean complete;
    private final Aes[] streams;
    private final byte[] counters = new byte[SEGMENT / 8];
    private final byte[] some;
    private final byte[] sums;
    private final byte[] partialRows;
    private long position;

    /**
     * Streams that begin at their beginning.
     *
     * @param k log2 of the number of streams in a group
     * @param complete false if stream 0 of each group is missing; it counts as zeros
     */
    Streams(byte[] seeds, int k, boolean complete) {
      this.k = k;
      this.complete = complete;
      streams = new Aes[seeds.length / SecretBlock.BYTES];
      for (int i = 0; i < streams.length; i++) {
        SecretBlock seed = SecretBlock.copyOf(seeds, SecretBlock.BYTES * i);
        streams[i] = new Aes(seed);
        seed.wipe();
      }
      some = new byte[Fold.STRIDE << Math.min(k, MAX_LEVELS)];
      sums = new byte[k > MAX_LEVELS ? Fold.STRIDE << (k - MAX_LEVELS) : 0];
      partialRows = new byte[k > MAX_LEVELS ? MAX_LEVELS * Fold.STRIDE : 0];
    }

    /** Moves all streams on to their next {@code bytes} bytes. */
    void advance(int bytes) {
      Prg.fillCounters(counters, bytes, position);
      position += bytes / SecretBlock.BYTES;
    }

    /**
     * Writes {@code v_b = sum_x x_b r_x} of a group to its rows and {@code u = sum_x r_x} to {@code
     * sum}, over the current bytes of the streams.
     *
     * @param rows 128 rows, {@link Fold#STRIDE} bytes apart
     */
    void fold(int group, int bytes, byte[] rows, byte[] sum) {
      int at = group * k * Fold.STRIDE;
      if (k <= MAX_LEVELS) {
        compute(group << k, k, bytes);
        Fold.KERNEL.fold(some, k, padded(bytes), rows, at, sum, 0);
        return;
      }
      // The lower bits of x by parts that fit the cache, the upper ones over the sums of the parts.
      int parts = 1 << (k - MAX_LEVELS);
      for (int part = 0; part < parts; part++) {
        compute((group << k) + (part << MAX_LEVELS), MAX_LEVELS, bytes);
        byte[] target = part == 0 ? rows : partialRows;
        int targetAt = part == 0 ? at : 0;
        Fold.KERNEL.fold(
            some, MAX_LEVELS, padded(bytes), target, targetAt, sums, part * Fold.STRIDE);
        if (part > 0) {
          Xor.KERNEL.into(rows, at, partialRows, 0, MAX_LEVELS * Fold.STRIDE);
        }
      }
      Fold.KERNEL.fold(
          sums, k - MAX_LEVELS, padded(bytes), rows, at + MAX_LEVELS * Fold.STRIDE, sum, 0);
    }

    private void compute(int first, int levels, int bytes) {
      int from = 0;
      if (!complete && (first & ((1 << k) - 1)) == 0) {
        Arrays.fill(some, 0, Fold.STRIDE, (byte) 0);
        from = 1;
      }
      for (int x = from; x < 1 << levels; x++) {
        streams[first + x].encrypt(counters, 0, some, x * Fold.STRIDE, bytes);
      }
    }
  }
}
