package quotient.twoparty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.Channel;

/**
 * What one party sent while it played its role, channel by channel, and what it computed.
 *
 * @param setUp what it sent before its program began
 * @param sent what it sent from then on
 */
record Transcript<T>(List<byte[]> setUp, List<byte[]> sent, T result) {

  /** Runs a program on two engines whose randomness comes from {@code seed} alone. */
  static <T> InProcess.Both<Transcript<T>> ofEngines(
      long seed, BiFunction<Engine, Party, T> program) {
    return ofEngines(Protocols.PAPER, seed, program);
  }

  /** As {@link #ofEngines(long, BiFunction)}, by the given protocols. */
  static <T> InProcess.Both<Transcript<T>> ofEngines(
      Protocols protocols, long seed, BiFunction<Engine, Party, T> program) {
    return InProcess.run(
        channels -> play(Party.A, channels, protocols, 2 * seed, program),
        channels -> play(Party.B, channels, protocols, 2 * seed + 1, program));
  }

  private static <T> Transcript<T> play(
      Party party,
      List<Channel> channels,
      Protocols protocols,
      long seed,
      BiFunction<Engine, Party, T> program) {
    List<RecordingChannel> recorders = channels.stream().map(RecordingChannel::new).toList();
    Session session = new Session(party, List.copyOf(recorders), new InsecureRandom(seed));
    Engine engine = session.engine(protocols);
    List<byte[]> setUp = take(recorders);
    T result = program.apply(engine, party);
    session.complete();
    recorders.forEach(Channel::flush);
    return new Transcript<>(setUp, take(recorders), result);
  }

  /** What was sent by the computing thread. */
  static List<byte[]> take(List<RecordingChannel> recorders) {
    List<byte[]> out = new ArrayList<>();
    for (RecordingChannel recorder :
        recorders.stream().limit(Session.CHANNELS_OF_COMPUTATION).toList()) {
      out.add(recorder.sent().toByteArray());
      recorder.sent().reset();
    }
    return out;
  }

  /** SHA-256 over the channels' bytes, each channel's length first. */
  static String sha256(List<byte[]> channels) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] bytes : channels) {
      all.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(bytes);
    }
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
