package quotient.twoparty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import quotient.crypto.OtExtension;
import quotient.crypto.PlannedCorrelations;
import quotient.crypto.SecretBlock;
import quotient.engine.Party;
import quotient.transport.PlannedChain;

/**
 * Both parties of a {@link Session} that is planned: how much each writes and reads, on which
 * channel and in which order, and so how long the longest chain of their messages is.
 */
final class PlannedParties {
  private final PlannedChain chain = new PlannedChain();
  private final List<One> both;

  /**
   * A party.
   *
   * @param main its end of the channel of the computation
   * @param correlations its OTs
   */
  record One(Party me, PlannedChain.Channel main, PlannedCorrelations correlations) {
    /** Sends and receives in turns. */
    void swap(long fromA, long fromB) {
      boolean isA = me == Party.A;
      main.swap(isA ? fromA : fromB, isA ? fromB : fromA);
    }
  }

  /** Parties that set up hashes and OTs: see {@link Session#setUp}. */
  PlannedParties(OtExtension extension) {
    List<List<PlannedChain.Channel>> channels = new ArrayList<>();
    for (int i = 0; i < Session.CHANNELS_OF_COMPUTATION; i++) {
      channels.add(chain.channel());
    }
    both = List.of(one(Party.A, channels, extension), one(Party.B, channels, extension));
  }

  private static One one(
      Party me, List<List<PlannedChain.Channel>> channels, OtExtension extension) {
    boolean isA = me == Party.A;
    int end = isA ? 0 : 1;
    PlannedChain.Channel main = channels.getFirst().get(end);
    main.swap(isA ? SecretBlock.BYTES : 0, isA ? 0 : SecretBlock.BYTES);
    return new One(
        me,
        main,
        new PlannedCorrelations(
            isA,
            channels.get(isA ? 1 : 2).get(end),
            channels.get(isA ? 2 : 1).get(end),
            extension));
  }

  /** What each of the two does next, A's part first. */
  void each(Consumer<One> part) {
    both.forEach(part);
  }

  /** Both send and receive in turns on the channel of the computation. */
  void swap(long fromA, long fromB) {
    each(party -> party.swap(fromA, fromB));
  }

  /** Messages in the longest chain so far. */
  long messages() {
    return chain.length();
  }
}
