package quotient.bench;

import java.security.SecureRandom;
import java.util.List;
import quotient.bits.BitVectors;
import quotient.crypto.CotReceiver;
import quotient.crypto.CotSender;
import quotient.crypto.OtExtension;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/**
 * Correlated OTs with random choices by SoftSpokenOT, A to B.
 *
 * @param k SoftSpoken's parameter: 16/k bytes an OT
 * @param count OTs of one run
 */
record RandomCots(String name, int k, int count) implements Workload {
  /** OTs that are taken at a time: 32 KiB of blocks. */
  private static final int CHUNK = 1 << 11;

  @Override
  public Unit unit() {
    return Unit.COTS;
  }

  @Override
  public long size() {
    return count;
  }

  @Override
  public int warmUps() {
    return 3;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, LinkModel link, SecureRandom random) {
    // As in the engine, the OTs have a channel of their own.
    Channel channel = channels.get(1);
    byte[] blocks = new byte[16 * CHUNK];
    if (me == Party.A) {
      CotSender sender = new CotSender(channel, k, random);
      return () -> {
        sender.begin(count);
        for (int done = 0; done < count; done += CHUNK) {
          sender.next(Math.min(CHUNK, count - done), blocks);
        }
      };
    }
    CotReceiver receiver =
        new CotReceiver(channel, new OtExtension(k, OtExtension.over(link).window()), random);
    long[] choices = random.longs(BitVectors.words(count)).toArray();
    return () -> {
      receiver.begin(choices, count);
      for (int done = 0; done < count; done += CHUNK) {
        receiver.next(Math.min(CHUNK, count - done), blocks);
      }
    };
  }
}
