package quotient.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.PublicWire;
import quotient.engine.Shares;
import quotient.engine.Wire;

/** Reads what a {@link StateWriter} wrote, for the same job, into an engine of its own. */
public final class StateReader implements State {
  /** No sum of products needs more: that is 2^28 errors. */
  private static final int MAX_GUARD = 30;

  private final Engine engine;
  private final Map<String, long[]> sections;
  private final Set<String> unread;
  private final List<Wire> read = new ArrayList<>();

  /** Reads this side's shares into {@code engine}. */
  public StateReader(Engine engine, Map<String, long[]> sections) {
    this.engine = engine;
    this.sections = sections;
    unread = new HashSet<>(sections.keySet());
  }

  /** Refuses entries that nobody asked for. */
  public void end() {
    if (!unread.isEmpty()) {
      throw new RuleException(
          unread.stream().sorted().findFirst().orElseThrow() + " is nothing that this job has");
    }
  }

  private StateEntry.Input entry(String name) {
    long[] words = sections.get(name);
    if (words == null) {
      throw new RuleException(name + " is missing");
    }
    unread.remove(name);
    return new StateEntry.Input(name, words);
  }

  @Override
  public Bits bits(String name, Bits now, boolean secret) {
    StateEntry.Input entry = entry(name);
    int lanes = now.lanes();
    entry.next("type", StateEntry.BITS);
    entry.next("lanes", lanes);
    entry.next("wires", now.width());
    long[] kinds = new long[now.width()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = entry.next();
    }
    List<long[]> publics = vectors(entry, kinds, StateEntry.PUBLIC, lanes);
    List<long[]> secrets = vectors(entry, kinds, StateEntry.SECRET, lanes);
    entry.end();
    Bits bits = Bits.of(wires(entry, kinds, publics, secrets, lanes));
    boolean found = false;
    for (int i = 0; i < bits.width(); i++) {
      found |= !(bits.wire(i) instanceof PublicWire);
    }
    if (found != secret) {
      throw entry.refusal(found ? "is secret, and was public then" : "is public, and was secret");
    }
    return bits;
  }

  private static List<long[]> vectors(StateEntry.Input entry, long[] kinds, int wanted, int lanes) {
    List<long[]> vectors = new ArrayList<>();
    for (long kind : kinds) {
      if (kind == wanted) {
        vectors.add(entry.bits(lanes));
      }
    }
    return vectors;
  }

  private List<Wire> wires(
      StateEntry.Input entry, long[] kinds, List<long[]> publics, List<long[]> secrets, int lanes) {
    Optional<Bits> shared =
        secrets.isEmpty()
            ? Optional.empty()
            : Optional.of(engine.fromXorShare(secrets.toArray(long[][]::new), lanes));
    int nextPublic = 0;
    int nextSecret = 0;
    List<Wire> wires = new ArrayList<>();
    for (long kind : kinds) {
      if (kind == StateEntry.ZEROS || kind == StateEntry.ONES) {
        wires.add(PublicWire.constant(kind == StateEntry.ONES, lanes));
      } else if (kind == StateEntry.PUBLIC) {
        wires.add(kept(PublicWire.of(publics.get(nextPublic++), lanes)));
      } else if (kind == StateEntry.SECRET) {
        wires.add(kept(shared.orElseThrow().wire(nextSecret++)));
      } else {
        wires.add(sameAs(entry, kind - StateEntry.FIRST_SAME, lanes));
      }
    }
    return wires;
  }

  private Wire kept(Wire wire) {
    read.add(wire);
    return wire;
  }

  private Wire sameAs(StateEntry.Input entry, long number, int lanes) {
    if (number < 0 || number >= read.size() || read.get((int) number).lanes() != lanes) {
      throw entry.refusal("repeats wire " + number + ", which is none of its lanes");
    }
    return read.get((int) number);
  }

  @Override
  public Optional<Shares> shares(String name, Optional<Shares> now, SumForm form) {
    StateEntry.Input entry = entry(name);
    if (form.count() == 0) {
      entry.next("type", StateEntry.ABSENT);
      entry.end();
      return Optional.empty();
    }
    entry.next("type", StateEntry.SHARES);
    entry.next("rows", form.rows());
    entry.next("columns", form.columns());
    entry.next("width", form.width());
    long guard = entry.next();
    long error = entry.next();
    checkGuard(entry, form, guard, error);
    int lanes = Math.multiplyExact(form.rows(), form.columns());
    long[][] bits = new long[form.width() + (int) guard][];
    for (int k = 0; k < bits.length; k++) {
      bits[k] = entry.bits(lanes);
    }
    entry.end();
    return Optional.of(
        Shares.guarded(
            form.rows(),
            form.columns(),
            form.width(),
            (int) guard,
            error,
            BitVectors.join(bits, lanes)));
  }

  /** Each product may take its part of an error that the guard bits still round off at the end. */
  private static void checkGuard(StateEntry.Input entry, SumForm form, long guard, long error) {
    if (guard < 0 || guard > Math.min(MAX_GUARD, Long.SIZE - form.width())) {
      throw entry.refusal("has " + guard + " guard bits");
    }
    long rounded = guard < 2 ? 0 : (1L << (guard - 2)) - 1;
    long most = rounded * form.count() / form.terms();
    if (error < 0 || error > most) {
      throw entry.refusal("has an error of " + error + ", at most " + most + " is possible");
    }
  }

  @Override
  public long number(String name, long now, long max) {
    StateEntry.Input entry = entry(name);
    entry.next("type", StateEntry.NUMBER);
    long value = entry.next();
    entry.end();
    if (value < 0 || value > max) {
      throw entry.refusal("is " + value + ", at most " + max + " is possible");
    }
    return value;
  }
}
