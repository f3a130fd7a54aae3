package quotient.twoparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import quotient.crypto.OtExtension;
import quotient.engine.CrossTerm;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Ring;
import quotient.engine.Shares;
import quotient.lattice.Evaluator;
import quotient.lattice.Packing;
import quotient.transport.Channel;
import quotient.transport.LinkModel;

/** What the engine's products by RLWE do not show: keys and rounds. */
class RlweProductTest {
  private static final int ROWS = 9;
  private static final int INNER = 40;
  private static final int COLUMNS = 150;
  private static final int WIDTH = 18;
  private static final int GUARD = Packing.guardBits(2);
  private static final int KEY_BYTES = Evaluator.publicKeyBytes();

  private static final long[] P = new SplittableRandom(1).longs(ROWS * INNER).toArray();
  private static final long[] X = new SplittableRandom(2).longs(INNER * COLUMNS).toArray();

  /** Of each product, and first of the set-up, what this party sent; and its shares. */
  private record Played(List<byte[]> sent, List<long[]> shares) {}

  private static InProcess.Both<Played> play(int products, long bytesPerRound) {
    return InProcess.run(
        channels -> play(Party.A, channels.getFirst(), products, bytesPerRound),
        channels -> play(Party.B, channels.getFirst(), products, bytesPerRound));
  }

  /** Both parties hold a share of both operands, so that each encrypts and multiplies. */
  private static Played play(Party me, Channel channel, int products, long bytesPerRound) {
    RecordingChannel recorder = new RecordingChannel(channel);
    RlweProduct product = new RlweProduct(me, recorder, new SecureRandom(), bytesPerRound);
    Played played = new Played(new ArrayList<>(), new ArrayList<>());
    played.sent.add(taken(recorder.sent()));
    Dealer dealer = Dealer.of(me, 3);
    Shares x = dealer.shares(INNER, COLUMNS, WIDTH, X);
    Shares p = dealer.shares(ROWS, INNER, WIDTH, P);
    Matrix left = Matrix.ofShares(p);
    Matrix right = Matrix.ofShares(x);
    List<CrossTerm> terms = CrossTerm.of(left, right);
    Ring ring = Ring.of(WIDTH);
    RingLwe.Plan plan =
        (RingLwe.Plan)
            new RingLwe(new ProductPrice(LinkModel.LOOPBACK))
                .plan(ProductShape.of(OtExtension.DEFAULT, left, right, terms), ring)
                .orElseThrow();
    assertThat(plan.guard()).isEqualTo(GUARD);
    for (int i = 0; i < products; i++) {
      Shares share = product.multiply(plan, terms, p, x);
      assertThat(share.error()).isEqualTo(2);
      played.shares.add(share.rounded(me == Party.A).values());
      played.sent.add(taken(recorder.sent()));
    }
    return played;
  }

  private static byte[] taken(ByteArrayOutputStream sent) {
    byte[] bytes = sent.toByteArray();
    sent.reset();
    return bytes;
  }

  private static void assertExact(InProcess.Both<Played> results) {
    for (int i = 0; i < results.a().shares.size(); i++) {
      long[] sum = new long[ROWS * COLUMNS];
      for (int at = 0; at < sum.length; at++) {
        long rounded = results.a().shares.get(i)[at] + results.b().shares.get(i)[at];
        sum[at] = rounded >>> 1 & Shares.mask(WIDTH);
      }
      assertThat(sum).as("product %d", i).isEqualTo(plain());
    }
  }

  private static long[] plain() {
    long[] out = new long[ROWS * COLUMNS];
    for (int at = 0; at < out.length; at++) {
      for (int k = 0; k < INNER; k++) {
        out[at] += P[at / COLUMNS * INNER + k] * X[k * COLUMNS + at % COLUMNS];
      }
      out[at] &= Shares.mask(WIDTH);
    }
    return out;
  }

  @Test
  void keysAreNewAfterSoManyProductsAndProductsStayExact() {
    int perKey = RlweProduct.PRODUCTS_PER_KEY;
    InProcess.Both<Played> results = play(2 * perKey + 1, RlweProduct.BYTES_PER_ROUND);
    assertExact(results);
    for (Played played : List.of(results.a(), results.b())) {
      Set<List<Byte>> keys = new HashSet<>();
      int ofProduct = played.sent.get(1).length;
      for (int i = 0; i < played.sent.size(); i++) {
        byte[] sent = played.sent.get(i);
        boolean isRenewed = i > 1 && i % perKey == 1;
        int ofKey = i == 0 || isRenewed ? KEY_BYTES : 0;
        Bill ofKeys = i == 0 ? RlweProduct.setUpBill() : RlweProduct.keyBill(i - 1);
        assertThat(ofKeys).isEqualTo(new Bill(0, 0, ofKey, ofKey));
        assertThat(sent).as("product %d", i).hasSize(ofKey + (i == 0 ? 0 : ofProduct));
        if (ofKey > 0) {
          keys.add(bytes(sent, 0, 16));
          keys.add(bytes(sent, 16, KEY_BYTES));
        }
      }
      // A seed and an encryption of zero each, all different.
      assertThat(keys).hasSize(2 * 3);
    }
  }

  private static List<Byte> bytes(byte[] sent, int from, int to) {
    List<Byte> out = new ArrayList<>();
    for (byte b : Arrays.copyOfRange(sent, from, to)) {
      out.add(b);
    }
    return out;
  }

  /** A round for each block of columns moves as many bytes as one round for all. */
  @Test
  void inManyRoundsIsExact() {
    InProcess.Both<Played> inOne = play(1, RlweProduct.BYTES_PER_ROUND);
    InProcess.Both<Played> inMany = play(1, 1);
    assertExact(inOne);
    assertExact(inMany);
    assertThat(inMany.a().sent.get(1)).hasSameSizeAs(inOne.a().sent.get(1));
    assertThat(inMany.b().sent.get(1)).hasSameSizeAs(inOne.b().sent.get(1));
  }
}
