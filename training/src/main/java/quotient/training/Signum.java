package quotient.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.LaneCall;
import quotient.engine.Shares;

/**
 * Steps of fixed size against the sign of the momentum (Bernstein et al., "signSGD", ICML 2018).
 *
 * <p>With R groups of rows, iteration t updates group {@code t mod R} with the gradients that its
 * rows have gathered since they were updated last.
 */
final class Signum implements Optimizer {
  private final Engine engine;
  private final Method.Momentum kind;
  private final int initialStep;

  Signum(Engine engine, Method.Momentum kind, int initialStep) {
    this.engine = engine;
    this.kind = kind;
    this.initialStep = initialStep;
  }

  /** What a group of rows keeps. */
  private static final class Group {
    private final Momentum momentum;
    private Optional<Shares> gathered = Optional.empty();

    Group(Momentum momentum) {
      this.momentum = momentum;
    }

    void gather(Shares gradient) {
      gathered = Optional.of(gathered.map(sum -> sum.plus(gradient)).orElse(gradient));
    }

    Shares takeGathered() {
      Shares sum = gathered.orElseThrow();
      gathered = Optional.empty();
      return sum;
    }
  }

  /** What all groups of a parameter keep. */
  private static final class Groups implements Parameter.Kept {
    private final Bounds bounds;
    private final List<Group> groups = new ArrayList<>();

    Groups(Bounds bounds, Method.Momentum kind) {
      this.bounds = bounds;
      for (int g = 0; g < bounds.groups(); g++) {
        groups.add(
            new Group(
                switch (kind) {
                  case BUCKET -> new Buckets(bounds, bounds.rowsOfGroup(g));
                  case EMA -> new MovingAverage(bounds, bounds.rowsOfGroup(g));
                }));
      }
    }

    @Override
    public void exchange(State state, String name, int iteration) {
      int count = groups.size();
      for (int g = 0; g < count; g++) {
        Group group = groups.get(g);
        // Iterations g, g + count, g + 2 count, ... update this group.
        int updates = Math.ceilDiv(Math.max(0, iteration - g), count);
        int sinceUpdate = updates == 0 ? iteration : iteration - 1 - g - (updates - 1) * count;
        group.gathered =
            state.shares(
                name + "/gathered/" + g,
                group.gathered,
                new State.SumForm(
                    bounds.rowsOfGroup(g),
                    bounds.outputs(),
                    bounds.gradientRing().width(),
                    sinceUpdate,
                    bounds.gradientRing().terms()));
        group.momentum.exchange(state, name + "/momentum/" + g, updates);
      }
    }
  }

  @Override
  public Parameter.Kept initial(Bounds bounds) {
    return new Groups(bounds, kind);
  }

  @Override
  public void update(List<Parameter> all, Gradients gradients, Clock clock) {
    int step = Math.max(1, initialStep >> clock.marksPassed());
    List<LaneCall> calls = new ArrayList<>();
    for (Parameter parameter : all) {
      List<Group> groups = parameter.kept(Groups.class).groups;
      int count = groups.size();
      for (int g = 0; g < count; g++) {
        groups.get(g).gather(gradients.of(parameter).everyRow(g, count));
      }
      int turn = clock.iteration() % count;
      Group group = groups.get(turn);
      calls.add(
          group.momentum.update(
              group.takeGathered(), clock.iteration() / count, parameter.group(turn), step));
    }
    List<Bits[]> outputs = engine.lanewise(calls);
    for (int p = 0; p < all.size(); p++) {
      Parameter parameter = all.get(p);
      List<Group> groups = parameter.kept(Groups.class).groups;
      int turn = clock.iteration() % groups.size();
      Momentum momentum = groups.get(turn).momentum;
      parameter.replaceGroup(turn, momentum.updated(outputs.get(p)));
    }
  }
}
