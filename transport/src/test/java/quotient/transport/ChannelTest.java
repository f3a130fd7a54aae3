package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quotient.transport.InsecureTestIdentities.ALICE;
import static quotient.transport.InsecureTestIdentities.BOB;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import quotient.transport.ChannelException.Kind;

/** What a channel promises, however its bytes are carried. */
class ChannelTest {
  private static final Timeouts PATIENT = Timeouts.DEFAULT;
  private static final Timeouts HASTY = PATIENT.withStall(Duration.ofMillis(150));

  /** Fails soon enough where two parties block each other, yet not on a busy machine. */
  private static final Timeouts WATCHFUL = PATIENT.withStall(Duration.ofSeconds(5));

  private static final int BOUND = Channel.WRITE_AHEAD_BYTES;

  @ParameterizedTest
  @EnumSource
  void carriesRandomWritesBothWays(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    for (long seed = 1; seed <= 4; seed++) {
      long there = seed;
      long back = -seed;
      Future<Void> first =
          Background.run(() -> {
            writeRandomly(pair.first(), there);
            readRandomly(pair.first(), back);
          });
      writeRandomly(pair.second(), back);
      readRandomly(pair.second(), there);
      Background.get(first);
    }
    pair.first().close();
    pair.second().close();
  }

  /** Writes the stream of a seed in pieces of all types and of random sizes. */
  private static void writeRandomly(Channel channel, long seed) {
    SplittableRandom sizes = new SplittableRandom(seed * 31);
    ByteBuffer stream = stream(seed);
    while (stream.hasRemaining()) {
      int size = randomSize(sizes, stream.remaining());
      switch (sizes.nextInt(5)) {
        case 0 -> {
          int offset = sizes.nextInt(9);
          byte[] bytes = new byte[offset + size + 3];
          stream.get(bytes, offset, size);
          channel.write(bytes, offset, size);
        }
        case 1 -> {
          int offset = sizes.nextInt(9);
          long[] longs = new long[offset + size / Long.BYTES + 3];
          int count = size / Long.BYTES;
          for (int i = 0; i < count; i++) {
            longs[offset + i] = stream.getLong();
          }
          channel.writeLongs(longs, offset, count);
        }
        case 2 -> {
          if (stream.remaining() >= Long.BYTES) {
            channel.writeLong(stream.getLong());
          }
        }
        case 3 -> {
          if (stream.remaining() >= Integer.BYTES) {
            channel.writeInt(stream.getInt());
          }
        }
        default -> channel.flush();
      }
    }
  }

  /** Reads the stream of a seed in other pieces than it was written in. */
  private static void readRandomly(Channel channel, long seed) {
    SplittableRandom sizes = new SplittableRandom(seed * 37);
    ByteBuffer expected = stream(seed);
    while (expected.hasRemaining()) {
      int size = randomSize(sizes, expected.remaining());
      int offset = sizes.nextInt(9);
      switch (sizes.nextInt(4)) {
        case 0 -> {
          byte[] bytes = new byte[offset + size + 3];
          channel.read(bytes, offset, size);
          byte[] wanted = new byte[size];
          expected.get(wanted);
          assertThat(Arrays.equals(bytes, offset, offset + size, wanted, 0, size)).isTrue();
          assertThat(bytes).endsWith(0, 0, 0);
        }
        case 1 -> {
          int count = size / Long.BYTES;
          long[] longs = new long[offset + count + 3];
          channel.readLongs(longs, offset, count);
          long[] wanted = new long[offset + count + 3];
          for (int i = 0; i < count; i++) {
            wanted[offset + i] = expected.getLong();
          }
          assertThat(Arrays.equals(longs, wanted)).isTrue();
        }
        case 2 -> {
          if (expected.remaining() >= Long.BYTES) {
            assertThat(channel.readLong()).isEqualTo(expected.getLong());
          }
        }
        default -> {
          if (expected.remaining() >= Integer.BYTES) {
            assertThat(channel.readInt()).isEqualTo(expected.getInt());
          }
        }
      }
    }
  }

  /** Mostly small, sometimes several frames. */
  private static int randomSize(SplittableRandom random, int most) {
    return Math.min(most, random.nextInt(1 << random.nextInt(1, 19)));
  }

