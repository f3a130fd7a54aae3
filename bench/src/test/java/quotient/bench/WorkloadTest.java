package quotient.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quotient.bench.ProductShape.Images;
import quotient.engine.Engine;
import quotient.engine.Matrix;
import quotient.engine.Party;
import quotient.engine.Planes;
import quotient.engine.ProductCall;
import quotient.training.Trainer;
import quotient.training.TrainingJob;
import quotient.transport.LinkModel;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.PlanningEngine;
import quotient.twoparty.Protocols;

/** The workloads at small sizes: that they do what they count, which shows in the bytes. */
class WorkloadTest {
  private static final List<Integer> SMALL = List.of(20, 8, 6, 3);

  @Test
  void an_and_gate_takes_two_ciphertexts() {
    Figure figure = InMemory.measure(new AndGates("ands", GateProtocol.YAO, 1000, 20), 1, 3);
    assertThat(figure.bytes()).isCloseTo(32, Offset.offset(0.1));
    assertThat(figure.unit().rate()).isTrue();
  }

  /** 34 bits each way; triples are made by millions, so that a run may use some of the last. */
  @Test
  void an_and_gate_by_gmw_takes_two_cots_and_four_bits() {
    Figure figure = InMemory.measure(new AndGates("ands", GateProtocol.GMW, 1 << 16, 32), 4, 3);
    assertThat(figure.bytes()).isCloseTo(8.5, Offset.offset(0.1));
  }

  /**
   * Half as many bytes as above, for k = 8. Up to 2^21 OTs each way, of two bytes, may be made
   * before the measurement begins or after it ends: a third of a byte for each of 25 million gates.
   */
  @Test
  void protocols_are_chosen_by_the_link() {
    Workload gates = new AndGates("ands", GateProtocol.GMW, 1 << 16, 64);
    Figure figure = InMemory.measure(gates, LinkModel.parse("24MB/s,42ms"), 8, 6);
    assertThat(figure.bytes()).isCloseTo(4.5, Offset.offset(0.34));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void a_cot_takes_128_bits_by_k(int k) {
    Figure figure = InMemory.measure(new RandomCots("cots", k, 1 << 15), 1, 2);
    assertThat(figure.bytes()).isCloseTo(16.0 / k, Offset.offset(0.1));
  }

  @Test
  void a_batch_of_cots_need_not_be_a_multiple_of_the_chunk() {
    Figure figure = InMemory.measure(new RandomCots("cots", 4, 5000), 1, 2);
    assertThat(figure.bytes()).isBetween(4.0, 4.3);
  }

  @Test
  void owned_images_need_one_direction_only() {
    double shared = bytesOfProduct(Images.NEITHER);
    assertThat(bytesOfProduct(Images.SHARES)).isCloseTo(shared / 2, Offset.offset(shared / 20));
    assertThat(bytesOfProduct(Images.PLANES)).isCloseTo(shared / 2, Offset.offset(shared / 20));
  }

  private static double bytesOfProduct(Images owned) {
    ProductShape shape = new ProductShape(false, 7, 32, 64, 128, 27, owned);
    return InMemory.measure(Products.multiplyAdds("product", shape), 1, 2).bytes();
  }

  @Test
  void the_products_are_those_of_an_iteration_of_training() {
    List<ProductShape> seen = new ArrayList<>();
    PlanningEngine counting = new PlanningEngine(Protocols.PAPER);
    Engine recording =
        (Engine)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> {
                  if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                  }
                  if (method.getName().equals("products")) {
                    ((List<?>) arguments[0]).forEach(call -> seen.add(shape((ProductCall) call)));
                  }
                  try {
                    return method.invoke(counting, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    TrainingJob job = Workloads.signum(1, 8);
    new Trainer(recording, job, SyntheticExamples.examples(Party.A, 64, 64, 784, 10, false))
        .iterate();
    assertThat(ProductShape.ofOneIteration()).isEqualTo(seen);
  }

  private static ProductShape shape(ProductCall call) {
    Matrix p = call.p();
    Matrix x = call.x();
    int ring = call.ring().width();
    Planes ofX = x.planes().orElseThrow();
    if (ofX.count() == 2) {
      Images owned = p.ownership().isShared() ? Images.NEITHER : Images.SHARES;
      return new ProductShape(true, 2, x.columns(), p.columns(), p.rows(), ring, owned);
    }
    Images owned = p.ownership().isShared() ? Images.NEITHER : Images.PLANES;
    int planes = p.planes().orElseThrow().count();
    return new ProductShape(false, planes, p.rows(), p.columns(), x.columns(), ring, owned);
  }

  @Test
  void a_lean_iteration_moves_fewer_bytes() {
    double full =
        InMemory.measure(new Training("full", signum(1, 8), Protocols.PAPER), 2, 2).bytes();
    double lean =
        InMemory.measure(new Training("lean", signum(4, 4), Protocols.PAPER), 5, 2).bytes();
    assertThat(lean).isPositive().isLessThan(0.8 * full);
  }

  @Test
  void iterations_cost_the_same_after_the_warm_up() {
    Workload training = new Training("train", signum(4, 4), Protocols.PAPER);
    double one = InMemory.measure(training, training.warmUps() + 2, 1).bytes();
    double many = InMemory.measure(training, training.warmUps() + 2, 4).bytes();
    assertThat(many).isCloseTo(one, Offset.offset(one / 1000));
  }

  @Test
  void a_prediction_costs_less_than_an_iteration() {
    double training = InMemory.measure(new Training("train", signum(1, 8)), 2, 2).bytes();
    Figure figure = InMemory.measure(new Prediction("predict", signum(1, 8)), 1, 2);
    assertThat(figure.bytes() / Prediction.IMAGES).isPositive().isLessThan(training / BATCH);
    assertThat(figure.unit().rate()).isFalse();
  }

  private static final int BATCH = 16;

  private static TrainingJob signum(int rotate, int errorBits) {
    return Workloads.signum(SMALL, rotate, errorBits, BATCH);
  }

  @Test
  void names_are_unique_and_found() {
    List<String> names = Workloads.all().stream().map(Workload::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    assertThat(names)
        .contains("half-gates", "cot-k4", "train-signum", "train-signum-lean", "train-amsgrad")
        .contains("ot-products", "predict-128")
        .allSatisfy(name -> assertThat(Workloads.named(name).name()).isEqualTo(name));
  }

  @Test
  void larger_networks_are_measured_only_when_named() {
    assertThat(Workloads.all()).containsAll(Workloads.byDefault());
    List<String> others = new ArrayList<>(names(Workloads.all()));
    others.removeAll(names(Workloads.byDefault()));
    assertThat(others)
        .containsExactly(
            "train-wide-128",
            "train-wide-512",
            "train-deep-128",
            "train-deep-512",
            "train-lenet-128");
  }

  @Test
  void over_a_link_iterations_and_predictions_are_measured() {
    assertThat(names(Workloads.overLinkByDefault()))
        .containsExactly(
            "train-signum", "train-signum-yao", "train-signum-lean", "predict-128", "predict-1");
  }

  private static List<String> names(List<Workload> workloads) {
    return workloads.stream().map(Workload::name).toList();
  }

  @Test
  void an_unknown_name_fails() {
    assertThatThrownBy(() -> Workloads.named("half-gate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "there is no benchmark 'half-gate'; there are half-gates, gmw-gates, cot");
  }
}
