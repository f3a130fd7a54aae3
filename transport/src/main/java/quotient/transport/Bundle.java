package quotient.transport;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The channels of one session, used by one thread, as channels that know each other: only the one
 * written to last ever holds back a part of what was written. Whoever turns to another, to write or
 * to read, hands that part over first. So a party that waits has said all, whichever channel it
 * waits on; {@link Exchange} says what that is good for.
 *
 * <p>Where frames end depends on the calls alone, as ever.
 */
public final class Bundle {
  private final List<Channel> channels;

  /** The number of the channel whose output may not be handed over yet. */
  private int writing;

  private Bundle(List<Channel> channels) {
    this.channels = channels;
  }

  /** The same channels, bundled; they are closed and aborted alone, as before. */
  public static List<Channel> of(List<Channel> channels) {
    Bundle bundle = new Bundle(channels);
    return IntStream.range(0, channels.size())
        .<Channel>mapToObj(number -> new Bundled(channels.get(number), bundle, number))
        .toList();
  }

  /** Hands over what another channel than this one holds back. */
  private void turnTo(int number) {
    if (writing != number) {
      channels.get(writing).flush();
      writing = number;
    }
  }

  private static final class Bundled extends ChannelDecorator {
    private final Bundle bundle;
    private final int number;

    Bundled(Channel channel, Bundle bundle, int number) {
      super(channel);
      this.bundle = bundle;
      this.number = number;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      bundle.turnTo(number);
      channel().write(source, offset, length);
    }

    @Override
    public void writeInt(int value) {
      bundle.turnTo(number);
      channel().writeInt(value);
    }

    @Override
    public void writeLong(long value) {
      bundle.turnTo(number);
      channel().writeLong(value);
    }

    @Override
    public void writeLongs(long[] source, int offset, int length) {
      bundle.turnTo(number);
      channel().writeLongs(source, offset, length);
    }

    @Override
    public void read(byte[] target, int offset, int length) {
      bundle.turnTo(number);
      channel().read(target, offset, length);
    }

    @Override
    public int readInt() {
      bundle.turnTo(number);
      return channel().readInt();
    }

    @Override
    public long readLong() {
      bundle.turnTo(number);
      return channel().readLong();
    }

    @Override
    public void readLongs(long[] target, int offset, int length) {
      bundle.turnTo(number);
      channel().readLongs(target, offset, length);
    }
  }
}
