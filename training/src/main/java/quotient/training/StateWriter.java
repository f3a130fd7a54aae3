package quotient.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quotient.bits.BitVectors;
import quotient.engine.Bits;
import quotient.engine.Engine;
import quotient.engine.PublicWire;
import quotient.engine.Shares;
import quotient.engine.Wire;

/**
 * Writes values as named arrays of words, each of which says what it is, see {@link StateEntry}.
 * Wires keep their kinds: what is public, constant or one wire in two places is so when it is read
 * again, and later circuits have the same gates.
 */
public final class StateWriter implements State {
  private final Engine engine;
  private final Map<String, long[]> sections = new LinkedHashMap<>();
  private final IdentityHashMap<Wire, Integer> written = new IdentityHashMap<>();

  /** Writes this side's shares of values of {@code engine}. */
  public StateWriter(Engine engine) {
    this.engine = engine;
  }

  /** All that was written. */
  public Map<String, long[]> sections() {
    return Collections.unmodifiableMap(sections);
  }

  @Override
  public Bits bits(String name, Bits now, boolean secret) {
    StateEntry.Output entry = new StateEntry.Output(StateEntry.BITS);
    entry.put(now.lanes()).put(now.width());
    List<Wire> secrets = new ArrayList<>();
    List<long[]> publics = new ArrayList<>();
    for (int i = 0; i < now.width(); i++) {
      entry.put(kind(now.wire(i), secrets, publics));
    }
    publics.forEach(entry::putAll);
    if (!secrets.isEmpty()) {
      for (long[] share : engine.xorShare(Bits.of(secrets))) {
        entry.putAll(share);
      }
    }
    sections.put(name, entry.words());
    return now;
  }

  private long kind(Wire wire, List<Wire> secrets, List<long[]> publics) {
    if (wire instanceof PublicWire p && (p.isZeros() || p.isOnes())) {
      return p.isZeros() ? StateEntry.ZEROS : StateEntry.ONES;
    }
    int number = written.size();
    Integer before = written.putIfAbsent(wire, number);
    if (before != null) {
      return StateEntry.FIRST_SAME + (long) before;
    }
    if (wire instanceof PublicWire p) {
      publics.add(p.bits());
      return StateEntry.PUBLIC;
    }
    secrets.add(wire);
    return StateEntry.SECRET;
  }

  @Override
  public Optional<Shares> shares(String name, Optional<Shares> now, SumForm form) {
    sections.put(name, now.map(StateWriter::words).orElse(new long[] {StateEntry.ABSENT}));
    return now;
  }

  private static long[] words(Shares x) {
    StateEntry.Output entry = new StateEntry.Output(StateEntry.SHARES);
    entry.put(x.rows()).put(x.columns()).put(x.width()).put(x.guard()).put(x.error());
    for (long[] bits : BitVectors.split(x.values(), 0, x.lanes(), x.width() + x.guard())) {
      entry.putAll(bits);
    }
    return entry.words();
  }

  @Override
  public long number(String name, long now, long max) {
    sections.put(name, new StateEntry.Output(StateEntry.NUMBER).put(now).words());
    return now;
  }
}
