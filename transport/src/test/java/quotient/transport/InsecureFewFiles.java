package quotient.transport;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/**
 * A process that listens and may open just a few files more. It prints its port, answers the party
 * that comes with a number and ends.
 */
final class InsecureFewFiles {
  /** How many files it may still open while it listens. */
  static final int LEFT = 8;

  static final int ANSWER = 123_456_789;

  private static final Tcp TCP = new InsecureTcp(Timeouts.DEFAULT);

  private InsecureFewFiles() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    loadAllClasses();
    Deque<FileInputStream> held = new ArrayDeque<>();
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      hold(held);
      for (int i = 0; i < LEFT; i++) {
        held.pop().close();
      }
      System.out.println(listener.port());
      Channel channel = listener.accept(1).getFirst();
      channel.writeInt(ANSWER);
      channel.close();
    } finally {
      for (FileInputStream file : held) {
        file.close();
      }
    }
  }

  /** A session with strangers, for a class that is not loaded yet is a file to be opened. */
  private static void loadAllClasses() throws IOException {
    try (Listener listener = TCP.listen(Carrier.LOOPBACK)) {
      Future<List<Channel>> accepted = Background.call(() -> listener.accept(1));
      for (int i = 0; i < Visitors.MOST; i++) {
        Socket idle = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        idle.close();
      }
      TCP.connect(new Address("127.0.0.1", listener.port()), 1).forEach(Channel::close);
      Background.get(accepted).forEach(Channel::close);
    }
  }

  private static void hold(Deque<FileInputStream> held) {
    try {
      while (true) {
        held.push(new FileInputStream("/dev/null"));
      }
    } catch (IOException _) {
      // Now there are no more.
    }
  }
}
