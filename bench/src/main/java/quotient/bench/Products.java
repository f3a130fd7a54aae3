package quotient.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.TwoPartyEngine;

/**
 * Matrix products of secret planes and secret shares by OT.
 *
 * @param size units that all the products together count as
 * @param shapes the products of one run
 */
record Products(String name, Unit unit, long size, List<ProductShape> shapes) implements Workload {
  private record Operands(Planes planes, Shares shares) {}

  static Products multiplyAdds(String name, ProductShape shape) {
    return new Products(name, Unit.MULTIPLY_ADDS, shape.multiplyAdds(), List.of(shape));
  }

  @Override
  public int warmUps() {
    return 3;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, SecureRandom random) {
    TwoPartyEngine engine = TwoPartyEngine.create(me, channels, ProductProtocol.OT, random);
    List<Operands> operands = new ArrayList<>();
    for (ProductShape shape : shapes) {
      operands.add(new Operands(shape.randomPlanes(me, random), shape.randomShares(me, random)));
    }
    return () -> {
      for (Operands o : operands) {
        engine.product(o.planes, o.shares);
      }
    };
  }
}
