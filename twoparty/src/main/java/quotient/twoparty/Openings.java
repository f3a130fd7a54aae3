package quotient.twoparty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quotient.transport.Channel;
import quotient.transport.Exchange;

/** Vectors of words that both parties open to one another, all in one message. */
final class Openings {
  private Openings() {}

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
