package quotient.run;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
import quotient.twoparty.Session;

/** How this party and the other one are to find each other, for one run. */
public final class Rendezvous {
  /** How long a party that failed alone waits for one that may be trying to connect to it. */
  private static final Duration LAST_WORD_IF_ASKED = Duration.ofSeconds(3);

  /** How long it may take to reach one that is there. */
  private static final Duration LAST_WORD = Duration.ofSeconds(10);

  private final Party me;
  private final Place place;
  private final Keys keys;
  private final Optional<Fingerprint> expected;
  private final Timeouts timeouts;

  /** Who may come, as far as that is known already. */
  private List<X509Certificate> meant = List.of();

  /**
   * Nobody is met yet, and no key is read.
   *
   * @param me which party this is
   * @param expected which of the trusted certificates the other party must show, if that was said
   */
  public Rendezvous(
      Party me, Place place, Keys keys, Optional<Fingerprint> expected, Timeouts timeouts) {
    this.me = me;
    this.place = place;
    this.keys = keys;
    this.expected = expected;
    this.timeouts = timeouts;
  }

  /** The files and directories of this party's keys. */
  List<Path> keyFiles() {
    return keys.files();
  }

  /** Which party this is. */
  Party me() {
    return me;
  }

  /**
   * Settles who the other party is: the holder of the one certificate that may come.
   *
   * @param parties who the two are, as far as the job says it
   * @throws KeyFileException if a key or certificate cannot be used
   * @throws UserException if nobody is trusted yet, or it is not clear who is meant
   */
  Appointment with(Map<Party, Fingerprint> parties) {
    Identity own = keys.identity();
    requireOwn(own.fingerprint(), parties);
    List<X509Certificate> trusted = keys.trusted();
    if (trusted.isEmpty()) {
      throw UserException.file(
          keys.directory()
              + ": no certificate of another party is trusted yet; run 'quotient keys trust'");
    }
    meant = expected(parties).map(fingerprint -> having(fingerprint, trusted)).orElse(trusted);
    if (meant.isEmpty()) {
      throw UserException.file(
          keys.directory()
              + ": no trusted certificate has the fingerprint that --peer or the job's 'parties'"
              + " says; compare with 'quotient keys show'");
    }
    if (meant.size() > 1) {
      throw UserException.request(
          meant.size()
              + " certificates are trusted; say with --peer, or with 'parties' in the job, whose"
              + " holder this run is with ('quotient keys show' lists them)");
    }
    return new Appointment(me, place, new TlsTcp(own, meant, timeouts), Peer.of(meant.getFirst()));
  }

  private static List<X509Certificate> having(
      Fingerprint fingerprint, List<X509Certificate> certificates) {
    return certificates.stream().filter(each -> Fingerprint.of(each).equals(fingerprint)).toList();
  }

  private void requireOwn(Fingerprint own, Map<Party, Fingerprint> parties) {
    Fingerprint told = parties.get(me);
    if (told != null && !told.equals(own)) {
      throw UserException.file(
          "the job says that party %s has %s, but this party's certificate has %s; mend 'parties',"
                  .formatted(me, told, own)
              + " --role or --keys");
    }
  }

  private Optional<Fingerprint> expected(Map<Party, Fingerprint> parties) {
    Optional<Fingerprint> told = Optional.ofNullable(parties.get(me.other()));
    if (expected.isPresent() && told.isPresent() && !expected.equals(told)) {
      throw UserException.request(
          "--peer says that the other party has %s, but the job says %s"
              .formatted(expected.get(), told.get()));
    }
    return expected.or(() -> told);
  }

  /**
   * Does what this party does alone before it meets the other one. If that fails the other party,
   * which may be waiting, is told that nobody will come.
   */
  public <T> T alone(Supplier<T> work) {
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
      Identity own = keys.identity();
      List<X509Certificate> possible = meant.isEmpty() ? possible() : meant;
      if (!possible.isEmpty()) {
        tellFailure(lastMeeting(own, possible));
      }
    } catch (ChannelException | KeyFileException | UserException _) {
      // Then there is nobody to be told, or no way.
    }
  }

  private void tellFailure(List<Channel> channels) {
    if (!channels.isEmpty()) {
      new Session(me, channels).abort(AbortReason.STOPPED);
    }
  }

  private List<X509Certificate> possible() {
    List<X509Certificate> trusted = keys.trusted();
    return expected.map(fingerprint -> having(fingerprint, trusted)).orElse(trusted);
  }

  private List<Channel> lastMeeting(Identity own, List<X509Certificate> possible) {
    return switch (place) {
      case Place.Connect(Address address) ->
          new TlsTcp(own, possible, timeouts.withConnect(LAST_WORD))
              .connectIfThere(address, Session.CHANNELS);
      case Place.Listen(Address address) when address.port() == 0 ->
          // Nobody knows a port that the system would have chosen.
          List.of();
      case Place.Listen(Address address) -> {
        try (Listener listener =
            new TlsTcp(own, possible, timeouts.withConnect(LAST_WORD_IF_ASKED)).listen(address)) {
          yield listener.accept(Session.CHANNELS);
        }
      }
    };
  }
}
