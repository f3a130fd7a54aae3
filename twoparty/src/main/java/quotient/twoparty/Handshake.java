package quotient.twoparty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quotient.transport.Channel;

/**
 * An exchange in which both sides state the terms on which they must agree and the facts that they
 * tell each other; the first of a session, before any secret is used, and its last ones. Whoever
 * finds a difference names it and ends the run.
 *
 * <p>Texts go over the wire and are compared as they are, whatever characters they hold; who shows
 * one makes it printable. A text is its length in bytes of UTF-8 and the bytes. The value of a term
 * may be of any length: of more than 4,096 bytes only the SHA-256 follows the length.
 */
final class Handshake {
  /**
   * Changes whenever the bytes on the wire do, and whatever both parties derive alike without
   * telling each other: prices by which forms and schemes are chosen, sizes of batches, bounds of
   * what is made ahead, widths of rings.
   */
  static final String PROTOCOL = "11";

  private static final String VERSION = "protocol version";
  private static final int MAX_ENTRIES = 256;
  private static final int MAX_TEXT_BYTES = 4096;
  private static final int DIGEST_BYTES = 32;
  private static final int MAX_DIFFERENCES = 5;

  /** Of a long value, so many characters before and after the first difference are shown. */
  private static final int SHOWN_BEFORE = 30;

  private static final int SHOWN_AFTER = 60;

  private Handshake() {}

  /** What both sides know of a term's value: the text, or that of its digest. */
  private record Value(String text, boolean digested) {
    private static final Value ABSENT = new Value("absent", false);

    static Value ofDigest(int bytes, byte[] digest) {
      return new Value(
          "SHA-256 " + HexFormat.of().formatHex(digest) + " of " + bytes + " bytes", true);
    }
  }

  /**
   * Exchanges terms and facts.
   *
   * @param terms what must be the same on both sides: name to value, names as a user knows them
   * @param facts what this side tells the other
   * @return the other side's facts, in which any character can stand
   * @throws DisagreementException if a term differs, with one line that names the first differences
   * @throws IllegalArgumentException if a name or a fact has more than 4,096 bytes, there are more
   *     than 256, or a text is not well-formed Unicode
   */
  static Map<String, String> agree(
      Channel channel, Map<String, String> terms, Map<String, String> facts) {
    Map<String, String> mine = new TreeMap<>(terms);
    mine.put(VERSION, PROTOCOL);
    Map<String, Value> here = send(channel, mine);
    sendFacts(channel, facts);
    Map<String, Value> there = receive(channel);
    Map<String, String> theirFacts = receiveFacts(channel);
    List<String> differences = differences(here, there);
    if (!differences.isEmpty()) {
      throw new DisagreementException(
          "the two parties do not run the same job: "
              + String.join(
                  ", ", differences.subList(0, Math.min(differences.size(), MAX_DIFFERENCES)))
              + (differences.size() > MAX_DIFFERENCES
                  ? ", and " + (differences.size() - MAX_DIFFERENCES) + " more differ"
                  : "")
              + "; both need the same job file");
    }
    return theirFacts;
  }

  private static List<String> differences(Map<String, Value> here, Map<String, Value> there) {
    SortedSet<String> sorted = new TreeSet<>(here.keySet());
    sorted.addAll(there.keySet());
    List<String> names = new ArrayList<>(sorted);
    // Another version explains every other difference.
    names.remove(VERSION);
    names.addFirst(VERSION);
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      Value mine = here.getOrDefault(name, Value.ABSENT);
      Value theirs = there.getOrDefault(name, Value.ABSENT);
      if (!mine.equals(theirs)) {
        differences.add(difference(name, mine.text(), theirs.text()));
      }
    }
    return differences;
  }

  private static String difference(String name, String here, String there) {
    int common = 0;
    while (common < Math.min(here.length(), there.length())
        && here.charAt(common) == there.charAt(common)) {
      common++;
    }
    return cut(name, 0) + " is " + cut(here, common) + " here and " + cut(there, common) + " there";
  }

  /** A text that is short enough to be shown, or what stands around a place of it. */
  private static String cut(String text, int place) {
    if (text.length() <= SHOWN_BEFORE + SHOWN_AFTER) {
      return text;
    }
    int from = boundary(text, Math.max(0, place - SHOWN_BEFORE));
    int to = boundary(text, Math.min(text.length(), place + SHOWN_AFTER));
    return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
  }

  /** The index, or the one before if a character of two chars would be torn apart there. */
  private static int boundary(String text, int index) {
    return index > 0
            && index < text.length()
            && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index))
        ? index - 1
        : index;
  }

  private static Map<String, Value> send(Channel channel, Map<String, String> terms) {
    Map<String, Value> sent = new LinkedHashMap<>();
    sendCount(channel, terms.size());
    terms.forEach((name, value) -> {
      sendText(channel, name);
      byte[] bytes = encode(value);
      channel.writeInt(bytes.length);
      if (bytes.length <= MAX_TEXT_BYTES) {
        channel.write(bytes, 0, bytes.length);
        sent.put(name, new Value(value, false));
      } else {
        byte[] digest = sha256(bytes);
        channel.write(digest, 0, digest.length);
        sent.put(name, Value.ofDigest(bytes.length, digest));
      }
    });
    return sent;
  }

  private static void sendFacts(Channel channel, Map<String, String> facts) {
    sendCount(channel, facts.size());
    facts.forEach((name, value) -> {
      sendText(channel, name);
      sendText(channel, value);
    });
  }

  private static void sendCount(Channel channel, int entries) {
    if (entries > MAX_ENTRIES) {
      throw new IllegalArgumentException(entries + " terms or facts");
    }
    channel.writeInt(entries);
  }

  private static void sendText(Channel channel, String text) {
    byte[] bytes = encode(text);
    if (bytes.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("a name or a fact of " + bytes.length + " bytes");
    }
    channel.writeInt(bytes.length);
    channel.write(bytes, 0, bytes.length);
  }

  private static Map<String, Value> receive(Channel channel) {
    int count = bounded(channel.readInt(), MAX_ENTRIES);
    Map<String, Value> terms = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = receiveText(channel);
      int length = bounded(channel.readInt(), Integer.MAX_VALUE);
      terms.put(
          name,
          length <= MAX_TEXT_BYTES
              ? new Value(decode(receive(channel, length)), false)
              : Value.ofDigest(length, receive(channel, DIGEST_BYTES)));
    }
    return terms;
  }

  private static Map<String, String> receiveFacts(Channel channel) {
    int count = bounded(channel.readInt(), MAX_ENTRIES);
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = receiveText(channel);
      facts.put(name, receiveText(channel));
    }
    return facts;
  }

  private static String receiveText(Channel channel) {
    return decode(receive(channel, bounded(channel.readInt(), MAX_TEXT_BYTES)));
  }

  private static byte[] receive(Channel channel, int length) {
    byte[] bytes = new byte[length];
    channel.read(bytes, 0, length);
    return bytes;
  }

  private static int bounded(int length, int max) {
    if (length < 0 || length > max) {
      throw notThisProgram("has a length of " + length + " where at most " + max + " makes sense");
    }
    return length;
  }

  /** Unlike String's own, it replaces nothing: what differs stays different. */
  private static byte[] encode(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a term or fact that is not well-formed Unicode", e);
    }
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw notThisProgram("holds bytes that are no text in UTF-8");
    }
  }

  private static DisagreementException notThisProgram(String what) {
    return new DisagreementException(
        "the other party's statement of its terms "
            + what
            + ": it runs another version of this program, or none");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
