package quotient.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.Shares;
import quotient.transport.Channel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/**
 * Matrix products of secret planes and secret shares.
 *
 * @param size units that all the products together count as
 * @param protocol by which
 * @param shapes the products of one run
 */
record Products(
    String name, Unit unit, long size, ProductProtocol protocol, List<ProductShape> shapes)
    implements Workload {
  private record Operands(Planes planes, Shares shares, int terms) {}

  /** All products of one iteration of {@code train-signum}. */
  static Products ofOneIteration(String name, ProductProtocol protocol) {
    return new Products(name, Unit.ITERATIONS, 1, protocol, ProductShape.ofOneIteration());
  }

  /** One product by OT, counted in multiply-adds. */
  static Products multiplyAdds(String name, ProductShape shape) {
    return new Products(
        name, Unit.MULTIPLY_ADDS, shape.multiplyAdds(), ProductProtocol.OT, List.of(shape));
  }

  @Override
  public int warmUps() {
    return 20;
  }

  @Override
  public Runnable prepare(Party me, List<Channel> channels, SecureRandom random) {
    Engine engine =
        TwoPartyEngine.create(me, channels, new Protocols(GateProtocol.GMW, protocol), random);
    List<Operands> operands = new ArrayList<>();
    for (ProductShape shape : shapes) {
      operands.add(
          new Operands(
              shape.randomPlanes(me, random), shape.randomShares(me, random), shape.terms()));
    }
    return () -> {
      for (Operands o : operands) {
        engine.product(o.planes, o.shares, o.terms);
      }
    };
  }
}
