package quotient.transport;

import java.util.Optional;

/** Why a party gave up: all that it tells the other one. */
public enum AbortReason {
  /** An error of its own, about which its own output says more. */
  STOPPED(1, "stopped because of an error on its side; its own output says which"),

  /** What it received is not what the protocol or its own job asks for. */
  REFUSED(2, "stopped because it refuses what this party sent; its own output says why"),

  /** Its operator stopped it. */
  INTERRUPTED(3, "was stopped by its operator");

  private final byte code;
  private final String explanation;

  AbortReason(int code, String explanation) {
    this.code = (byte) code;
    this.explanation = explanation;
  }

  /** The byte that stands for this reason on the wire. */
  byte code() {
    return code;
  }

  /** The end of a sentence that begins with the party's name. */
  String explanation() {
    return explanation;
  }

  static Optional<AbortReason> ofCode(byte code) {
    for (AbortReason reason : values()) {
      if (reason.code == code) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
