package quotient.twoparty;

/**
 * Random triples of a vector of bits a, a bit b and the vector c = a b, all XOR-shared: {@code (a_A
 * xor a_B)(b_A xor b_B) = c_A xor c_B}.
 *
 * <p>Each takes two random OTs (Asharov, Lindell, Schneider, Zohner, "More Efficient Oblivious
 * Transfer and Extensions for Faster Secure Computation", CCS 2013, section 5.1). In the one that A
 * sends, with outputs r_0 and r_1, {@code a_A = r_0 xor r_1} and B's random choice is b_B; then
 * {@code r_(b_B) = r_0 xor a_A b_B} at B and r_0 at A share that product. The other OT gives {@code
 * a_B b_A} in the same way. Nothing is sent but the OTs' own 128/k bits each way, however long a
 * is: an OT's outputs may be of any length (the ABY framework's vector multiplication triples).
 */
final class BitTriples {
  /** No triples. */
  static final Triples NONE = new Triples(new long[0][], new long[0], new long[0][]);

  private final int width;
  private final Stock stock;

  /**
   * A source of triples.
   *
   * @param width bits of a, 1 to 8
   * @param hashes may serve several sources that both parties use in the same order
   */
  BitTriples(int width, Session session, RandomOts.Hashes hashes) {
    this.width = width;
    RandomOts ots = new RandomOts(width, session, hashes);
    stock = new Stock(session, rows(width), count -> ots.begin(count, this::rows));
  }

  /** Rows of bits that are kept of a triple. */
  static int rows(int width) {
    return 2 * width + 1;
  }

  /** 64 triples a word, to be used once; a and c by bits. */
  record Triples(long[][] a, long[] b, long[][] c) {}

  /** This side's shares of {@code words} words of fresh triples. */
  Triples take(int words) {
    long[][] rows = stock.take(words);
    long[][] a = new long[width][];
    long[][] c = new long[width][];
    System.arraycopy(rows, 0, a, 0, width);
    System.arraycopy(rows, width, c, 0, width);
    return new Triples(a, rows[2 * width], c);
  }

  private long[][] rows(RandomOts.Batch ots) {
    long[][] out = new long[rows(width)][];
    long[] b = ots.choice();
    for (int p = 0; p < width; p++) {
      long[] a = ots.one()[p];
      long[] c = ots.zero()[p];
      for (int i = 0; i < b.length; i++) {
        a[i] ^= c[i];
        c[i] ^= ots.chosen()[p][i] ^ (a[i] & b[i]);
      }
      out[p] = a;
      out[width + p] = c;
    }
    out[2 * width] = b;
    return out;
  }
}
