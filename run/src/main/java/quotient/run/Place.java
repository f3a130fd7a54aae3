package quotient.run;

import quotient.transport.Address;

/** Where the parties meet: one listens, the other one connects. */
public sealed interface Place {
  /** This party listens; at port 0 the system chooses one. */
  record Listen(Address address) implements Place {}

  /** This party connects to the other one, which listens there. */
  record Connect(Address address) implements Place {}
}
