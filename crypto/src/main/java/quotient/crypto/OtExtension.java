package quotient.crypto;

import quotient.transport.LinkModel;

/**
 * How the OTs of a session are extended; the same at both parties.
 *
 * @param k SoftSpoken's parameter, 1, 2, 4 or 8: 128/k bits are sent for an OT
 * @param window segments of 2^14 OTs that are sent ahead of use: 2 to as many as fit a turn of
 *     their channel ({@link quotient.transport.Exchange})
 */
public record OtExtension(int k, int window) {
  /** Rows of 1 MiB: they stay in the cache. */
  private static final int SHORT_WINDOW = 4;

  /** Rows of 8 MiB. */
  private static final int LONG_WINDOW = 32;

  /** What an OT takes, both parties at work at the same time: bench's cot-k4 and cot-k8. */
  private static final double SECONDS_BY_4 = 9.5e-9;

  private static final double SECONDS_BY_8 = 41e-9;

  /** The share of waiting in computing up to which a short window is good enough. */
  private static final double BEARABLE = 1 / 3.0;

  private static final double NANOS_PER_SECOND = 1e9;

  /** Between two processes of one machine. */
  public static final OtExtension DEFAULT = over(LinkModel.LOOPBACK);

  /** Checks the parameters. */
  public OtExtension {
    SoftSpoken.checkParameter(k);
    int most = SoftSpoken.otsPerTurn(k) / SoftSpoken.SEGMENT;
    if (window < 2 || window > most) {
      throw new IllegalArgumentException(
          "the window of the OTs is 2 to " + most + " segments, not " + window);
    }
  }

  /**
   * What is cheapest over a link, by its figures alone. An OT costs what it takes to compute and
   * what its 16/k bytes take on the link: k is 8 below 63 MB/s, else 4. Where OTs go both ways, a
   * message's time passes for each window of them: it is long where that matters against the
   * computing of a short one.
   */
  public static OtExtension over(LinkModel link) {
    double bySending = 1.0 / link.bytesPerSecond();
    boolean slow = SECONDS_BY_8 + 2 * bySending < SECONDS_BY_4 + 4 * bySending;
    double computing = SHORT_WINDOW * SoftSpoken.SEGMENT * (slow ? SECONDS_BY_8 : SECONDS_BY_4);
    double message = link.roundTrip().toNanos() / NANOS_PER_SECOND / 2;
    return new OtExtension(
        slow ? 8 : 4, message > BEARABLE * computing ? LONG_WINDOW : SHORT_WINDOW);
  }

  /** Bytes that the receiver sends for an OT of a large batch. */
  public double bytesPerOt() {
    return 128.0 / k / Byte.SIZE;
  }

  /** Seconds that an OT takes to compute, measured on one machine; of use beside other prices. */
  public double secondsPerOt() {
    return k > 4 ? SECONDS_BY_8 : SECONDS_BY_4;
  }

  /** Bytes that the receiver of a batch of {@code count} OTs sends for it. */
  public long bytes(long count) {
    return CotReceiver.bytes(count, k);
  }

  /**
   * The most OTs that both parties may receive before either sends any: their messages, which
   * nobody reads meanwhile, fill one turn.
   */
  public int batch() {
    return SoftSpoken.otsPerTurn(k);
  }
}
