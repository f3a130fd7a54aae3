package quotient.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.engine.Party;
import quotient.transport.LinkModel;

/**
 * What one of the two processes has to do, as it goes over its command line.
 *
 * @param port where A listens on the loopback; A is given 0 and says which port it got
 * @param link the network to emulate; none for the loopback as it is
 * @param keys the keys for TLS; none for plain TCP
 */
record PartyTask(
    Party party,
    String workload,
    Effort effort,
    int port,
    Optional<LinkModel> link,
    Optional<KeyFiles> keys) {
  private static final String NO_LINK = "none";

  List<String> toArguments() {
    List<String> out = new ArrayList<>();
    out.add(party.name());
    out.add(workload);
    out.add(Integer.toString(effort.runs()));
    out.add(Long.toString(effort.warmUp().toMillis()));
    out.add(Integer.toString(port));
    out.add(link.map(LinkModel::toString).orElse(NO_LINK));
    keys.ifPresent(k -> {
      out.add(k.key().toString());
      out.add(k.certificate().toString());
      out.add(k.trusted().toString());
    });
    return out;
  }

  static PartyTask parse(List<String> arguments) {
    try {
      return new PartyTask(
          Party.valueOf(arguments.get(0)),
          arguments.get(1),
          new Effort(
              Integer.parseInt(arguments.get(2)),
              Duration.ofMillis(Long.parseLong(arguments.get(3)))),
          Integer.parseInt(arguments.get(4)),
          parseLink(arguments.get(5)),
          parseKeys(arguments.subList(6, arguments.size())));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "this mode is for the processes that `quotient bench` starts, not for users", e);
    }
  }

  private static Optional<LinkModel> parseLink(String argument) {
    return argument.equals(NO_LINK) ? Optional.empty() : Optional.of(LinkModel.parse(argument));
  }

  private static Optional<KeyFiles> parseKeys(List<String> arguments) {
    return arguments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KeyFiles(
                Path.of(arguments.get(0)), Path.of(arguments.get(1)), Path.of(arguments.get(2))));
  }
}
