package quotient.transport;

/**
 * What carries frames from the outgoing queue of one party to the incoming queue of the other. Data
 * moves without being asked; a channel needs its link only at the end.
 */
interface Link {
  /**
   * Waits until all that was queued, the goodbye included, is on its way.
   *
   * @throws ChannelException if it does not get there
   */
  void awaitSent();

  /** Waits a moment until all that was queued is on its way and the peer has hung up. */
  void awaitPeerGone();

  /** Ends the connection at once. */
  void cut();
}
