package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.ClearEngine;
import quotient.engine.Engine;
import quotient.engine.PublicWire;
import quotient.engine.Recipient;
import quotient.engine.Wire;

/** Circuits that others wrote, on the Yao engine and the clear one, against the JDK. */
class BristolCircuitTest {
  private static final byte[] SHA_256_STATE =
      ByteBuffer.allocate(32)
          .putInt(0x6a09e667)
          .putInt(0xbb67ae85)
          .putInt(0x3c6ef372)
          .putInt(0xa54ff53a)
          .putInt(0x510e527f)
          .putInt(0x9b05688c)
          .putInt(0x1f83d9ab)
          .putInt(0x5be0cd19)
          .array();

  private static BristolCircuit circuit(String name) throws IOException {
    // Tests run in the module's directory, one below the project's.
    Path file =
        Path.of("").toAbsolutePath().resolve("../../shared/data/circuits/" + name).normalize();
    return Files.exists(file) ? BristolCircuit.readGzip(file) : abort("skipped: no " + file);
  }

  private static byte[][] random(SplittableRandom random, int lanes, int bytes) {
    byte[][] out = new byte[lanes][bytes];
    Arrays.setAll(
        out,
        i -> {
          random.nextBytes(out[i]);
          return out[i];
        });
    return out;
  }

  /** Wire i is bit i of a lane's bytes read as one big-endian number. */
  private static Wire[] input(Engine engine, Dealer dealer, byte[][] lanes) {
    int bytes = lanes[0].length;
    Wire[] out = new Wire[8 * bytes];
    for (int word = 0; word < bytes / 8; word++) {
      int at = bytes - 8 * (word + 1);
      long[] values =
          Arrays.stream(lanes).mapToLong(lane -> ByteBuffer.wrap(lane).getLong(at)).toArray();
      Bits bits = engine.fromXorShare(dealer.xorShares(values, 64), lanes.length);
      for (int i = 0; i < 64; i++) {
        out[64 * word + i] = bits.wire(i);
      }
    }
    return out;
  }

  private static long[] opened(Engine engine, Wire[] wires) {
    long[] out = new long[0];
    for (int from = wires.length - 64; from >= 0; from -= 64) {
      Bits word = Bits.of(Arrays.copyOfRange(wires, from, from + 64));
      long[] lanes = BitVectors.join(engine.open(word, Recipient.BOTH).orElseThrow(), word.lanes());
      int at = out.length;
      out = Arrays.copyOf(out, at + lanes.length);
      System.arraycopy(lanes, 0, out, at, lanes.length);
    }
    return out;
  }

  private static byte[] lane(long[] opened, int lane, int lanes) {
    ByteBuffer out = ByteBuffer.allocate(opened.length / lanes * 8);
    for (int word = 0; word < opened.length / lanes; word++) {
      out.putLong(opened[word * lanes + lane]);
    }
    return out.array();
  }

  @Test
  void aes128EqualsTheJdks() throws IOException, GeneralSecurityException {
    BristolCircuit circuit = circuit("aes_128.txt.gz");
    assertThat(circuit.ands()).isEqualTo(6400);
    SplittableRandom random = new SplittableRandom(1);
    int lanes = 13;
    byte[][] keys = random(random, lanes, 16);
    byte[][] blocks = random(random, lanes, 16);
    long[] out =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  Wire[] key = input(engine, dealer, keys);
                  Wire[] block = input(engine, dealer, blocks);
                  return List.of(opened(engine, circuit.evaluate(engine, key, block)[0]));
                })
            .getFirst();
    for (int i = 0; i < lanes; i++) {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys[i], "AES"));
      assertThat(lane(out, i, lanes)).as("lane %d", i).isEqualTo(aes.doFinal(blocks[i]));
    }
  }

  /** Messages of 64 to 119 bytes: two blocks, so the state between them stays in the circuit. */
  @Test
  void sha256EqualsTheJdks() throws IOException, GeneralSecurityException {
    BristolCircuit circuit = circuit("sha256.txt.gz");
    assertThat(circuit.ands()).isEqualTo(22573);
    SplittableRandom random = new SplittableRandom(2);
    int lanes = 5;
    byte[][] messages = new byte[lanes][];
    byte[][] first = new byte[lanes][];
    byte[][] second = new byte[lanes][];
    byte[][] states = new byte[lanes][];
    for (int i = 0; i < lanes; i++) {
      messages[i] = random(random, 1, random.nextInt(64, 120))[0];
      byte[] padded = Arrays.copyOf(messages[i], 128);
      padded[messages[i].length] = (byte) 0x80;
      ByteBuffer.wrap(padded).putLong(120, 8L * messages[i].length);
      first[i] = Arrays.copyOf(padded, 64);
      second[i] = Arrays.copyOfRange(padded, 64, 128);
      states[i] = SHA_256_STATE;
    }
    long[] out =
        SecureEqualsClear.check(
                (engine, dealer) -> {
                  Wire[] state = input(engine, dealer, states);
                  Wire[] middle = circuit.evaluate(engine, input(engine, dealer, first), state)[0];
                  Wire[] end = circuit.evaluate(engine, input(engine, dealer, second), middle)[0];
                  return List.of(opened(engine, end));
                })
            .getFirst();
    for (int i = 0; i < lanes; i++) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(messages[i]);
      assertThat(lane(out, i, lanes)).as("lane %d", i).isEqualTo(digest);
    }
  }

  @Test
  void everyKindOfGateIsRead() throws IOException {
    BristolCircuit circuit =
        BristolCircuit.read(
            new StringReader(
                """
                7 12
                2 2 2
                2 1 2

                4 2 0 1 2 3 4 5 MAND
                1 1 1 6 EQ
                1 1 0 7 EQW
                2 1 4 5 8 XOR
                1 1 8 9 INV
                2 1 6 7 10 AND
                1 1 5 11 EQW
                """));
    assertThat(circuit.ands()).isEqualTo(3);
    ClearEngine engine = new ClearEngine();
    long[] x = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
    long[] y = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
    Bits a = engine.fromXorShare(BitVectors.split(x, 0, 16, 2), 16);
    Bits b = engine.fromXorShare(BitVectors.split(y, 0, 16, 2), 16);
    Wire[][] out =
        circuit.evaluate(
            engine, new Wire[] {a.wire(0), a.wire(1)}, new Wire[] {b.wire(0), b.wire(1)});
    long[] one = BitVectors.join(engine.xorShare(Bits.of(out[0])), 16);
    long[] two = BitVectors.join(engine.xorShare(Bits.of(out[1])), 16);
    for (int i = 0; i < 16; i++) {
      long both = x[i] & y[i];
      assertThat(one[i]).isEqualTo(1 ^ (both & 1) ^ (both >>> 1));
      assertThat(two[i]).isEqualTo((x[i] & 1) | (both & 2));
    }
  }

  @Test
  void aCircuitThatIsCutShort_fails() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> BristolCircuit.read(new StringReader("2 4\n1 2\n1 1\n\n1 1 0 2 INV\n")))
        .withMessage("1 gates instead of 2");
  }

  @Test
  void anUnknownGate_fails() throws IOException {
    BristolCircuit circuit =
        BristolCircuit.read(new StringReader("1 3\n1 2\n1 1\n\n2 1 0 1 2 NOR\n"));
    Wire[] input = {
      PublicWire.zeros(1), PublicWire.ones(1),
    };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> circuit.evaluate(new ClearEngine(), new Wire[][] {input}))
        .withMessage("gate NOR");
  }
}
