package quotient.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a recording depends on: the circuit with its parameters, and of its operands how wide they
 * are, which wires are constant, public or secret, and which are the same wire. Lanes don't matter,
 * nor do values, except that a public wire of a single lane is a constant.
 *
 * @param circuit a record, so that equal ones are the same circuit
 * @param operands for each the kinds of its wires
 */
record RecordingKey(LaneCircuit circuit, List<Wires> operands) {
  static final int ZERO = 0;
  static final int ONE = 1;
  private static final int FIRST_PUBLIC = 2;

  /**
   * The kinds of an operand's wires.
   *
   * @param numbers {@link #ZERO}, {@link #ONE}, or {@code 2 n} for the n-th of the different public
   *     wires and {@code 2 n + 1} for the n-th of the different secret ones, from n = 1; empty for
   *     shares
   * @param addendBits of shares: bits of an addend; 0 for bits
   * @param dropped of shares: low bits of the sum that are not part of the value
   */
  record Wires(List<Integer> numbers, int addendBits, int dropped) {
    static boolean isPublic(int number) {
      return number >= FIRST_PUBLIC && number % 2 == 0;
    }
  }

  static RecordingKey of(LaneCall call) {
    IdentityHashMap<Wire, Integer> seen = new IdentityHashMap<>();
    List<Wires> operands = new ArrayList<>();
    for (Operand input : call.inputs()) {
      operands.add(
          switch (input) {
            case Shares shares ->
                new Wires(List.of(), shares.width() + shares.guard(), shares.guard());
            case Bits bits -> {
              Integer[] numbers = new Integer[bits.width()];
              Arrays.setAll(numbers, i -> number(bits.wire(i), seen));
              yield new Wires(List.of(numbers), 0, 0);
            }
          });
    }
    return new RecordingKey(call.circuit(), operands);
  }

  private static int number(Wire wire, IdentityHashMap<Wire, Integer> seen) {
    if (wire instanceof PublicWire p && p.isConstant()) {
      return p.constant() ? ONE : ZERO;
    }
    int kind = wire instanceof PublicWire ? 0 : 1;
    return seen.computeIfAbsent(wire, w -> 2 * (seen.size() + 1) + kind);
  }
}
