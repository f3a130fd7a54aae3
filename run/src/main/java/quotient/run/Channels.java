package quotient.run;

import java.util.List;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.Traffic;

/** What is done to all channels of a meeting alike. */
final class Channels {
  private Channels() {}

  /** The sum over the channels. */
  static Traffic traffic(List<Channel> channels) {
    return channels.stream().map(Channel::traffic).reduce(Traffic.NONE, Traffic::plus);
  }

  /** Gives up on all channels at once, since each may wait for the peer to hear it. */
  static void abort(List<Channel> channels, AbortReason reason) {
    List<Thread> threads =
        channels.stream()
            .map(channel -> Thread.startVirtualThread(() -> channel.abort(reason)))
            .toList();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
