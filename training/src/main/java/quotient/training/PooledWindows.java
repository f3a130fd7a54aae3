package quotient.training;

import java.util.Arrays;
import quotient.engine.Gather;

/**
 * Windows of {@code size x size} places that do not overlap; entries of a window have numbers, rows
 * before columns.
 *
 * @param of the shape of the values
 */
record PooledWindows(Shape of, int size) {
  private Shape pooled() {
    return Pooling.pooled(of, size);
  }

  /** Entries of a window. */
  int count() {
    return size * size;
  }

  /** For each window and channel the entry with number {@code k}. */
  Gather entry(int k) {
    int[] indices = new int[pooled().units()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(i, k);
    }
    return Gather.of(of.units(), 1, indices.length, indices);
  }

  /**
   * For each window and channel the sum of all entries.
   *
   * @param biases entries after the values that stay as they are
   */
  Gather sums(int biases) {
    int units = pooled().units();
    int[] indices = Arrays.copyOf(sums(), (units + biases) * count());
    Arrays.fill(indices, units * count(), indices.length, Gather.ZERO);
    for (int b = 0; b < biases; b++) {
      indices[(units + b) * count()] = of.units() + b;
    }
    return Gather.ofSums(of.units() + biases, 1, units + biases, count(), indices);
  }

  /**
   * For each window and channel the sum of all entries.
   *
   * @param biases entries after the values, of which nothing is made
   */
  Gather sumsWithout(int biases) {
    return Gather.ofSums(of.units() + biases, 1, pooled().units(), count(), sums());
  }

  private int[] sums() {
    int[] indices = new int[pooled().units() * count()];
    for (int i = 0; i < pooled().units(); i++) {
      for (int k = 0; k < count(); k++) {
        indices[i * count() + k] = index(i, k);
      }
    }
    return indices;
  }

  private int index(int pooledIndex, int k) {
    int c = pooledIndex % of.channels();
    int place = pooledIndex / of.channels();
    int y = place / pooled().width() * size + k / size;
    int x = place % pooled().width() * size + k % size;
    return of.index(y, x, c);
  }

  /**
   * For {@code examples} of what lies in {@link #count} tensors, one for each number of an entry:
   * the lanes that bring them to their places; zero where there is no window.
   */
  int[] places(int examples) {
    int units = pooled().units();
    int[] ofExample = new int[of.units()];
    int[] tensor = new int[of.units()];
    Arrays.fill(tensor, Gather.ZERO);
    for (int k = 0; k < count(); k++) {
      for (int i = 0; i < units; i++) {
        tensor[index(i, k)] = k;
        ofExample[index(i, k)] = i;
      }
    }
    int[] out = new int[Math.multiplyExact(examples, of.units())];
    for (int b = 0; b < examples; b++) {
      for (int i = 0; i < of.units(); i++) {
        out[b * of.units() + i] =
            tensor[i] == Gather.ZERO
                ? Gather.ZERO
                : (tensor[i] * examples + b) * units + ofExample[i];
      }
    }
    return out;
  }
}
