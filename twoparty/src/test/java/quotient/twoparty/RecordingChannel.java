package quotient.twoparty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import quotient.transport.AbortReason;
import quotient.transport.Channel;
import quotient.transport.Fingerprint;
import quotient.transport.Traffic;

/** Remembers every byte that is written to a channel. */
record RecordingChannel(Channel channel, ByteArrayOutputStream sent) implements Channel {
  RecordingChannel(Channel channel) {
    this(channel, new ByteArrayOutputStream());
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    sent.write(source, offset, length);
    channel.write(source, offset, length);
  }

  @Override
  public void writeInt(int value) {
    sent.writeBytes(littleEndian(Integer.BYTES).putInt(value).array());
    channel.writeInt(value);
  }

  @Override
  public void writeLong(long value) {
    sent.writeBytes(littleEndian(Long.BYTES).putLong(value).array());
    channel.writeLong(value);
  }

  @Override
  public void writeLongs(long[] source, int offset, int length) {
    for (int i = 0; i < length; i++) {
      sent.writeBytes(littleEndian(Long.BYTES).putLong(source[offset + i]).array());
    }
    channel.writeLongs(source, offset, length);
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void read(byte[] target, int offset, int length) {
    channel.read(target, offset, length);
  }

  @Override
  public int readInt() {
    return channel.readInt();
  }

  @Override
  public long readLong() {
    return channel.readLong();
  }

  @Override
  public void readLongs(long[] target, int offset, int length) {
    channel.readLongs(target, offset, length);
  }

  @Override
  public Traffic traffic() {
    return channel.traffic();
  }

  @Override
  public String peer() {
    return channel.peer();
  }

  @Override
  public Optional<Fingerprint> peerFingerprint() {
    return channel.peerFingerprint();
  }

  @Override
  public void abort(AbortReason reason) {
    channel.abort(reason);
  }

  @Override
  public void close() {
    channel.close();
  }
}
