package quotient.twoparty;

import java.util.List;
import quotient.engine.LaneCall;
import quotient.engine.Party;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.engine.Shares;

/** What {@link Yao} costs. */
final class PlannedYao extends PlannedGates {
  /** Two ciphertexts. */
  private static final int BYTES_PER_AND = 32;

  PlannedYao(Account account) {
    super(account, new Recordings());
  }

  @Override
  void plan(List<Recording> circuits, List<LaneCall> calls) {
    for (int i = 0; i < calls.size(); i++) {
      LaneCall call = calls.get(i);
      long inputs =
          call.inputs().stream()
              .filter(Shares.class::isInstance)
              .map(Shares.class::cast)
              .mapToLong(x -> (long) (x.width() + x.guard()) * call.lanes())
              .sum();
      planInputs(inputs);
      planAnds((long) circuits.get(i).ands() * call.lanes());
    }
  }

  private void planAnds(long count) {
    account().add(new Bill(count, 0, BYTES_PER_AND * count, 0));
  }

  @Override
  public List<PlannedWire> and(List<PlannedWire> a, List<PlannedWire> b) {
    planAnds(a.stream().mapToLong(PlannedWire::lanes).sum());
    return a.stream().map(wire -> new PlannedWire(wire.lanes())).toList();
  }

  /** An OT for each of B's bits; A's cost nothing. */
  @Override
  void planInputs(long count) {
    account().addCots(Party.A, count);
  }
}
