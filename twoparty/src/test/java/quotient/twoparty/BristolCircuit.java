package quotient.twoparty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import quotient.engine.Bits;
import quotient.engine.Circuits;
import quotient.engine.Engine;
import quotient.engine.PublicWire;
import quotient.engine.Wire;

/**
 * A Boolean circuit in Bristol Fashion (N. Smart et al.,
 * https://nigelsmart.github.io/MPC-Circuits/): a line with the numbers of gates and wires, one with
 * the widths of the inputs, one with those of the outputs, then the gates.
 */
final class BristolCircuit {
  private record Gate(String kind, int[] in, int[] out) {}

  private final int wires;
  private final int[] inputWidths;
  private final int[] outputWidths;
  private final List<Gate> gates;

  private BristolCircuit(int wires, int[] inputWidths, int[] outputWidths, List<Gate> gates) {
    this.wires = wires;
    this.inputWidths = inputWidths;
    this.outputWidths = outputWidths;
    this.gates = gates;
  }

  static BristolCircuit readGzip(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return read(new InputStreamReader(in, StandardCharsets.US_ASCII));
    }
  }

  static BristolCircuit read(Reader reader) throws IOException {
    try (BufferedReader lines = new BufferedReader(reader)) {
      List<String[]> rows =
          lines
              .lines()
              .filter(line -> !line.isBlank())
              .map(line -> line.trim().split(" +"))
              .toList();
      int gateCount = Integer.parseInt(rows.get(0)[0]);
      List<Gate> gates = new ArrayList<>();
      for (String[] row : rows.subList(3, rows.size())) {
        gates.add(gate(row));
      }
      if (gates.size() != gateCount) {
        throw new IOException(gates.size() + " gates instead of " + gateCount);
      }
      return new BristolCircuit(
          Integer.parseInt(rows.get(0)[1]), widths(rows.get(1)), widths(rows.get(2)), gates);
    }
  }

  private static int[] widths(String[] row) {
    return integers(row, 1, 1 + Integer.parseInt(row[0]));
  }

  private static Gate gate(String[] row) {
    int inputs = Integer.parseInt(row[0]);
    int outputs = Integer.parseInt(row[1]);
    int[] in = integers(row, 2, 2 + inputs);
    return new Gate(row[row.length - 1], in, integers(row, 2 + inputs, 2 + inputs + outputs));
  }

  private static int[] integers(String[] row, int from, int to) {
    return Arrays.stream(row, from, to).mapToInt(Integer::parseInt).toArray();
  }

  /** The AND gates. */
  int ands() {
    return gates.stream()
        .mapToInt(gate ->
            switch (gate.kind) {
              case "AND", "MAND" -> gate.out.length;
              default -> 0;
            })
        .sum();
  }

  /** Evaluates all lanes at once. */
  Wire[][] evaluate(Engine engine, Wire[]... inputs) {
    Bits[] in = Arrays.stream(inputs).map(Bits::of).toArray(Bits[]::new);
    Bits[] out = engine.lanewise(this::evaluate, in);
    return Arrays.stream(out).map(BristolCircuit::wires).toArray(Wire[][]::new);
  }

  private static Wire[] wires(Bits bits) {
    Wire[] out = new Wire[bits.width()];
    Arrays.setAll(out, bits::wire);
    return out;
  }

  private Bits[] evaluate(Circuits circuits, Bits[] inputs) {
    @Nullable Wire[] values = new @Nullable Wire[wires];
    int at = 0;
    for (int i = 0; i < inputWidths.length; i++) {
      if (inputs[i].width() != inputWidths[i]) {
        throw new IllegalArgumentException("input " + i + " has " + inputs[i].width() + " wires");
      }
      System.arraycopy(wires(inputs[i]), 0, values, at, inputWidths[i]);
      at += inputWidths[i];
    }
    int lanes = inputs[0].lanes();
    for (Gate gate : gates) {
      apply(circuits, gate, values, lanes);
    }
    Bits[] out = new Bits[outputWidths.length];
    at = wires - Arrays.stream(outputWidths).sum();
    for (int i = 0; i < out.length; i++) {
      Wire[] output = new Wire[outputWidths[i]];
      for (int j = 0; j < outputWidths[i]; j++) {
        output[j] = value(values, at++);
      }
      out[i] = Bits.of(output);
    }
    return out;
  }

  private static void apply(Circuits circuits, Gate gate, @Nullable Wire[] values, int lanes) {
    int[] in = gate.in;
    for (int i = 0; i < gate.out.length; i++) {
      values[gate.out[i]] =
          switch (gate.kind) {
            case "XOR" -> circuits.xor(value(values, in[0]), value(values, in[1]));
            case "AND" -> circuits.and(value(values, in[0]), value(values, in[1]));
            case "MAND" ->
                circuits.and(value(values, in[i]), value(values, in[i + gate.out.length]));
            case "INV" -> circuits.not(value(values, in[0]));
            case "EQW" -> value(values, in[0]);
            // The only gate whose input is a constant instead of a wire's number.
            case "EQ" -> PublicWire.constant(in[0] == 1, lanes);
            default -> throw new IllegalArgumentException("gate " + gate.kind);
          };
    }
  }

  private static Wire value(@Nullable Wire[] values, int wire) {
    Wire value = values[wire];
    if (value == null) {
      throw new IllegalArgumentException("wire " + wire + " is used before it is set");
    }
    return value;
  }
}
