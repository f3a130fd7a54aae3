package quotient.twoparty;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import quotient.crypto.Correlations;
import quotient.crypto.OtExtension;
import quotient.crypto.SecretBlock;
import quotient.crypto.TweakableHash;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Bundle;
import quotient.transport.Channel;
import quotient.transport.Exchange;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;

/**
 * What two connected parties do together, from the first word to the goodbye: they agree on what
 * they mean ({@link #handshake}), measure what lies between them ({@link #measureLink}), compute
 * ({@link #engine}), and say when all is said ({@link #complete}). Whatever ends it before that,
 * the other party is told by {@link #close}, so that it ends with a line of its own.
 *
 * <p>One thread uses a session. Only {@link #abort} and {@link #traffic} may be called from any;
 * and the threads of the {@linkplain Line lines} take from it what stands since the set-up:
 * randomness, hashes, and the channels of their own.
 *
 * <p>All secrets of the protocols live in here and in what {@link #engine} makes of them: they are
 * drawn anew for each session and never saved.
 */
public final class Session implements AutoCloseable {
  /** The first {@link #CHANNELS}: those that the computing thread uses. */
  public static final int CHANNELS_OF_COMPUTATION = 3;

  /**
   * Channels that a session needs, in the same order on both sides: one for the computation, one
   * for the OTs with A as the sender, one for those with B; and those of each {@link Line}, which
   * are idle where nothing is made ahead.
   */
  public static final int CHANNELS =
      CHANNELS_OF_COMPUTATION + Stream.of(Line.values()).mapToInt(Line::channels).sum();

  private static final String ROLE = "role";

  /**
   * What all protocols build on.
   *
   * @param hashSeed public, the same at both
   * @param extension how OTs are extended
   * @param correlations correlated OTs in both directions, for the computing thread
   * @param supplies of what may be made ahead
   */
  private record Foundations(
      byte[] hashSeed,
      OtExtension extension,
      Correlations correlations,
      Map<Line, Supply> supplies) {}

  private final Party me;
  private final List<Channel> channels;
  private final Map<Line, List<Channel>> channelsAhead = new EnumMap<>(Line.class);
  private final SecureRandom random;
  private Optional<CompletableFuture<Correlations>> gateOts = Optional.empty();
  private Optional<Foundations> foundations = Optional.empty();
  private boolean complete;

  /**
   * A session over channels that stand; nobody else uses them from now on.
   *
   * @param me which of the two this party is
   * @param channels {@link #CHANNELS} to the other party
   */
  public Session(Party me, List<Channel> channels) {
    this(me, channels, new SecureRandom());
  }

  /** With the randomness of this party. */
  Session(Party me, List<Channel> channels, SecureRandom random) {
    if (channels.size() != CHANNELS) {
      throw new IllegalArgumentException(channels.size() + " channels instead of " + CHANNELS);
    }
    this.me = me;
    List<Channel> bundled =
        new ArrayList<>(Bundle.of(channels.subList(0, CHANNELS_OF_COMPUTATION)));
    for (Line line : Line.values()) {
      int from = bundled.size();
      List<Channel> ofLine = Bundle.of(channels.subList(from, from + line.channels()));
      channelsAhead.put(line, ofLine);
      bundled.addAll(ofLine);
    }
    this.channels = List.copyOf(bundled);
    this.random = random;
  }

  /** Which of the two this party is. */
  public Party me() {
    return me;
  }

  /**
   * Makes sure that both parties mean the same, and that one is A and the other B.
   *
   * @param terms what must be the same: name to value, names as a user knows them
   * @param facts what this party tells the other one
   * @return what the other party tells, in which any character can stand
   * @throws DisagreementException if something differs, with one line that names it
   * @throws IllegalArgumentException if there are more than 256 terms or facts, a name or a fact
   *     has more than 4,096 bytes, or a text is not well-formed Unicode
   */
  public Map<String, String> handshake(Map<String, String> terms, Map<String, String> facts) {
    Map<String, String> mine = new TreeMap<>(facts);
    mine.put(ROLE, me.name());
    Map<String, String> theirs = Handshake.agree(main(), terms, mine);
    if (me.name().equals(theirs.get(ROLE))) {
      throw new DisagreementException(
          "both parties have role " + me + "; give one of them the other --role");
    }
    return theirs;
  }

  /**
   * Waits until the other party has come to the same step.
   *
   * @param facts what this party tells of it
   * @return what the other party tells of it
   * @throws DisagreementException if the other party is at another step
   */
  public Map<String, String> meet(String step, Map<String, String> facts) {
    return Handshake.agree(main(), Map.of("step", step), facts);
  }

  /**
   * Measures the link to the other party, together with it, for less than a second on most links.
   *
   * @return the same at both parties
   * @throws DisagreementException if what the other party says of it makes no sense
   */
  public LinkModel measureLink() {
    return new LinkMeasurement(me, main()).run();
  }

  /**
   * Sets up the secure engine, together with the other party: public seeds, base OTs and public
   * keys. A session has one engine, since no two may hash with the same keys.
   *
   * @throws IllegalStateException if there is one already
   */
  public Engine engine(Protocols protocols) {
    setUp(protocols.link());
    return new TwoPartyEngine(this, protocols);
  }

  /** All that was sent and received. */
  public Traffic traffic() {
    return channels.stream().map(Channel::traffic).reduce(Traffic.NONE, Traffic::plus);
  }

  /**
   * Says that all is said, so that {@link #close} says goodbye. Waits until all is made that was
   * ordered ahead, as the other party does.
   */
  public void complete() {
    foundations.ifPresent(all -> all.supplies.values().forEach(Supply::awaitAll));
    complete = true;
  }

