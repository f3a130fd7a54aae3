package quotient.cli;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Address;
import quotient.transport.Channel;
import quotient.transport.ChannelException;
import quotient.transport.Fingerprint;
import quotient.transport.Identity;
import quotient.transport.KeyFileException;
import quotient.transport.Listener;
import quotient.transport.Timeouts;
import quotient.transport.TlsTcp;
import quotient.twoparty.TwoPartyEngine;

/** Options of every command that runs with the other party. */
final class PeerOptions {
  /** How long a party that failed alone waits for one that may be trying to connect to it. */
  private static final Duration LAST_WORD_IF_ASKED = Duration.ofSeconds(3);

  /** How long it may take to reach one that is there. */
  private static final Duration LAST_WORD = Duration.ofSeconds(10);

  /** Who may come, as far as that is known already. */
  private List<X509Certificate> meant = List.of();

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
        converter = AddressConverter.class,
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

  /** Which party this is. */
  Party party() {
    return role.orElse(where.listen.isPresent() ? Party.A : Party.B);
  }

  Optional<Address> listenAddress() {
    return where.listen;
  }

  /** The address of the other party; there is one unless this party listens. */
  Address connectAddress() {
    return where.connect.orElseThrow();
  }

  /**
   * The other party: the holder of the one certificate that may come.
   *
   * @param parties who the two are, as far as the job says it
   * @throws quotient.transport.KeyFileException if a key or certificate cannot be used
   * @throws UserException if nobody is trusted yet, or it is not clear who is meant
   */
  Peer peer(Map<Party, Fingerprint> parties) {
    KeyDirectory directory = new KeyDirectory(keys);
    Identity own = directory.identity();
    requireOwn(own.fingerprint(), parties);
    List<X509Certificate> trusted = directory.trusted();
    if (trusted.isEmpty()) {
      throw UserException.file(
          keys + ": no certificate of another party is trusted yet; run 'quotient keys trust'");
    }
    meant =
        expected(parties)
            .map(fingerprint ->
                trusted.stream().filter(each -> Fingerprint.of(each).equals(fingerprint)).toList())
            .orElse(trusted);
    if (meant.isEmpty()) {
      throw UserException.file(
          keys
              + ": no trusted certificate has the fingerprint that --peer or the job's 'parties'"
              + " says; compare with 'quotient keys show'");
    }
    if (meant.size() > 1) {
      throw UserException.usage(
          meant.size()
              + " certificates are trusted; say with --peer, or with 'parties' in the job, whose"
              + " holder this run is with ('quotient keys show' lists them)");
    }
    return new Peer(new TlsTcp(own, meant, timeouts()), meant.getFirst());
  }

  private Timeouts timeouts() {
    return Timeouts.DEFAULT.withConnect(connectTimeout).withStall(stallTimeout);
  }

  private void requireOwn(Fingerprint own, Map<Party, Fingerprint> parties) {
    Fingerprint told = parties.get(party());
    if (told != null && !told.equals(own)) {
      throw UserException.file(
          "the job says that party %s has %s, but this party's certificate has %s; mend 'parties',"
                  .formatted(party(), told, own)
              + " --role or --keys");
    }
  }

  private Optional<Fingerprint> expected(Map<Party, Fingerprint> parties) {
    Optional<Fingerprint> told = Optional.ofNullable(parties.get(party().other()));
    if (expected.isPresent() && told.isPresent() && !expected.equals(told)) {
      throw UserException.usage(
          "--peer says that the other party has %s, but the job says %s"
              .formatted(expected.get(), told.get()));
    }
    return expected.or(() -> told);
  }

  /**
   * Does what this party does alone before it meets the other one. If that fails the other party,
   * which may be waiting, is told that nobody will come.
   */
  <T> T alone(Supplier<T> work) {
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        tellFailure();
      }
    }
  }

  /**
   * Meets the other party if it is there already. Where it is not known yet which of the trusted
   * ones is meant, for the job may be what failed, it is whichever comes. It hears nothing but that
   * this one failed.
   */
  private void tellFailure() {
    try {
      KeyDirectory directory = new KeyDirectory(keys);
      List<X509Certificate> possible =
          meant.isEmpty()
              ? directory.trusted().stream()
                  .filter(each -> expected.isEmpty() || Fingerprint.of(each).equals(expected.get()))
                  .toList()
              : meant;
      Channels.abort(lastMeeting(directory.identity(), possible), AbortReason.STOPPED);
    } catch (ChannelException | KeyFileException | UserException | IllegalArgumentException _) {
      // Then there is nobody to be told, or no way.
    }
  }

  private List<Channel> lastMeeting(Identity own, List<X509Certificate> possible) {
    if (where.connect.isPresent()) {
      return new TlsTcp(own, possible, timeouts().withConnect(LAST_WORD))
          .connectIfThere(connectAddress(), TwoPartyEngine.CHANNELS);
    }
    Address address = where.listen.orElseThrow();
    if (address.port() == 0) {
      // Nobody knows a port that the system would have chosen.
      return List.of();
    }
    try (Listener listener =
        new TlsTcp(own, possible, timeouts().withConnect(LAST_WORD_IF_ASKED)).listen(address)) {
      return listener.accept(TwoPartyEngine.CHANNELS);
    }
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
