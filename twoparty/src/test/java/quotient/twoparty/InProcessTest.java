package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import quotient.transport.Channel;
import quotient.transport.ChannelException;

class InProcessTest {
  private static final InProcess.Role<Long> LISTENING = channels -> channels.getLast().readLong();

  private static final InProcess.Role<Long> FAILING =
      _ -> {
        throw new IllegalStateException("cannot go on");
      };

  @Test
  void whatIsWrittenLastArrives() {
    InProcess.Both<Long> both =
        InProcess.run(
            channels -> {
              for (Channel channel : channels) {
                channel.writeLong(7);
              }
              return 1L;
            },
            channels -> channels.stream().mapToLong(Channel::readLong).sum());
    assertThat(both).isEqualTo(new InProcess.Both<>(1L, 7L * Session.CHANNELS));
  }

  /** The other party fails, too, as its channel is gone; but that is not the reason. */
  @Test
  void theFailureThatLedToTheOtherComesOut() {
    for (int i = 0; i < 50; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> InProcess.run(FAILING, LISTENING))
          .withMessage("cannot go on");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> InProcess.run(LISTENING, FAILING))
          .withMessage("cannot go on");
    }
  }

  @Test
  void aPartyThatIsDoneTooEarlyIsMissed() {
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() -> InProcess.run(_ -> 1L, LISTENING));
  }

  @Test
  void anErrorComesOutAsItIs() {
    AssertionError error = new AssertionError("wrong");
    Throwable thrown =
        catchThrowable(() ->
            InProcess.run(
                LISTENING,
                _ -> {
                  throw error;
                }));
    assertThat(thrown).isSameAs(error);
  }

  @Test
  void whoInterruptsStopsBoth() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    List<CompletableFuture<Throwable>> ends =
        List.of(new CompletableFuture<>(), new CompletableFuture<>());
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread run =
        Thread.ofPlatform()
            .start(() ->
                thrown.complete(
                    catchThrowable(() ->
                        InProcess.run(
                            waiting(started, ends.getFirst()), waiting(started, ends.getLast())))));
    started.await();
    run.interrupt();
    assertThat(thrown.join())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted while two parties ran");
    ends.forEach(end -> assertThat(end.join()).isInstanceOf(ChannelException.class));
  }

  private static InProcess.Role<Long> waiting(
      CountDownLatch started, CompletableFuture<Throwable> end) {
    return channels -> {
      started.countDown();
      end.complete(catchThrowable(() -> LISTENING.play(channels)));
      return 0L;
    };
  }
}