  private static ByteBuffer stream(long seed) {
    byte[] bytes = new byte[1_000_003];
    new SplittableRandom(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @EnumSource
  void oneThreadMayWriteUpToTheBoundAtBothEndsBeforeReading(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(WATCHFUL);
    byte[] data = new byte[BOUND];
    new SplittableRandom(5).nextBytes(data);
    byte[] arrived = new byte[BOUND];
    for (int round = 0; round < 3; round++) {
      pair.first().write(data, 0, BOUND);
      pair.second().write(data, 0, BOUND);
      pair.first().flush();
      pair.second().read(arrived, 0, BOUND);
      assertThat(Arrays.equals(arrived, data)).isTrue();
      Arrays.fill(arrived, (byte) 0);
      pair.first().read(arrived, 0, BOUND);
      assertThat(Arrays.equals(arrived, data)).isTrue();
    }
    pair.first().close();
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void smallFlushesTakeNoMoreRoomThanTheirBytes(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(WATCHFUL);
    int count = BOUND / (Long.BYTES + 4);
    for (int i = 0; i < count; i++) {
      pair.first().writeLong(i);
      pair.first().flush();
    }
    for (int i = 0; i < count; i++) {
      assertThat(pair.second().readLong()).isEqualTo(i);
    }
    pair.first().close();
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void bigTransfersBothWaysAtTheSameTimeDoNotBlockEachOther(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    Future<Void> first = Background.run(() -> exchange(pair.first(), 3, 4));
    exchange(pair.second(), 4, 3);
    Background.get(first);
    pair.first().close();
    pair.second().close();
  }

  /** Twice the bound and back, in turns of the bound. */
  private static void exchange(Channel channel, long ownMark, long otherMark) {
    long[] out = new long[BOUND / Long.BYTES];
    long[] in = new long[BOUND / Long.BYTES];
    for (int turn = 0; turn < 2; turn++) {
      Arrays.fill(out, ownMark * (turn + 1));
      channel.writeLongs(out, 0, out.length);
      channel.readLongs(in, 0, in.length);
      Arrays.fill(out, otherMark * (turn + 1));
      assertThat(Arrays.equals(in, out)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readingFlushesFirst(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    Future<Integer> other =
        Background.call(() -> {
          pair.second().writeLong(pair.second().readLong() + 1);
          return pair.second().readInt();
        });
    pair.first().writeLong(41);
    assertThat(pair.first().readLong()).isEqualTo(42);
    pair.first().writeInt(43);
    pair.first().close();
    assertThat(Background.get(other)).isEqualTo(43);
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void countsBytesAndRounds(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    Channel first = pair.first();
    Channel second = pair.second();
    assertThat(first.traffic()).isEqualTo(Traffic.NONE);

    first.writeLong(1);
    first.writeLong(2);
    assertThat(first.traffic().bytesSent()).isZero();
    first.flush();
    first.flush();
    first.writeInt(3);
    first.flush();
    assertThat(first.traffic()).isEqualTo(new Traffic(16 + 4, 0, 0));

    assertThat(second.readLong()).isEqualTo(1);
    assertThat(second.traffic()).isEqualTo(new Traffic(0, 16, 0));
    assertThat(second.readLong()).isEqualTo(2);
    assertThat(second.readInt()).isEqualTo(3);
    assertThat(second.traffic()).isEqualTo(new Traffic(0, 20, 0));

    Traffic before = second.traffic();
    byte[] large = new byte[100_000];
    second.write(large, 0, large.length);
    second.flush();
    first.read(large, 0, 10);
    first.read(large, 10, large.length - 10);
    first.writeInt(4);
    first.flush();
    assertThat(second.readInt()).isEqualTo(4);

    // Two frames: a full one is 64 KiB with its header. Headers are not counted.
    assertThat(first.traffic()).isEqualTo(new Traffic(20 + 4, 100_000, 1));
    assertThat(second.traffic().minus(before)).isEqualTo(new Traffic(100_000, 4, 1));
    assertThat(second.traffic()).isEqualTo(before.plus(new Traffic(100_000, 4, 1)));
    first.close();
    second.close();
    assertThat(first.traffic()).isEqualTo(new Traffic(20 + 4, 100_000, 1));
  }

  @ParameterizedTest
  @EnumSource
  void closeDeliversWhatWasWritten(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    byte[] data = new byte[300_000];
    new SplittableRandom(6).nextBytes(data);
    pair.first().write(data, 0, data.length);
    pair.first().close();
    pair.first().close();
    byte[] arrived = new byte[data.length];
    pair.second().read(arrived, 0, arrived.length);
    assertThat(Arrays.equals(arrived, data)).isTrue();
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void readingMoreThanThePeerSentBeforeItsGoodbye_fails(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    pair.first().writeInt(7);
    pair.first().close();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> pair.second().readLong())
          .hasMessageStartingWith("the other party (" + pair.second().peer() + ") ended")
          .hasFieldOrPropertyWithValue("kind", Kind.ENDED);
    }
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void usingAClosedChannel_fails(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    pair.first().close();
    assertFails(Kind.CLOSED, () -> pair.first().writeInt(1));
    assertFails(Kind.CLOSED, () -> pair.first().readInt());
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void aSilentPeer_fails(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(HASTY);
    assertThatThrownBy(() -> pair.first().readInt())
        .hasMessageStartingWith(
            "the other party (" + pair.first().peer() + ") sent nothing for 0.15 s;")
        .hasMessageNotContaining("\n")
        .hasFieldOrPropertyWithValue("kind", Kind.STALLED);
    pair.first().abort(AbortReason.STOPPED);
    assertFails(Kind.ABORTED, () -> pair.second().readInt());
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatTakesNothing_fails(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(HASTY);
    byte[] data = new byte[BOUND];
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 64; i++) {
                pair.first().write(data, 0, data.length);
              }
            })
        .hasMessageStartingWith(
            "the other party (" + pair.first().peer() + ") took nothing for 0.15 s;")
        .hasFieldOrPropertyWithValue("kind", Kind.STALLED);
    pair.first().close();
    assertFails(
        Kind.LOST,
        () -> {
          while (true) {
            pair.second().read(data, 0, data.length);
          }
        });
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void anAbort_failsThePeerThatReads(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    Future<Integer> reading = Background.call(() -> pair.second().readInt());
    pair.first().abort(AbortReason.STOPPED);
    assertThatThrownBy(() -> Background.get(reading))
        .hasMessage(
            "the other party (%s) stopped because of an error on its side; its own output says"
                + " which",
            pair.second().peer())
        .hasFieldOrPropertyWithValue("kind", Kind.ABORTED);
    assertFails(Kind.ABORTED, () -> pair.second().readInt());
    pair.second().close();
    pair.first().close();
  }

  @ParameterizedTest
  @EnumSource
  void anAbort_failsThePeerThatWrites(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    byte[] data = new byte[1 << 20];
    Future<Void> writing =
        Background.run(() -> {
          // In memory an abort is seen on reading only, but it never leaves a writer stuck.
          for (int i = 0; i < 200; i++) {
            pair.second().write(data, 0, data.length);
          }
          pair.second().readInt();
        });
    assertThat(pair.first().readInt()).isZero();
    pair.first().abort(AbortReason.INTERRUPTED);
    assertThatThrownBy(() -> Background.get(writing))
        .hasMessage("the other party (%s) was stopped by its operator", pair.second().peer())
        .hasFieldOrPropertyWithValue("kind", Kind.ABORTED);
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void anAbortOvertakesWhatTheOtherSideHasNotTaken(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    byte[] data = new byte[BOUND];
    pair.first().write(data, 0, data.length);
    pair.first().writeLong(1);
    pair.first().abort(AbortReason.REFUSED);
    assertThatThrownBy(
            () -> {
              pair.second().read(data, 0, data.length);
              pair.second().readLong();
            })
        .hasMessageContaining("refuses what this party sent")
        .hasFieldOrPropertyWithValue("kind", Kind.ABORTED);
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void ownAbortFromAnotherThread_failsABlockedRead(Carrier carrier) throws InterruptedException {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    Future<Integer> reading = Background.call(() -> pair.first().readInt());
    Thread.sleep(50);
    pair.first().abort(AbortReason.INTERRUPTED);
    assertFails(Kind.CLOSED, () -> Background.get(reading));
    assertFails(Kind.ABORTED, () -> pair.second().readInt());
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void anInterrupt_failsABlockedRead(Carrier carrier) throws InterruptedException {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    Thread reader = Thread.currentThread();
    Future<Void> interruption =
        Background.run(() -> {
          while (reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          reader.interrupt();
        });
    assertFails(Kind.INTERRUPTED, () -> pair.first().readInt());
    assertThat(Thread.interrupted()).isTrue();
    Background.get(interruption);
    pair.first().abort(AbortReason.INTERRUPTED);
    pair.second().abort(AbortReason.STOPPED);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhoIsAtTheOtherEnd(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    boolean proven = carrier == Carrier.TLS;
    assertThat(pair.first().peerFingerprint())
        .isEqualTo(proven ? Optional.of(BOB.fingerprint()) : Optional.empty());
    assertThat(pair.second().peerFingerprint())
        .isEqualTo(proven ? Optional.of(ALICE.fingerprint()) : Optional.empty());
    pair.first().close();
    pair.second().close();
  }

  @ParameterizedTest
  @EnumSource
  void rangesOutsideTheArray_fail(Carrier carrier) {
    MemoryChannel.Pair pair = carrier.pair(PATIENT);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> pair.first().write(new byte[3], 2, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> pair.first().read(new byte[3], -1, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> pair.first().writeLongs(new long[3], 0, 4));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> pair.first().readLongs(new long[3], 0, -1));
    pair.first().close();
    pair.second().close();
  }

  private static void assertFails(Kind kind, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(ChannelException.class)
        .hasFieldOrPropertyWithValue("kind", kind);
  }
}
