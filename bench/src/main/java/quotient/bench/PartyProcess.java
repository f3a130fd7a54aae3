package quotient.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Address;
import quotient.transport.Certificates;
import quotient.transport.Channel;
import quotient.transport.Identity;
import quotient.transport.InsecureTcp;
import quotient.transport.LinkModel;
import quotient.transport.Listener;
import quotient.transport.Tcp;
import quotient.transport.Timeouts;
import quotient.transport.TlsTcp;
import quotient.twoparty.Session;

/** The inside of one of the two processes that {@link TwoProcesses} starts. */
public final class PartyProcess {
  /** The first word of the line in which A says where it listens. */
  static final String PORT = "port ";

  private static final String LOOPBACK = "127.0.0.1";

  /** After these all weights are secret in every workload. */
  private static final int WARM_UPS_OVER_A_LINK = 5;

  /** On a busy machine the other process may take long to start. */
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT.withConnect(Duration.ofMinutes(3));

  private final PartyTask task;

  private PartyProcess(PartyTask task) {
    this.task = task;
  }

  /**
   * The process that {@code arguments} ask for.
   *
   * @param arguments what {@link TwoProcesses} put on the command line
   * @throws IllegalArgumentException if they are not from there; the message is one line for the
   *     user
   */
  public static PartyProcess of(List<String> arguments) {
    return new PartyProcess(PartyTask.parse(arguments));
  }

  /**
   * Measures as told and reports.
   *
   * @param parent ends when the process that started this one does; so does then this one
   * @param out where the report goes
   */
  public void run(InputStream parent, PrintStream out) {
    endWith(parent);
    Workload workload =
        Paper.workload(task.workload()).orElseGet(() -> Workloads.named(task.workload()));
    List<Channel> channels = connect(out);
    LinkModel link = task.link().orElse(LinkModel.LOOPBACK);
    Runnable run = workload.prepare(task.party(), channels, link, new SecureRandom());
    Measurement measurement = new Measurement(channels, run);
    Measurement.Samples samples = new Measurement.Samples(new double[0], 0);
    if (task.party() == Party.A) {
      samples = measurement.lead(warmUps(workload), task.effort().warmUp(), task.effort().runs());
    } else {
      measurement.follow();
    }
    // What is still being made ahead nobody needs any more.
    channels.subList(0, Session.CHANNELS_OF_COMPUTATION).forEach(Channel::close);
    channels
        .subList(Session.CHANNELS_OF_COMPUTATION, Session.CHANNELS)
        .forEach(channel -> channel.abort(AbortReason.STOPPED));
    out.print(
        new PartyReport(
                samples.seconds(), samples.bytes(), PeakMemory.heap(), PeakMemory.resident())
            .toText());
    out.flush();
  }

  /** Over a link, bytes and rounds are the time, and code not yet compiled does not matter. */
  private int warmUps(Workload workload) {
    return task.link().isPresent()
        ? Math.min(WARM_UPS_OVER_A_LINK, workload.warmUps())
        : workload.warmUps();
  }

  private static void endWith(InputStream parent) {
    Thread.ofPlatform()
        .daemon()
        .name("end with the parent")
        .start(() -> {
          try {
            parent.transferTo(OutputStream.nullOutputStream());
          } catch (IOException _) {
            // As good as its end.
          }
          Runtime.getRuntime().halt(1);
        });
  }

  private List<Channel> connect(PrintStream out) {
    Tcp local =
        task.keys()
            .<Tcp>map(keys ->
                new TlsTcp(
                    Identity.load(keys.key(), keys.certificate()),
                    List.of(Certificates.load(keys.trusted())),
                    TIMEOUTS))
            .orElseGet(() -> new InsecureTcp(TIMEOUTS));
    Tcp tcp = task.link().<Tcp>map(local::over).orElse(local);
    Address address = new Address(LOOPBACK, task.port());
    if (task.party() == Party.B) {
      return tcp.connect(address, Session.CHANNELS);
    }
    try (Listener listener = tcp.listen(address)) {
      out.println(PORT + listener.port());
      out.flush();
      return listener.accept(Session.CHANNELS);
    }
  }
}
