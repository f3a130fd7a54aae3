package quotient.twoparty;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import quotient.bits.BitPacking;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Ring;
import quotient.engine.Shares;

/**
 * Products by correlated OT ({@link BitPlaneProduct}), in rings of up to 64 bits. Either operand
 * may give the planes, the other one gives shares: with the planes of X it is {@code (X^T P^T)^T}.
 */
final class BitPlanes implements ProductScheme {
  private final OtExtension extension;
  private final ProductPrice price;

  /** With OTs that are extended like this. */
  BitPlanes(OtExtension extension, ProductPrice price) {
    this.extension = extension;
    this.price = price;
  }

  @Override
  public Optional<ProductScheme.Plan> plan(ProductShape shape, Ring ring) {
    return Stream.concat(
            ofLeft(shape, ring, false).stream(), ofLeft(shape.transpose(), ring, true).stream())
        .min(Comparator.comparingDouble(ProductScheme.Plan::price));
  }

  /** The plan in which the left operand gives the planes. */
  private Optional<ProductScheme.Plan> ofLeft(ProductShape shape, Ring ring, boolean transposed) {
    if (!shape.p().hasPlanes() || !shape.x().reaches(ring.width())) {
      return Optional.empty();
    }
    Bill messages = messages(shape, ring.width());
    Bill bill = messages.plus(ots(shape, ring.width()));
    double byOt = price.byOt(bill, List.of(shape.x()));
    return Optional.of(new Plan(transposed, ring.width(), bill, byOt, messages.bytes()));
  }

  private static Bill messages(ProductShape shape, int width) {
    Bill messages = Bill.NONE;
    int most = ProductTiles.maxColumns(width);
    for (ProductShape.Term term : shape.terms()) {
      Party sender = term.left().other();
      long otsPerPlane = Math.multiplyExact((long) term.rows(), term.inner());
      for (int from = 0; from < term.columns(); from += most) {
        int columns = Math.min(most, term.columns() - from);
        for (long weight : shape.p().weights()) {
          int rowBytes = BitPacking.bytes(columns, ProductPart.messageBits(weight, width));
          messages = messages.plus(Bill.ofBytes(sender, otsPerPlane * rowBytes));
        }
      }
    }
    return messages;
  }

  private Bill ots(ProductShape shape, int width) {
    Map<Party, Long> ots = new EnumMap<>(Party.class);
    int most = ProductTiles.maxColumns(width);
    for (ProductShape.Term term : shape.terms()) {
      long perPlane = Math.multiplyExact((long) term.rows(), term.inner());
      long parts = Math.ceilDiv(term.columns(), most);
      long count = Math.multiplyExact(perPlane, parts * shape.p().weights().size());
      ots.merge(term.left().other(), count, Long::sum);
    }
    Bill all = Bill.NONE;
    for (Map.Entry<Party, Long> ofSender : ots.entrySet()) {
      all = all.plus(Bill.ofCots(extension, ofSender.getKey(), ofSender.getValue()));
    }
    return all;
  }

  private record Plan(boolean transposed, int width, Bill bill, double price, long productBytes)
      implements ProductScheme.Plan {
    @Override
    public long ciphertexts() {
      return 0;
    }

    @Override
    public List<Matrix> converted(Matrix p, Matrix x) {
      return List.of(transposed ? p : x);
    }

    @Override
    public Shares zeros(ProductShape shape) {
      return Shares.zeros(shape.rows(), shape.columns(), width);
    }

    @Override
    public void run(PlannedParties parties, ProductShape shape) {
      ProductShape ofPlanes = transposed ? shape.transpose() : shape;
      parties.each(party -> PlannedPart.run(party, ofPlanes, width));
    }

    @Override
    public Shares run(Products tools, Matrix p, Matrix x, List<CrossTerm> terms) {
      return transposed
          ? multiply(
                  tools,
                  x.transpose(),
                  p.transpose(),
                  terms.stream().map(CrossTerm::transpose).toList())
              .transpose()
          : multiply(tools, p, x, terms);
    }

    private Shares multiply(Products tools, Matrix p, Matrix x, List<CrossTerm> terms) {
      Shares shares = tools.conversions().shares(x, width);
      return tools.bitPlanes().multiply(p.planes().orElseThrow(), shares, terms);
    }
  }
}
