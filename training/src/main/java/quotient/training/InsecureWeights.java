package quotient.training;

import java.util.zip.CRC32;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.Recipient;

/**
 * Opens the weights of a network to both parties. Insecure: it gives away what the whole
 * computation protects. It exists to show that secure and clear training give the same weights.
 */
public final class InsecureWeights {
  private InsecureWeights() {}

  /**
   * The CRC-32 of all latent weights as 16-bit little-endian integers, layers in order, row-major
   * (inputs, outputs).
   */
  public static int crc(Engine engine, Model model) {
    CRC32 crc = new CRC32();
    for (int l = 0; l < model.weights().size(); l++) {
      for (long w : open(engine, model, l)) {
        crc.update((int) w);
        crc.update((int) (w >> 8));
      }
    }
    return (int) crc.getValue();
  }

  private static long[] open(Engine engine, Model model, int l) {
    int count = (int) model.job().network().weightLayers().get(l).weights();
    Bits bits = engine.fromXorShare(model.weights().get(l), count);
    long[][] wires = engine.open(bits, Recipient.BOTH).orElseThrow();
    long[] values = BitVectors.join(wires, count);
    int unused = 64 - wires.length;
    for (int i = 0; i < count; i++) {
      values[i] = values[i] << unused >> unused;
    }
    return values;
  }
}
