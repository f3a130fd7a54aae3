package quotient.engine;

import java.util.List;

/**
 * A circuit and what it is applied to, see {@link Engine#lanewise(List)}.
 *
 * @param circuit applied to every lane
 * @param inputs all with the same number of lanes; bits of one lane are repeated for all lanes
 */
public record LaneCall(LaneCircuit circuit, List<Operand> inputs) {
  /** Checks the lanes of the inputs. */
  public LaneCall {
    inputs = List.copyOf(inputs);
    int lanes = lanes(inputs);
    for (Operand input : inputs) {
      boolean repeated = input instanceof Bits && input.lanes() == 1;
      if (input.lanes() != lanes && !repeated) {
        throw new IllegalArgumentException(input + " among operands of " + lanes + " lanes");
      }
    }
  }

  /** A call with the given operands. */
  public static LaneCall of(LaneCircuit circuit, Operand... inputs) {
    return new LaneCall(circuit, List.of(inputs));
  }

  /**
   * The call of a party in which guard bits of shares are rounded off but for one, which the
   * circuit drops; see {@link Shares#rounded}.
   */
  public LaneCall rounded(boolean addsConstant) {
    return new LaneCall(
        circuit,
        inputs.stream()
            .<Operand>map(input -> input instanceof Shares x ? x.rounded(addsConstant) : input)
            .toList());
  }

  /** Lanes of the outputs. */
  public int lanes() {
    return lanes(inputs);
  }

  private static int lanes(List<Operand> inputs) {
    return inputs.stream().mapToInt(Operand::lanes).max().orElse(1);
  }
}
