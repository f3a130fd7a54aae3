package quotient.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The first 28 bytes each way on a connection, before any frame. The connecting party says which
 * connection of which session this is to be, the listening party answers with the same and its
 * verdict. Under TLS the answer is also what tells the connecting party that its certificate was
 * accepted: the handshake of TLS 1.3 alone does not.
 *
 * <pre>
 * bytes  0..7    "quotient"
 *        8       version
 *        9       verdict (the connecting party always sends WELCOME)
 *       10       index of this connection, 0 to count - 1
 *       11       count, the number of connections of the session
 *       12..27   session, chosen at random by the connecting party
 * </pre>
 *
 * Every later version must keep the length and the first ten bytes, so that two versions can refuse
 * each other in words.
 *
 * @param version the version of the wire format
 * @param verdict whether the connection is welcome
 * @param index which connection of the session this is
 * @param count how many the session has
 * @param session tells the connections of one session from all others
 */
record Greeting(int version, Verdict verdict, int index, int count, Session session) {
  static final int VERSION = 1;
  static final int MAX_COUNT = 64;
  static final int BYTES = 28;

  private static final byte[] MAGIC = "quotient".getBytes(StandardCharsets.US_ASCII);

  /** What the listening party thinks of a connection. */
  enum Verdict {
    WELCOME(0),
    OTHER_VERSION(1),
    OTHER_COUNT(2),
    OTHER_SESSION(3);

    private final byte code;

    Verdict(int code) {
      this.code = (byte) code;
    }

    /** A verdict that this version does not know can only come from another one. */
    private static Verdict ofCode(byte code) {
      for (Verdict verdict : values()) {
        if (verdict.code == code) {
          return verdict;
        }
      }
      return OTHER_VERSION;
    }
  }

  /** 128 random bits. */
  record Session(long high, long low) {
    static Session random() {
      SecureRandom random = new SecureRandom();
      return new Session(random.nextLong(), random.nextLong());
    }
  }

  Greeting(int index, int count, Session session) {
    this(VERSION, Verdict.WELCOME, index, count, session);
  }

  /** The answer to this greeting. */
  Greeting answer(Verdict verdict) {
    return new Greeting(VERSION, verdict, index, count, session);
  }

  /**
   * What this greeting, as the answer or as what was answered, means to the user.
   *
   * @param peer the name of the other party
   * @param ownCount the number of channels that this party wants
   */
  ChannelException refusal(String peer, int ownCount) {
    return Failures.refused(
        peer,
        switch (verdict) {
          case OTHER_VERSION -> "runs another version; install the same release at both parties";
          case OTHER_COUNT ->
              "wants another number of channels than the "
                  + ownCount
                  + " of this party; are both running the same command?";
          case OTHER_SESSION ->
              "is in a session with somebody else already, or this party is; use another port";
          case WELCOME -> "answered a greeting that was not this party's";
        });
  }

  void send(OutputStream out) throws IOException {
    byte[] bytes = Arrays.copyOf(MAGIC, BYTES);
    bytes[8] = (byte) version;
    bytes[9] = verdict.code;
    bytes[10] = (byte) index;
    bytes[11] = (byte) count;
    Frames.LONG.set(bytes, 12, session.high());
    Frames.LONG.set(bytes, 20, session.low());
    out.write(bytes);
    out.flush();
  }

  /**
   * Reads the greeting of the peer.
   *
   * @throws ChannelException MALFORMED if it is none
   */
  static Greeting receive(InputStream in, String peer) throws IOException {
    byte[] bytes = new byte[BYTES];
    int n = in.readNBytes(bytes, 0, MAGIC.length);
    if (!Arrays.equals(bytes, 0, n, MAGIC, 0, n)) {
      throw Failures.notQuotient(peer);
    }
    n += in.readNBytes(bytes, n, BYTES - n);
    if (n < BYTES) {
      throw new EOFException("end of stream in the greeting");
    }
    return new Greeting(
        bytes[8] & 0xff,
        Verdict.ofCode(bytes[9]),
        bytes[10] & 0xff,
        bytes[11] & 0xff,
        new Session((long) Frames.LONG.get(bytes, 12), (long) Frames.LONG.get(bytes, 20)));
  }
}
