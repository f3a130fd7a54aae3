package quotient.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Ring;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

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
  /** Makes the operands anew: what a product computes from one is kept with it. */
  private record Operands(Supplier<Matrix> left, Supplier<Matrix> right, Ring ring) {}

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
  public Runnable prepare(Party me, List<Channel> channels, LinkModel link, SecureRandom random) {
    Engine engine =
        new Session(me, channels).engine(new Protocols(GateProtocol.GMW, protocol, link));
    List<Operands> operands = new ArrayList<>();
    for (ProductShape shape : shapes) {
      operands.add(
          new Operands(shape.left(me, random), shape.right(me, random), shape.productRing()));
    }
    return () -> {
      for (Operands o : operands) {
        engine.product(o.left.get(), o.right.get(), o.ring);
      }
    };
  }
}
