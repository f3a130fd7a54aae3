/**
 * Channels between the two parties: streams of bytes in memory and over TLS, metered.
 *
 * <p>Entry points: {@link quotient.transport.TlsTcp} listens or connects and hands out the {@link
 * quotient.transport.Channel}s of a session; {@link quotient.transport.MemoryChannel} makes a pair
 * within one process; {@link quotient.transport.InsecureTcp} is for benchmarks. {@link
 * quotient.transport.Bundle} joins the channels of a session, {@link quotient.transport.Exchange}
 * sends and receives at once, and says why nothing can block for good. {@link
 * quotient.transport.Identity} and {@link quotient.transport.Certificates} read what TLS needs from
 * files.
 *
 * <p>How it hangs together: a channel ({@code FramedChannel}) writes and reads frames in two
 * bounded queues ({@code FrameQueue}, whose essay explains the buffers); a link ({@code
 * SocketLink}) moves them over a socket on two threads, so that sending, receiving and computing
 * overlap. {@code LinkEmulator} and {@code EmulatedOutput} slow sockets down to a {@link
 * quotient.transport.LinkModel}, for benchmarks. {@code Connector}, {@code Listener} and {@code
 * Greeting} bring a session's connections together, {@code Reception}, {@code Visitors} and {@code
 * Strangers} keep the listening party's door; {@code TlsTcp}, {@code OwnKey} and {@code
 * PinnedTrust} are all there is of TLS. Every line a user may read is in {@code Failures}.
 *
 * <p>The room knows bytes only: not what they mean, not which protocol step they belong to, and no
 * share, label or key but its own for TLS.
 */
@NullMarked
package quotient.transport;

import org.jspecify.annotations.NullMarked;
