package quotient.transport;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import quotient.transport.ChannelException.Kind;

/** The lines that the user reads when a connection fails, in one place. */
final class Failures {
  private static final String TRUST =
      "compare fingerprints with the other party and run `quotient keys trust`";

  /** As the runtime puts them in front of the words of a cause. */
  private static final String CLASS_NAMES = "\\b(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?::\\s*)?";

  private Failures() {}

  static ChannelException lost(String peer) {
    return new ChannelException(Kind.LOST, lostLine(peer));
  }

  static ChannelException lost(String peer, Throwable cause) {
    return new ChannelException(Kind.LOST, lostLine(peer), cause);
  }

  private static String lostLine(String peer) {
    return "the connection to "
        + otherParty(peer)
        + " was lost in mid-run (the other process ended or the network failed)";
  }

  static ChannelException silent(String peer, Duration limit) {
    return new ChannelException(
        Kind.STALLED,
        otherParty(peer)
            + " sent nothing for "
            + seconds(limit)
            + "; it hangs, is overloaded or is cut off: look at its output");
  }

  static ChannelException congested(String peer, Duration limit) {
    return new ChannelException(
        Kind.STALLED,
        otherParty(peer)
            + " took nothing for "
            + seconds(limit)
            + "; it hangs, is overloaded or is cut off: look at its output");
  }

  static ChannelException ended(String peer) {
    return new ChannelException(
        Kind.ENDED,
        otherParty(peer)
            + " ended the connection while more was expected from it; its own output may say why");
  }

  static ChannelException aborted(String peer, AbortReason reason) {
    return new ChannelException(Kind.ABORTED, otherParty(peer) + " " + reason.explanation());
  }

  static ChannelException malformed(String peer, String what) {
    return new ChannelException(
        Kind.MALFORMED,
        otherParty(peer) + " sent " + what + "; do both parties run the same release?");
  }

  static ChannelException closed(String peer) {
    return new ChannelException(
        Kind.CLOSED, "this party has closed its connection to " + otherParty(peer));
  }

  static ChannelException interrupted() {
    return new ChannelException(Kind.INTERRUPTED, "interrupted while waiting for the other party");
  }

  static ChannelException outOfMemory(String peer) {
    return new ChannelException(
        Kind.FAULT,
        "this party's memory is too little to go on with "
            + otherParty(peer)
            + "; allow more with JAVA_OPTS=-Xmx6g");
  }

  /** Whatever else than a failure of the connection ended a thread of this party. */
  static ChannelException fault(String peer, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return outOfMemory(peer);
    }
    return new ChannelException(
        Kind.FAULT,
        "this party itself failed while it dealt with "
            + peer
            + ": "
            + reason(cause)
            + "; this is a bug, please report it",
        cause);
  }

  static ChannelException unknownHost(Address address) {
    return new ChannelException(
        Kind.UNREACHABLE, "cannot reach " + address + ": the host is unknown; check the address");
  }

  static ChannelException unreachable(Address address, Duration patience, String why) {
    return new ChannelException(
        Kind.UNREACHABLE,
        "cannot reach "
            + address
            + " after trying for "
            + seconds(patience)
            + " ("
            + why
            + "); does the other party listen there?");
  }

  static ChannelException nobodyCame(
      Address address, Duration patience, int placed, int count, String lastStranger) {
    String came = placed == 0 ? "nobody" : "only " + placed + " of " + count + " connections";
    return new ChannelException(
        Kind.UNREACHABLE,
        came
            + " came to "
            + address
            + " within "
            + seconds(patience)
            + (lastStranger.isEmpty() ? "" : "; " + lastStranger)
            + "; has the other party been started with this address? --connect-timeout waits longer");
  }

  static ChannelException cannotListen(Address address, String why) {
    return new ChannelException(
        Kind.UNREACHABLE,
        "cannot listen on " + address + ": " + why + "; choose another with --listen");
  }

  static ChannelException portInUse(Address address, IOException cause) {
    return new ChannelException(
        Kind.IN_USE,
        "cannot listen on "
            + address
            + ": the port is in use"
            + (address.port() < 1024 ? " or reserved for the administrator" : "")
            + "; choose another with --listen",
        cause);
  }

  static ChannelException untrusted(String peer, PinnedTrust.Refusal refusal) {
    return new ChannelException(
        Kind.UNTRUSTED,
        "the certificate of " + peer + " " + refusal.getMessage() + "; " + TRUST,
        refusal);
  }

  /** Says nothing of trusting a certificate that anybody may have brought. */
  static ChannelException stranger(String peer, PinnedTrust.Refusal refusal) {
    return new ChannelException(
        Kind.UNTRUSTED,
        refusal.isPinned()
            ? "a visitor from " + peer + " whose certificate " + refusal.getMessage()
            : "a stranger with "
                + refusal.fingerprint()
                + " that came from "
                + peer
                + "; compare that with the fingerprint that the other party told by telephone",
        refusal);
  }

  static ChannelException notTrustedByVisitor(String peer, Fingerprint own, Throwable cause) {
    return new ChannelException(
        Kind.REFUSED,
        "a visitor from "
            + peer
            + " that says it does not trust this party's certificate, "
            + own
            + "; if it was the other party, let it compare that by telephone",
        cause);
  }

  /** Two connections of one session to the same address ended at two parties. */
  static ChannelException anotherCertificate(String peer, Fingerprint first, Fingerprint other) {
    return new ChannelException(
        Kind.UNTRUSTED,
        otherParty(peer)
            + " had the certificate with "
            + first
            + " on the first connection and "
            + other
            + " on another: two parties answer there, and one session needs one");
  }

  static ChannelException crowdedOut(String peer) {
    return new ChannelException(
        Kind.STALLED, peer + " was silent while others came; is it quotient?");
  }

  static ChannelException notTrustedBy(String peer, Fingerprint own, Throwable cause) {
    return new ChannelException(
        Kind.UNTRUSTED,
        otherParty(peer) + " does not trust this party's certificate, " + own + "; there, " + TRUST,
        cause);
  }

  static ChannelException handshakeStalled(String peer, Duration limit, IOException cause) {
    return new ChannelException(
        Kind.STALLED,
        peer
            + " did not complete the handshake within "
            + seconds(limit)
            + "; is it quotient, and not too busy?",
        cause);
  }

  static ChannelException handshakeLost(String peer, IOException cause) {
    return new ChannelException(
        Kind.LOST, peer + " hung up during the handshake; its own output may say why", cause);
  }

  static ChannelException noTls(String peer, IOException cause) {
    return new ChannelException(
        Kind.MALFORMED,
        peer + " does not speak TLS; is it quotient, and is TLS on at both parties?",
        cause);
  }

  static ChannelException handshakeFailed(String peer, IOException cause) {
    return new ChannelException(
        Kind.MALFORMED, "the TLS handshake with " + peer + " failed: " + reason(cause), cause);
  }

  static ChannelException notQuotient(String peer) {
    return new ChannelException(
        Kind.MALFORMED, peer + " does not greet as quotient does; check the address");
  }

  static ChannelException refused(String peer, String why) {
    return new ChannelException(Kind.REFUSED, otherParty(peer) + " " + why);
  }

  static String otherParty(String peer) {
    return "the other party (" + peer + ")";
  }

  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** The system's own words for what happened, on one line and without names of Java classes. */
  static String reason(Throwable e) {
    String message = e.getMessage();
    String words = oneLine(message == null ? "" : message).replaceAll(CLASS_NAMES, "").strip();
    return words.isEmpty() ? "the system gives no reason" : words;
  }

  /** Without line breaks and other characters that a terminal obeys. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
  }
}
