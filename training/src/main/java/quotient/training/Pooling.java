package quotient.training;

/**
 * What becomes of the values in windows of {@code size x size} places that do not overlap; rows and
 * columns that fill no window are dropped.
 *
 * @param size 1 where there is no pooling
 */
public record Pooling(Kind kind, int size) {
  /** Which values, and what is made of them. */
  public enum Kind {
    /** Each place stays. */
    NONE(""),
    /** The sums of a convolution are summed before the ReLU. */
    BEFORE("pool"),
    /** The largest activation. */
    MAX("maxpool"),
    /** The sum of the activations. */
    SUM("sumpool");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** No pooling. */
  public static final Pooling NONE = new Pooling(Kind.NONE, 1);

  private static final int MAX_SIZE = 16;

  /** Checks the size; the message of a failure is one line for the user. */
  public Pooling {
    if (kind == Kind.NONE) {
      Checks.range("the size of no pooling", size, 1, 1);
    } else {
      Checks.range("network: the size of a " + kind.word, size, 2, MAX_SIZE);
    }
  }

  /** The size if it is of this kind, else 1. */
  int sizeIf(Kind which) {
    return kind == which ? size : 1;
  }

  /** The shape of what is left of values of shape {@code in}. */
  static Shape pooled(Shape in, int size) {
    return new Shape(in.height() / size, in.width() / size, in.channels());
  }

  /** As a layer of a network says it: {@code pool 2}; empty where there is none. */
  @Override
  public String toString() {
    return kind == Kind.NONE ? "" : kind.word + " " + size;
  }
}
