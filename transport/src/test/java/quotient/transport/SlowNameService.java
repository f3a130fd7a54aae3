package quotient.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The name service of the tests: the system's own, but for one name that it is slow to look up. */
public final class SlowNameService extends InetAddressResolverProvider {
  static final String HOST = "slow.invalid";

  private static final CountDownLatch ANSWER = new CountDownLatch(1);

  /** Called by the runtime. */
  public SlowNameService() {}

  /** Ends all look-ups of the name. */
  static void answer() {
    ANSWER.countDown();
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver system = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        if (host.equals(HOST)) {
          awaitAnswer();
          throw new UnknownHostException(host);
        }
        return system.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return system.lookupByAddress(address);
      }
    };
  }

  /** As the system's look-up does, it takes no notice of an interrupt. */
  private static void awaitAnswer() {
    boolean interrupted = false;
    while (true) {
      try {
        ANSWER.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String name() {
    return "slow for one name";
  }
}
