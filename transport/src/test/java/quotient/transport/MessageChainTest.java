package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageChainTest {
  private final MessageChain chain = new MessageChain();
  private final MemoryChannel.Pair one = chain.observed(MemoryChannel.pair());
  private final MemoryChannel.Pair two = chain.observed(MemoryChannel.pair());

  @Test
  void questionsAndAnswersAreAChain() {
    for (int i = 1; i <= 5; i++) {
      one.first().writeInt(i);
      one.first().flush();
      assertThat(one.second().readInt()).isEqualTo(i);
      one.second().writeLong(-i);
      one.second().flush();
      assertThat(one.first().readLong()).isEqualTo(-i);
      assertThat(chain.length()).isEqualTo(2L * i);
    }
  }

  @Test
  void messagesOfOnePartyAreOne() {
    for (int i = 0; i < 10; i++) {
      one.first().writeInt(i);
      one.first().flush();
      two.first().writeLongs(new long[100], 0, 100);
      two.first().flush();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(one.second().readInt()).isEqualTo(i);
    }
    two.second().readLongs(new long[1000], 0, 1000);
    assertThat(chain.length()).isEqualTo(1);
  }

  /** What both say at the same time is one step; what was learned on one channel counts on all. */
  @Test
  void whatWasLearnedOnOneChannelCountsOnTheOther() {
    one.first().writeInt(1);
    one.second().writeInt(2);
    one.first().flush();
    one.second().flush();
    one.first().readInt();
    one.second().readInt();
    assertThat(chain.length()).isEqualTo(1);
    two.second().writeInt(3);
    two.second().flush();
    two.first().readInt();
    assertThat(chain.length()).isEqualTo(2);
  }

  /** Who has read only the first part of what is there knows only that. */
  @Test
  void aPartOfWhatArrivedCountsAlone() {
    one.first().writeLong(1);
    two.second().writeInt(9);
    two.second().flush();
    two.first().readInt();
    one.first().writeLong(2);
    one.first().flush();
    byte[] bytes = new byte[12];
    one.second().read(bytes, 0, 8);
    assertThat(chain.length()).isEqualTo(1);
    one.second().read(bytes, 0, 4);
    assertThat(chain.length()).isEqualTo(2);
    one.second().read(bytes, 0, 4);
    assertThat(chain.length()).isEqualTo(2);
  }
}
