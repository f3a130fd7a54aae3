package quotient.training;

import java.util.Arrays;
import java.util.stream.LongStream;
import quotient.bits.BitVectors;

/**
 * How a value is stored. The first word says what it is:
 *
 * <pre>
 *   ABSENT
 *   NUMBER  value
 *   BITS    lanes, wires, the kind of each wire, the bits of each public, of each secret wire
 *   SHARES  rows, columns, width, guard, error, the values' bits, lowest first
 * </pre>
 *
 * Bits are packed as {@link BitVectors} says; secret ones and shares are this side's part.
 */
final class StateEntry {
  static final int ABSENT = 0;
  static final int NUMBER = 1;
  static final int BITS = 2;
  static final int SHARES = 3;

  // Kinds of wires.
  static final int ZEROS = 0;
  static final int ONES = 1;
  static final int PUBLIC = 2;
  static final int SECRET = 3;

  /** This and above: the wire that was the n-th (from 0) written as public or secret. */
  static final int FIRST_SAME = 4;

  private StateEntry() {}

  /** Collects words. */
  static final class Output {
    private final LongStream.Builder words = LongStream.builder();

    Output(int type) {
      words.add(type);
    }

    Output put(long word) {
      words.add(word);
      return this;
    }

    void putAll(long[] more) {
      Arrays.stream(more).forEach(words);
    }

    long[] words() {
      return words.build().toArray();
    }
  }

  /** Takes words; what does not fit is refused with the entry's name. */
  static final class Input {
    private final String name;
    private final long[] words;
    private int at;

    Input(String name, long[] words) {
      this.name = name;
      this.words = words;
    }

    long next() {
      if (at == words.length) {
        throw refusal("ends after " + at + " words");
      }
      return words[at++];
    }

    /** A number that must be {@code expected}. */
    void next(String what, long expected) {
      long found = next();
      if (found != expected) {
        throw refusal("has " + what + " " + found + " instead of " + expected);
      }
    }

    /** One bit for each of {@code lanes}. */
    long[] bits(int lanes) {
      int count = BitVectors.words(lanes);
      if (count > words.length - at) {
        throw refusal("ends after " + words.length + " words");
      }
      long[] bits = Arrays.copyOfRange(words, at, at + count);
      at += count;
      if ((lanes & 63) != 0 && bits[count - 1] >>> lanes != 0) {
        throw refusal("has bits beyond its " + lanes + " lanes");
      }
      return bits;
    }

    void end() {
      if (at < words.length) {
        throw refusal("has " + words.length + " words instead of " + at);
      }
    }

    RuleException refusal(String what) {
      return new RuleException(name + " " + what);
    }
  }
}
