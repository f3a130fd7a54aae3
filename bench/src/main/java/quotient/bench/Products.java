package quotient.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.engine.Ring;
import quotient.transport.Channel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.TwoPartyEngine;

/**
 * Matrix products of secret bits and secret shares.
 *
 * @param size units that all the products together count as
 * @param protocol by which
 * @param shapes the products of one run
 */
record Products(
    String name, Unit unit, long size, ProductProtocol protocol, List<ProductShape> shapes)
    implements Workload {
  private record Product(Supplier<ProductShape.Operands> operands, Ring ring) {}

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
    List<Product> products = new ArrayList<>();
    for (ProductShape shape : shapes) {
      products.add(new Product(shape.random(me, random), new Ring(shape.ring(), shape.terms())));
    }
    return () -> {
      for (Product product : products) {
        // New matrices: those of an earlier run would be converted already.
        ProductShape.Operands operands = product.operands.get();
        engine.product(operands.left(), operands.right(), product.ring);
      }
    };
  }
}
