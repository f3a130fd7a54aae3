package quotient.twoparty;

import java.security.SecureRandom;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.engine.Party;
import quotient.transport.Channel;

/**
 * The correlated OTs of one party, both ways, each on a channel of its own so that they are sent
 * ahead of what is computed with them.
 *
 * @param sender this party's side of the OTs in which it has the correlation
 * @param receiver this party's side of the OTs in which it chooses
 */
record Correlations(CotSender sender, CotReceiver receiver) {
  /** SoftSpoken's parameter: 4 bytes an OT, where it is fastest on a fast link. */
  static final int K = 4;

  /** Runs the base OTs with the other party. */
  static Correlations create(Party party, Channel senderA, Channel senderB, SecureRandom random) {
    if (party == Party.A) {
      CotSender sender = new CotSender(senderA, K, random);
      return new Correlations(sender, new CotReceiver(senderB, K, random));
    }
    CotReceiver receiver = new CotReceiver(senderA, K, random);
    return new Correlations(new CotSender(senderB, K, random), receiver);
  }

  /** What a batch of OTs costs, beyond the messages that are made of them. */
  static Bill bill(Party sender, long count) {
    return Bill.ofCots(count).plus(Bill.ofBytes(sender.other(), CotReceiver.bytes(count, K)));
  }
}
