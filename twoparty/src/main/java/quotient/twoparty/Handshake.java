package quotient.twoparty;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import quotient.transport.Channel;

/**
 * The first exchange of a session: both sides state the terms on which they must agree and the
 * facts that they tell each other. Whoever finds a difference names it and ends the run before any
 * secret is used.
 */
public final class Handshake {
  /** Changes whenever the bytes on the wire do. */
  public static final String PROTOCOL = "3";

  private static final int MAX_ENTRIES = 256;
  private static final int MAX_STRING_BYTES = 4096;

  private Handshake() {}

  /**
   * Exchanges terms and facts.
   *
   * @param terms what must be the same on both sides: name to value, names as a user knows them
   * @param facts what this side tells the other
   * @return the other side's facts
   * @throws DisagreementException if a term differs, with one line that names all differences
   */
  public static Map<String, String> agree(
      Channel channel, Map<String, String> terms, Map<String, String> facts) {
    SortedMap<String, String> mine = new TreeMap<>(terms);
    mine.put("protocol version", PROTOCOL);
    send(channel, mine);
    send(channel, facts);
    channel.flush();
    Map<String, String> theirs = receive(channel);
    Map<String, String> theirFacts = receive(channel);
    List<String> differences = new ArrayList<>();
    SortedMap<String, String> all = new TreeMap<>(theirs);
    all.putAll(mine);
    for (String name : all.keySet()) {
      String here = mine.getOrDefault(name, "absent");
      String there = theirs.getOrDefault(name, "absent");
      if (!here.equals(there)) {
        differences.add(name + " is " + here + " here and " + there + " there");
      }
    }
    if (!differences.isEmpty()) {
      throw new DisagreementException(
          "the two parties do not run the same job: "
              + String.join(", ", differences)
              + "; both need the same job file");
    }
    return theirFacts;
  }

  private static void send(Channel channel, Map<String, String> entries) {
    channel.writeInt(entries.size());
    entries.forEach((name, value) -> {
      send(channel, name);
      send(channel, value);
    });
  }

  private static void send(Channel channel, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_STRING_BYTES) {
      throw new IllegalArgumentException("a term of " + bytes.length + " bytes");
    }
    channel.writeInt(bytes.length);
    channel.write(bytes, 0, bytes.length);
  }

  private static Map<String, String> receive(Channel channel) {
    int count = bounded(channel.readInt(), MAX_ENTRIES);
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = receiveString(channel);
      entries.put(name, receiveString(channel));
    }
    return entries;
  }

  private static String receiveString(Channel channel) {
    byte[] bytes = new byte[bounded(channel.readInt(), MAX_STRING_BYTES)];
    channel.read(bytes, 0, bytes.length);
    // What a peer sends may be shown on a terminal: no control or format character, no line break
    // of any kind gets there.
    return new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }

  private static int bounded(int length, int max) {
    if (length < 0 || length > max) {
      throw new DisagreementException(
          "the other party's first message has a length of "
              + length
              + " where at most "
              + max
              + " makes sense: it runs another version of this program, or none");
    }
    return length;
  }
}
