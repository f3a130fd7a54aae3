package quotient.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a party listens.
 *
 * @param host a name or an IP address (IPv6 without brackets); for listening also {@code 0.0.0.0}
 * @param port 1 to 65535; for listening also 0, a free port of the system's choice
 */
public record Address(String host, int port) {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([^\\]\\s]+)\\]|([^:\\s\\[\\]]+)):([0-9]{1,5})");
  private static final int MAX_PORT = 65535;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the host is empty or the port out of range
   */
  public Address {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host of an address must not be empty");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and " + MAX_PORT);
    }
  }

  /**
   * Reads {@code host:port}, an IPv6 address in brackets: {@code [::1]:7000}.
   *
   * @throws IllegalArgumentException if {@code text} is nothing of the kind; the message is one
   *     line for the user
   */
  public static Address parse(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address; write host:port, for instance localhost:7000");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new Address(host, Integer.parseInt(matcher.group(3)));
  }

  /** {@code host:port}, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
