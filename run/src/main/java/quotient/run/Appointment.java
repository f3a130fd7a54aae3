package quotient.run;

import java.util.List;
import java.util.function.Consumer;
import quotient.engine.Party;
import quotient.transport.Address;
import quotient.transport.Channel;
import quotient.transport.Listener;
import quotient.transport.TlsTcp;
import quotient.twoparty.TwoPartyEngine;

/**
 * A {@link Rendezvous} of which it is settled who comes.
 *
 * @param me which party this is
 * @param place where the two meet
 * @param tcp connections to the other party and to nobody else
 * @param peer the other party
 */
record Appointment(Party me, Place place, TlsTcp tcp, Peer peer) {
  /**
   * Waits for the other party or connects to it.
   *
   * @throws quotient.transport.ChannelException if there is no connection
   */
  Meeting meet(Consumer<Event> events) {
    return new Meeting(
        me,
        switch (place) {
          case Place.Listen(Address address) -> listen(address, events);
          case Place.Connect(Address address) -> connect(address, events);
        });
  }

  private List<Channel> connect(Address address, Consumer<Event> events) {
    events.accept(new Event.Connecting(address));
    return tcp.connect(address, TwoPartyEngine.CHANNELS);
  }

  private List<Channel> listen(Address address, Consumer<Event> events) {
    try (Listener listener = tcp.listen(address)) {
      events.accept(new Event.Listening(new Address(address.host(), listener.port())));
      return listener.accept(TwoPartyEngine.CHANNELS);
    }
  }
}
