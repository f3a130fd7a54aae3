package quotient.transport;

import java.util.Optional;

/**
 * A channel around another one, which does all that has nothing to do with bytes that are moved.
 */
abstract class ChannelDecorator implements Channel {
  private final Channel channel;

  ChannelDecorator(Channel channel) {
    this.channel = channel;
  }

  /** The channel within. */
  final Channel channel() {
    return channel;
  }

  @Override
  public final void flush() {
    channel.flush();
  }

  @Override
  public final Traffic traffic() {
    return channel.traffic();
  }

  @Override
  public final String peer() {
    return channel.peer();
  }

  @Override
  public final Optional<Fingerprint> peerFingerprint() {
    return channel.peerFingerprint();
  }

  @Override
  public final void abort(AbortReason reason) {
    channel.abort(reason);
  }

  @Override
  public final void close() {
    channel.close();
  }
}
