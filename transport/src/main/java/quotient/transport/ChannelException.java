package quotient.transport;

import java.io.Serial;

/**
 * The connection between the parties cannot be made or has failed. The message is one line for the
 * user: what, with whom, and where it helps, what to do. It holds nothing that the parties
 * exchanged except counts, addresses and fingerprints.
 */
public final class ChannelException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The peer cannot be reached, or nobody connected in time. */
    UNREACHABLE,
    /** The port to listen on is taken. */
    IN_USE,
    /** One party does not trust the certificate of the other. */
    UNTRUSTED,
    /**
     * The parties do not fit: other version, other number of connections, other session, or a
     * visitor does not take this party for the one that it looks for.
     */
    REFUSED,
    /** The connection broke: the other process ended or the network failed. */
    LOST,
    /** The peer neither sent nor took anything for the stall limit. */
    STALLED,
    /** The peer said an orderly goodbye while more was expected from it. */
    ENDED,
    /** The peer gave up and said so. */
    ABORTED,
    /** The peer sent what the protocol does not allow. */
    MALFORMED,
    /** This party itself cannot go on: its memory is too little, or it has a bug. */
    FAULT,
    /** This party has closed or aborted the channel itself. */
    CLOSED,
    /** The waiting thread was interrupted. */
    INTERRUPTED
  }

  private final Kind kind;

  /** A failure of the given kind with a one-line message for the user. */
  public ChannelException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A failure of the given kind with a one-line message for the user and what led to it. */
  public ChannelException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The same failure for the thread that calls, with its own stack trace. */
  ChannelException again() {
    return new ChannelException(kind, String.valueOf(getMessage()), this);
  }
}
