package quotient.transport;

import java.time.Duration;

/**
 * How long a party waits for the other one before it gives up with a message.
 *
 * @param connect how long the connecting party keeps trying and the listening party keeps waiting
 *     until all connections of a session stand; nothing on the way there takes longer, be it the
 *     name service, the network or a peer
 * @param handshake how long the peer may be silent while one connection is set up
 * @param stall how long the peer may send nothing that is waited for, or take nothing
 */
public record Timeouts(Duration connect, Duration handshake, Duration stall) {

  /** 60 seconds to connect, 20 for a handshake, 120 for a stall. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(120));

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is shorter than a millisecond or longer than 24 days
   */
  public Timeouts {
    check("connect", connect);
    check("handshake", handshake);
    check("stall", stall);
  }

  /** The same with another limit for connecting. */
  public Timeouts withConnect(Duration limit) {
    return new Timeouts(limit, handshake, stall);
  }

  /** The same with another limit for the silence in a handshake. */
  public Timeouts withHandshake(Duration limit) {
    return new Timeouts(connect, limit, stall);
  }

  /** The same with another limit for stalls. */
  public Timeouts withStall(Duration limit) {
    return new Timeouts(connect, handshake, limit);
  }

  private static void check(String name, Duration limit) {
    // Sockets count milliseconds in an int, where zero means for ever.
    if (limit.compareTo(Duration.ofMillis(1)) < 0
        || limit.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " timeout must be between a millisecond and 24 days, not " + limit);
    }
  }
}