  /** Gives up on all channels at once, since each may wait for the other party to hear it. */
  public void abort(AbortReason reason) {
    List<Thread> threads =
        channels.stream()
            .map(channel -> Thread.startVirtualThread(() -> channel.abort(reason)))
            .toList();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends what is still to be sent and says goodbye if the session is {@linkplain #complete
   * complete}; else tells the other party that this one gives up.
   *
   * @throws quotient.transport.ChannelException if the goodbye cannot be sent any more
   */
  @Override
  public void close() {
    if (complete) {
      channels.forEach(Channel::close);
    } else {
      abort(AbortReason.STOPPED);
    }
  }

  /**
   * Runs the base OTs and agrees on the seed of the hashes.
   *
   * @param link by which both choose how OTs are extended, and where
   * @throws IllegalStateException if that was done before
   */
  void setUp(LinkModel link) {
    if (foundations.isPresent()) {
      throw new IllegalStateException("a session has one engine");
    }
    byte[] hashSeed = commonBytes();
    OtExtension extension = OtExtension.over(link);
    Correlations correlations =
        correlations(channels.subList(1, CHANNELS_OF_COMPUTATION), extension);
    Map<Line, Supply> supplies = new EnumMap<>(Line.class);
    for (Line line : Line.values()) {
      supplies.put(line, supply(line, link));
    }
    foundations = Optional.of(new Foundations(hashSeed, extension, correlations, supplies));
  }

  private Supply supply(Line line, LinkModel link) {
    return Supply.isAhead(link)
        ? Supply.ahead(
            line.thread(),
            () -> channels.subList(0, CHANNELS_OF_COMPUTATION).forEach(Channel::flush))
        : Supply.inline();
  }

  /**
   * Sets up OTs both ways.
   *
   * @param of the channels of those with A as the sender, and of those with B
   */
  private Correlations correlations(List<Channel> of, OtExtension extension) {
    boolean isA = me == Party.A;
    Channel ofA = of.getFirst();
    Channel ofB = of.getLast();
    return Correlations.create(isA, isA ? ofA : ofB, isA ? ofB : ofA, extension, random);
  }

  /** The channel of the computation. */
  Channel main() {
    return channels.getFirst();
  }

  /** Those of what is made ahead. */
  List<Channel> channels(Line line) {
    return Objects.requireNonNull(channelsAhead.get(line));
  }

  /** Randomness of this party alone. */
  SecureRandom random() {
    return random;
  }

  /** How all OTs of the session are extended. */
  OtExtension extension() {
    return foundations.orElseThrow().extension;
  }

  /** Correlated OTs in both directions, for the computing thread. */
  Correlations correlations() {
    return foundations.orElseThrow().correlations;
  }

  /** Where what is made ahead is ordered. */
  Supply supply(Line line) {
    return Objects.requireNonNull(foundations.orElseThrow().supplies.get(line));
  }

  /**
   * The OTs of which what gates use up is made, for the thread that makes it. Who asks first orders
   * that they are set up.
   */
  CompletableFuture<Correlations> gateOts() {
    if (gateOts.isEmpty()) {
      Supply supply = supply(Line.GATES);
      gateOts =
          Optional.of(
              supply.order(() ->
                  supply.isAhead()
                      ? correlations(channels(Line.GATES), extension())
                      : correlations()));
    }
    return gateOts.get();
  }

  /** Fresh bytes that both parties know: A chooses them. */
  private byte[] commonBytes() {
    if (me == Party.B) {
      return Exchange.swap(main(), new byte[0], SecretBlock.BYTES);
    }
    byte[] seed = new byte[SecretBlock.BYTES];
    random.nextBytes(seed);
    Exchange.swap(main(), seed, 0);
    return seed;
  }

  /** A hash of its own key sequence, the same at both parties. */
  TweakableHash hash(Domain domain) {
    return new TweakableHash(foundations.orElseThrow().hashSeed, domain.number);
  }

  /** As {@link #hash(Domain)}, of the OTs that {@code sender} sends: both ways run at once. */
  TweakableHash hash(Domain domain, Party sender) {
    return new TweakableHash(
        foundations.orElseThrow().hashSeed, sender == Party.A ? domain.number : domain.number + 1);
  }

  /**
   * The uses of hashes, each with keys of its own; two numbers where both parties send. With q
   * hashes under one key an attacker needs about 2^128 / q steps (Guo, Katz, Wang, Yu, S&P 2020):
   *
   * <table>
   *   <caption>Hashes under one key, at the party that hashes more</caption>
   *   <tr><td>{@link #GARBLING}</td><td>4 a gate, 512 gates</td><td>2^11</td></tr>
   *   <tr><td>{@link #BITS_TO_SHARES}</td><td>2 an OT, 2048 OTs</td><td>2^12</td></tr>
   *   <tr><td>{@link #PRODUCTS}</td><td>2 for each 4 columns of an OT, 4096 OTs or fewer</td>
   *       <td>at most 2^18</td></tr>
   *   <tr><td>{@link #TRIPLES}</td><td>2 an OT, 2048 OTs</td><td>2^12</td></tr>
   *   <tr><td>{@link #TABLES}</td><td>2 an OT, 2048 OTs</td><td>2^12</td></tr>
   *   <tr><td>{@link #DA_BITS}</td><td>2 an OT, 2048 OTs</td><td>2^12</td></tr>
   * </table>
   *
   * <p>So the least is 2^110 steps, whatever the shapes.
   */
  enum Domain {
    GARBLING(1),
    BITS_TO_SHARES(2),
    PRODUCTS(3),
    TRIPLES(5),
    TABLES(7),
    DA_BITS(9);

    private final long number;

    Domain(long number) {
      this.number = number;
    }
  }
}
