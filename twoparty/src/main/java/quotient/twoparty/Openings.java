package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.bits.BitPacking;
import quotient.bits.BitVectors;
import quotient.bits.Words;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/** Vectors of words that both parties open to one another, all in one message. */
final class Openings {
  private Openings() {}

  /** What so many entries of {@code width} bits cost. */
  static Bill bill(long entries, int width) {
    long bytes = (long) Long.BYTES * BitVectors.words(entries * width);
    return new Bill(0, 0, bytes, bytes);
  }

  /** Entries of {@code width} bits without gaps. */
  static long[] packed(long[] entries, int width) {
    long[] words = new long[BitVectors.words((long) entries.length * width)];
    byte[] packed = new byte[Long.BYTES * words.length];
    BitPacking.pack(entries, entries.length, width, packed, 0);
    Arrays.setAll(words, i -> Words.get(packed, Long.BYTES * i));
    return words;
  }

  /** The inverse of {@link #packed}. */
  static long[] unpacked(long[] words, int count, int width) {
    // Unpacking reads a word from the byte in which an entry begins.
    byte[] packed = new byte[Long.BYTES * (words.length + 1)];
    for (int i = 0; i < words.length; i++) {
      Words.set(packed, Long.BYTES * i, words[i]);
    }
    long[] out = new long[count];
    BitPacking.unpack(packed, 0, count, width, out);
    return out;
  }

  /** Sends this party's; returns the other's, which are as long. */
  static List<long[]> swap(Channel channel, List<long[]> mine) {
    int words = mine.stream().mapToInt(vector -> vector.length).reduce(0, Math::addExact);
    long[] all = new long[words];
    int at = 0;
    for (long[] vector : mine) {
      System.arraycopy(vector, 0, all, at, vector.length);
      at += vector.length;
    }
    long[] theirs = Exchange.swap(channel, all, words);
    List<long[]> out = new ArrayList<>();
    at = 0;
    for (long[] vector : mine) {
      out.add(Arrays.copyOfRange(theirs, at, at + vector.length));
      at += vector.length;
    }
    return out;
  }
}
