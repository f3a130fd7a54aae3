package quotient.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import quotient.cli.keys.KeyDirectory;
import quotient.engine.Party;
import quotient.run.Place;
import quotient.run.Rendezvous;
import quotient.transport.Address;
import quotient.transport.Fingerprint;
import quotient.transport.Timeouts;

/** Options of every command that runs with the other party. */
final class PeerOptions {
  @ArgGroup(multiplicity = "1")
  private Where where;

  /** One party listens, the other one connects. */
  static final class Where {
    @Option(
        names = "--listen",
        paramLabel = "HOST:PORT",
        converter = AddressConverter.class,
        description = "Wait here for the other party; port 0 lets the system choose one.")
    private Optional<Address> listen;

    @Option(
        names = "--connect",
        paramLabel = "HOST:PORT",
        converter = ConnectConverter.class,
        description = "Connect to the other party, which listens there.")
    private Optional<Address> connect;
  }

  @Option(
      names = "--role",
      paramLabel = "a|b",
      description =
          "Which party this is; rows of a come first, and by gates: yao a garbles. Default: a if it"
              + " listens, b if it connects.")
  private Optional<Party> role;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "DIR",
      description = "This party's key and the certificates it trusts; see 'quotient keys'.")
  private Path keys;

  @Option(
      names = "--peer",
      paramLabel = "FINGERPRINT",
      converter = FingerprintConverter.class,
      description =
          "Which of the trusted certificates the other party must show. Needed where more than one"
              + " is trusted and the job does not say it by 'parties'.")
  private Optional<Fingerprint> expected;

  @Option(
      names = "--connect-timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      converter = SecondsConverter.class,
      description = "How long to wait for the other party at first; default: ${DEFAULT-VALUE}.")
  private Duration connectTimeout;

  @Option(
      names = "--stall-timeout",
      defaultValue = "120",
      paramLabel = "SECONDS",
      converter = SecondsConverter.class,
      description = "How long the other party may be silent later; default: ${DEFAULT-VALUE}.")
  private Duration stallTimeout;

  /** Who and where the other party is, as far as the options say it. */
  Rendezvous rendezvous() {
    return new Rendezvous(
        role.orElse(where.listen.isPresent() ? Party.A : Party.B),
        where
            .listen
            .<Place>map(Place.Listen::new)
            .or(() -> where.connect.map(Place.Connect::new))
            .orElseThrow(),
        new KeyDirectory(keys),
        expected,
        Timeouts.DEFAULT.withConnect(connectTimeout).withStall(stallTimeout));
  }

  /** Reads {@code host:port}. */
  static final class AddressConverter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      try {
        return Address.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads {@code host:port} where somebody can listen. */
  static final class ConnectConverter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      Address address = new AddressConverter().convert(text);
      if (address.port() == 0) {
        throw new TypeConversionException(
            "'%s' has port 0; give the port that the other party says it listens at"
                .formatted(text));
      }
      return address;
    }
  }

  /** Reads a fingerprint as it is shown or pasted. */
  static final class FingerprintConverter implements ITypeConverter<Fingerprint> {
    @Override
    public Fingerprint convert(String text) {
      try {
        return Fingerprint.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads a number of seconds, at most a day. */
  static final class SecondsConverter implements ITypeConverter<Duration> {
    private static final int MOST = 86_400;

    @Override
    public Duration convert(String text) {
      try {
        int seconds = Integer.parseInt(text);
        if (seconds >= 1 && seconds <= MOST) {
          return Duration.ofSeconds(seconds);
        }
      } catch (NumberFormatException _) {
        // The same line for everything that is no number of seconds.
      }
      throw new TypeConversionException(
          "'%s' is no number of seconds from 1 to %d".formatted(text, MOST));
    }
  }
}
