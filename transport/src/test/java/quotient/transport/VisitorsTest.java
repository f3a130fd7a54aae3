package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import quotient.transport.Visitors.Visitor;

/** Who has to go when too many have come. */
class VisitorsTest {
  private final Visitors visitors = new Visitors();

  private List<Visitor> enter(int count) {
    List<Visitor> entered = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entered.add(visitors.enter(new Socket()));
    }
    return entered;
  }

  @Test
  void theOldestGoFirst() {
    List<Visitor> all = enter(Visitors.MOST + 3);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).wasSentAway()).isEqualTo(i < 3);
      assertThat(all.get(i).socket().isClosed()).isEqualTo(i < 3);
    }
  }

  @Test
  void whoHasLeftMakesRoom() {
    visitors.leave(enter(Visitors.MOST).get(5));
    List<Visitor> last = enter(1);
    assertThat(last.getFirst().wasSentAway()).isFalse();
  }

  @Test
  void whoMayStayDoesNotGo() {
    List<Visitor> first = enter(2);
    visitors.mayStay(first.getFirst());
    List<Visitor> others = enter(Visitors.MOST - 1);
    assertThat(first.getFirst().wasSentAway()).isFalse();
    assertThat(first.getLast().wasSentAway()).isTrue();
    others.forEach(visitors::mayStay);
    assertThat(enter(1).getFirst().wasSentAway()).isTrue();
    assertThat(others).noneMatch(Visitor::wasSentAway);
  }

  @Test
  void makingRoomSendsTheOldestAway() throws InterruptedException {
    List<Visitor> two = enter(2);
    visitors.makeRoom();
    assertThat(two).extracting(Visitor::wasSentAway).containsExactly(true, false);
    visitors.makeRoom();
    visitors.makeRoom();
    assertThat(two).allMatch(Visitor::wasSentAway);
  }

  @Test
  void afterTheEndNobodyIsLetIn() {
    List<Visitor> before = enter(1);
    visitors.close();
    List<Visitor> after = enter(1);
    assertThat(before.getFirst().socket().isClosed()).isTrue();
    assertThat(after.getFirst().socket().isClosed()).isTrue();
  }
}
