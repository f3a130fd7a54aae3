package quotient.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Layers as a job file says them:
 *
 * <pre>
 *   conv K C [stride S] [pad P]    a convolution of C channels over windows of K x K places
 *   pool K, maxpool K, sumpool K   the pooling of the layer before it
 *   res K                          a residual block of two convolutions
 *   fc N                           a fully connected layer of N units
 * </pre>
 */
public final class LayerWords {
  private static final Map<String, Pooling.Kind> POOLINGS =
      Map.of("pool", Pooling.Kind.BEFORE, "maxpool", Pooling.Kind.MAX, "sumpool", Pooling.Kind.SUM);

  private LayerWords() {}

  /**
   * The layers.
   *
   * @throws RuleException for what is no layer; the message is one line for the user
   */
  public static List<LayerSpec> parse(List<String> words) {
    List<LayerSpec> layers = new ArrayList<>();
    for (String layer : words) {
      List<String> parts = Arrays.asList(layer.strip().split("\\s+", -1));
      Pooling.Kind kind = POOLINGS.get(parts.getFirst());
      if (kind == null) {
        layers.add(layer(layer, parts));
      } else {
        requireCount(layer, parts, 2);
        Pooling pooling = new Pooling(kind, number(layer, parts.get(1)));
        Checks.check(!layers.isEmpty(), "network: " + layer + " has no layer before it");
        layers.addLast(layers.removeLast().with(pooling));
      }
    }
    return layers;
  }

  private static LayerSpec layer(String layer, List<String> parts) {
    return switch (parts.getFirst()) {
      case "fc" -> {
        requireCount(layer, parts, 2);
        yield new LayerSpec.Dense(number(layer, parts.get(1)));
      }
      case "res" -> {
        requireCount(layer, parts, 2);
        yield new LayerSpec.Residual(number(layer, parts.get(1)), Pooling.NONE);
      }
      case "conv" -> {
        Map<String, Integer> options = options(layer, parts);
        yield new LayerSpec.Conv(
            number(layer, parts.get(1)),
            number(layer, parts.get(2)),
            options.getOrDefault("stride", 1),
            options.getOrDefault("pad", 0),
            Pooling.NONE);
      }
      default -> throw refusal(layer);
    };
  }

  private static Map<String, Integer> options(String layer, List<String> parts) {
    boolean whole = parts.size() >= 3 && parts.size() % 2 == 1;
    if (!whole) {
      throw refusal(layer);
    }
    Map<String, Integer> options = new TreeMap<>();
    for (int i = 3; i < parts.size(); i += 2) {
      String key = parts.get(i);
      boolean isNew = (key.equals("stride") || key.equals("pad")) && !options.containsKey(key);
      if (!isNew) {
        throw refusal(layer);
      }
      options.put(key, number(layer, parts.get(i + 1)));
    }
    return options;
  }

  private static void requireCount(String layer, List<String> parts, int count) {
    if (parts.size() != count) {
      throw refusal(layer);
    }
  }

  private static int number(String layer, String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean leadingZero = text.length() > 1 && text.startsWith("0");
    if (!digits || leadingZero || text.isEmpty() || text.length() > 9) {
      throw refusal(layer);
    }
    return Integer.parseInt(text);
  }

  private static RuleException refusal(String layer) {
    String shown =
        layer
            .codePoints()
            .limit(80)
            .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
            .collect(Collectors.joining());
    return new RuleException(
        "network: '"
            + shown
            + "' is no layer; possible are conv K C [stride S] [pad P], pool K, maxpool K,"
            + " sumpool K, res K and fc N");
  }
}
