package quotient.twoparty;

import java.util.List;
import quotient.crypto.SecretBlock;
import quotient.engine.LaneCall;
import quotient.engine.Party;
import quotient.engine.Recording;
import quotient.engine.Recordings;
import quotient.engine.Shares;

/** What {@link Yao} costs. */
final class PlannedYao extends PlannedGates {
  PlannedYao(Account account, Recordings recordings) {
    super(GateProtocol.YAO, account, recordings);
  }

  @Override
  void plan(List<Recording> circuits, List<LaneCall> calls) {
    long inputs =
        calls.stream()
            .flatMap(call -> call.inputs().stream())
            .filter(Shares.class::isInstance)
            .map(Shares.class::cast)
            .mapToLong(x -> (long) (x.width() + x.guard()) * x.lanes())
            .sum();
    account().addCots(Party.A, inputs);
    account().parties().each(party -> begin(party, inputs));
    for (int i = 0; i < calls.size(); i++) {
      Recording circuit = circuits.get(i);
      int lanes = calls.get(i).lanes();
      bill((long) circuit.ands() * lanes);
      account().parties().each(party -> run(party, circuit, lanes));
    }
  }

  /** Labels of inputs and outputs; what is between is held for a chunk of lanes. */
  @Override
  long held(Recording circuit, int lanes) {
    long wires = circuit.inputs().size();
    for (int o = 0; o < circuit.outputs(); o++) {
      wires += circuit.width(o);
    }
    return SecretBlock.BYTES * wires * lanes;
  }

  private void bill(long ands) {
    account().add(new Bill(ands, 0, HalfGates.BYTES * ands, 0));
  }

  /** A call by {@link YaoRun}: of each chunk the inputs, then the gates. */
  private static void run(PlannedParties.One party, Recording circuit, int lanes) {
    for (int from = 0; from < lanes; from += HalfGates.VECTOR) {
      int count = Math.min(HalfGates.VECTOR, lanes - from);
      for (Recording.Input input : circuit.inputs()) {
        if (circuit.kind(input.node()) == Recording.Kind.OF_A) {
          next(party, count);
        }
      }
      gates(party, (long) circuit.ands() * count);
    }
  }

  private static void begin(PlannedParties.One party, long inputs) {
    if (party.me() == Party.A) {
      party.correlations().sender().begin(inputs);
    } else {
      party.correlations().receiver().begin(inputs);
    }
  }

  private static void next(PlannedParties.One party, long inputs) {
    if (party.me() == Party.A) {
      party.correlations().sender().next(inputs);
    } else {
      party.correlations().receiver().next(inputs);
    }
  }

  /** A garbles, B evaluates. */
  private static void gates(PlannedParties.One party, long ands) {
    if (party.me() == Party.A) {
      party.main().write(HalfGates.BYTES * ands);
    } else {
      party.main().read(HalfGates.BYTES * ands);
    }
  }

  @Override
  public List<PlannedWire> and(List<PlannedWire> a, List<PlannedWire> b) {
    long ands = a.stream().mapToLong(PlannedWire::lanes).sum();
    bill(ands);
    account().parties().each(party -> gates(party, ands));
    return a.stream().map(wire -> wire(wire.lanes())).toList();
  }

  /** An OT for each of B's bits; A's cost nothing. */
  @Override
  void planInputs(long count) {
    account().addCots(Party.A, count);
    account()
        .parties()
        .each(party -> {
          begin(party, count);
          next(party, count);
        });
  }
}
