package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import quotient.engine.Engine;
import quotient.engine.Party;
import quotient.transport.Channel;
import quotient.transport.LinkModel;
import quotient.transport.MessageChain;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.InProcess;
import quotient.twoparty.PlanningEngine;
import quotient.twoparty.ProductProtocol;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

/**
 * What a training and a count of its hits will send is known before, to the byte and the message.
 */
class PlannedTrainingTest {
  private static Stream<Arguments> jobs() {
    List<Arguments> all = new ArrayList<>();
    for (GateProtocol gates : GateProtocol.values()) {
      for (ProductProtocol products : ProductProtocol.values()) {
        for (int seed = 1; seed <= 1; seed++) {
          for (String link : List.of("1GB/s,0ms", "24MB/s,42ms")) {
            Protocols protocols = new Protocols(gates, products).over(LinkModel.parse(link));
            all.add(Arguments.of(protocols, seed));
          }
        }
      }
    }
    return all.stream();
  }

  private static Job job(SplittableRandom random, int inputs, int classes) {
    Integer[] network =
        random.nextBoolean()
            ? new Integer[] {inputs, random.nextInt(1, 12), classes}
            : new Integer[] {inputs, random.nextInt(1, 12), random.nextInt(1, 12), classes};
    int batch = random.nextInt(2, 9);
    if (random.nextInt(3) == 0) {
      return Job.amsGrad(network).batch(batch).epochs(2);
    }
    Job job = Job.signum(network).batch(batch).epochs(2);
    job = random.nextBoolean() ? job.ema() : job;
    job = random.nextBoolean() ? job.rotate(random.nextInt(1, inputs + 1)) : job;
    return random.nextBoolean() ? job.errorBits(random.nextInt(2, 9)) : job;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aWholeSessionSendsWhatIsPlanned(Protocols protocols, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 10L * protocols.hashCode());
    int inputs = random.nextInt(1, 15);
    int classes = random.nextInt(2, 5);
    TrainingJob job = job(random, inputs, classes).build();
    assertSentAsPlanned(
        protocols, job, Table.random(seed, 30, inputs, classes, random.nextBoolean()));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aWholeSessionOnImagesSendsWhatIsPlanned(Protocols protocols, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 20L * protocols.hashCode());
    TrainingJob job = RandomImages.job(random).build();
    int inputs = job.network().input().units();
    assertSentAsPlanned(
        protocols,
        job,
        Table.random(seed, 12, inputs, job.network().classes(), random.nextBoolean()));
  }

  private static void assertSentAsPlanned(Protocols protocols, TrainingJob job, Table table) {
    PlanningEngine planning = new PlanningEngine(protocols);
    run(planning, job, table.dealtTo(Party.A));
    MessageChain chain = new MessageChain();
    InProcess.Both<Long> sent =
        InProcess.run(
            InProcess.connect(chain),
            channels -> sent(Party.A, channels, protocols, job, table),
            channels -> sent(Party.B, channels, protocols, job, table));
    assertThat(sent.a()).isEqualTo(planning.bill().bytesFromA());
    assertThat(sent.b()).isEqualTo(planning.bill().bytesFromB());
    assertThat(chain.length()).isEqualTo(planning.messages());
  }

  private static long sent(
      Party me, List<Channel> channels, Protocols protocols, TrainingJob job, Table table) {
    Session session = new Session(me, channels);
    run(session.engine(protocols), job, table.dealtTo(me));
    session.complete();
    channels.forEach(Channel::flush);
    return channels.stream().mapToLong(channel -> channel.traffic().bytesSent()).sum();
  }

  private static int run(Engine engine, TrainingJob job, Examples examples) {
    Trainer trainer = new Trainer(engine, job, examples);
    for (int i = 0; i < Math.min(4, trainer.iterations()); i++) {
      trainer.iterate();
    }
    return new Inference(engine, trainer.model()).openCorrect(examples, 7);
  }

  /**
   * In an iteration of 784-128-128-10 a matrix is converted once or not at all: by ring LWE the
   * ternary weights of three layers, two activations and the errors of three layers; by OT the
   * weights go as bits; by default those of the last layer do. When each product converted for
   * itself it were 10 by default, the activations and the weights that also pass errors down twice.
   */
  @Test
  void nothingIsConvertedTwice() {
    Job job = Job.signum(784, 128, 128, 10);
    assertThat(
            List.of(
                conversions(Protocols.DEFAULT, job),
                conversions(new Protocols(GateProtocol.GMW, ProductProtocol.RLWE), job),
                conversions(Protocols.PAPER, job)))
        .isEqualTo(List.of(7, 8, 5));
  }

  /**
   * The same for network C, of two convolutions and two fully connected layers: by ring LWE the
   * ternary weights of four layers, three activations, of which windows are views, and the errors
   * of four layers; by default the weights of the last one go as bits. By OT all weights do, and in
   * the gradient of the first convolution the errors: sums of inputs have no bits.
   */
  @Test
  void nothingOfAConvolutionIsConvertedTwice() {
    Job job =
        Job.images(
                Job.Kind.SIGNUM,
                new Shape(28, 28, 1),
                "conv 5 16, pool 2, conv 5 16, pool 2, fc 100, fc 10")
            .batch(32)
            .ema();
    assertThat(
            List.of(
                conversions(Protocols.DEFAULT, job),
                conversions(new Protocols(GateProtocol.GMW, ProductProtocol.RLWE), job),
                conversions(Protocols.PAPER, job)))
        .isEqualTo(List.of(10, 11, 6));
  }

  private static int conversions(Protocols protocols, Job job) {
    PlanningEngine engine = new PlanningEngine(protocols);
    int rows = 256;
    Table table = Table.random(1, rows, 784, 10, false).withRowsOfA(rows / 2);
    Trainer trainer = new Trainer(engine, job.build(), table.dealtTo(Party.A));
    trainer.iterate();
    int before = engine.conversions();
    trainer.iterate();
    return engine.conversions() - before;
  }
}
