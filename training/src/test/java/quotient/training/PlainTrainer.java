package quotient.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Whole trainings on plain longs, of {@link PlainLayer layers} of as plain ones. */
final class PlainTrainer {
  private final TrainingJob job;
  private final Table data;
  private final SplittableRandom random;
  private final SplittableRandom dither;
  private final List<PlainLayer> layers = new ArrayList<>();
  private int[] order = new int[0];
  private int epoch;
  private int t;

  PlainTrainer(TrainingJob job, Table data) {
    this.job = job;
    this.data = data;
    // The JDK's generator is SplitMix64.
    random = new SplittableRandom(job.schedule().seed());
    dither = new SplittableRandom(job.schedule().seed() ^ 0x5DEECE66DL);
    for (int l = 0; l < PlainShape.of(job.network()).size(); l++) {
      layers.add(new PlainLayer(job, l, step(job, data), random));
    }
  }

  private static int step(TrainingJob job, Table data) {
    int batch = job.schedule().batch();
    int iterations = data.rows() / batch * job.schedule().epochs();
    return job.method() instanceof Method.Signum s ? s.step(batch, iterations) : 0;
  }

  private static long[][] rows(Table table, int[] indices) {
    long[][] x = new long[indices.length][table.featureCount()];
    for (int b = 0; b < x.length; b++) {
      for (int i = 0; i < x[b].length; i++) {
        x[b][i] = table.features()[indices[b] * table.featureCount() + i];
      }
    }
    return x;
  }

  /** The logits of the given rows of a table. */
  int[][] logits(Table table, int[] indices) {
    PlainLayer last = layers.getLast();
    List<long[][]> a = new ArrayList<>();
    List<long[][]> z = new ArrayList<>();
    forward(rows(table, indices), false, a, z);
    return Arrays.stream(last.logits(z.getLast()))
        .map(row -> Arrays.stream(row).mapToInt(o -> (int) o).toArray())
        .toArray(int[][]::new);
  }

  void iterate() {
    int batch = job.schedule().batch();
    int perEpoch = data.rows() / batch;
    if (t % perEpoch == 0) {
      epoch++;
      order = new int[data.rows()];
      Arrays.setAll(order, i -> i);
      for (int i = order.length - 1; i > 0; i--) {
        int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1);
        int other = order[j];
        order[j] = order[i];
        order[i] = other;
      }
    }
    int from = t % perEpoch * batch;
    step(Arrays.copyOfRange(order, from, from + batch));
    t++;
  }

  private void step(int[] indices) {
    int last = layers.size() - 1;
    List<long[][]> a = new ArrayList<>();
    List<long[][]> z = new ArrayList<>();
    forward(rows(data, indices), true, a, z);
    int[] labels = Arrays.stream(indices).map(i -> data.labels()[i]).toArray();
    long[][][] gradients = new long[layers.size()][][];
    long[][] e = layers.get(last).loss(z.get(last), labels, dither);
    long[][] ofAbove = e;
    for (int l = last; l >= 0; l--) {
      PlainLayer layer = layers.get(l);
      gradients[l] = layer.gradient(a.get(l), e);
      if (l > 0) {
        boolean beginsBlock = l < last && layers.get(l + 1).shape.endsBlock();
        long[][] raw = beginsBlock ? layer.raw(e, layers.get(l + 1), ofAbove) : layer.raw(e);
        ofAbove = e;
        e = layers.get(l - 1).errors(raw, z.get(l - 1), dither);
      }
    }
    for (int l = 0; l <= last; l++) {
      layers.get(l).update(gradients[l], t, marks());
    }
  }

  /** Adds each layer's inputs and sums. */
  private void forward(long[][] x, boolean training, List<long[][]> a, List<long[][]> z) {
    a.add(x);
    for (int l = 0; l < layers.size(); l++) {
      PlainLayer layer = layers.get(l);
      z.add(layer.shape.endsBlock() ? layer.sums(a.get(l), a.get(l - 1)) : layer.sums(a.get(l)));
      if (l + 1 < layers.size()) {
        a.add(layer.activate(z.getLast(), training));
      }
    }
  }

  private int marks() {
    int marks = 0;
    for (double part : new double[] {.3, .6, .8}) {
      // Rounded first: .6 * 5 is not quite 3.
      double mark = Math.ceil(Math.rint(part * job.schedule().epochs() * 1e6) / 1e6);
      marks += epoch > mark ? 1 : 0;
    }
    return marks;
  }

  /** CRC-32 of all weights, 16 bits little endian. */
  int crc() {
    CRC32 crc = new CRC32();
    for (PlainLayer layer : layers) {
      for (long[] row : layer.w) {
        for (long weight : row) {
          crc.update((int) weight);
          crc.update((int) (weight >> 8));
        }
      }
    }
    return (int) crc.getValue();
  }
}
