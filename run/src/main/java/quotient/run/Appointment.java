package quotient.run;

import java.util.List;
import java.util.function.Consumer;
import quotient.engine.Party;
import quotient.transport.AbortReason;
import quotient.transport.Address;
import quotient.transport.Channel;
import quotient.transport.ChannelException;
import quotient.transport.Listener;
import quotient.transport.TlsTcp;
import quotient.twoparty.DisagreementException;
import quotient.twoparty.Session;

/**
 * A {@link Rendezvous} of which it is settled who comes.
 *
 * @param me which party this is
 * @param place where the two meet
 * @param tcp connections to the other party and to nobody else
 * @param peer the other party
 */
record Appointment(Party me, Place place, TlsTcp tcp, Peer peer) {
  /** What is to be said where nobody can know whether the other party heard the last word. */
  static final String DONE_HERE =
      "this party was done, the other one should say whether it was, too";

  /**
   * Waits for the other party or connects to it, and does {@code work} with it. Whatever ends that
   * before the session is complete, an exception or the operator, the other party is told. Where it
   * ends because the parties do not mean the same, the other party finds that by itself if it gets
   * all that was sent, so it must.
   *
   * @throws ChannelException if there is no connection
   * @throws UserException if the connection breaks after all work, at the goodbye
   */
  void meet(Consumer<Event> events, Consumer<Session> work) {
    Session session =
        new Session(
            me,
            switch (place) {
              case Place.Listen(Address address) -> listen(address, events);
              case Place.Connect(Address address) -> connect(address, events);
            });
    boolean done = false;
    try (Interruption.Action _ =
            Interruption.on(
                "the other party has been told", () -> session.abort(AbortReason.INTERRUPTED));
        session) {
      work(session, work);
      done = true;
    } catch (ChannelException e) {
      throw done ? UserException.peer(e.getMessage() + "; " + DONE_HERE) : e;
    }
  }

  private static void work(Session session, Consumer<Session> work) {
    try {
      work.accept(session);
    } catch (DisagreementException e) {
      session.complete();
      throw e;
    }
  }

  private List<Channel> connect(Address address, Consumer<Event> events) {
    events.accept(new Event.Connecting(address));
    return tcp.connect(address, Session.CHANNELS);
  }

  private List<Channel> listen(Address address, Consumer<Event> events) {
    try (Listener listener = tcp.listen(address)) {
      events.accept(new Event.Listening(new Address(address.host(), listener.port())));
      return listener.accept(Session.CHANNELS);
    }
  }
}
