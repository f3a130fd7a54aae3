package quotient.cli;

import java.nio.file.InvalidPathException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Says in a line what is wrong with a command line. */
final class UsageComplaint {
  private UsageComplaint() {}

  /** The line, which ends with where to read on. */
  static String of(ParameterException e) {
    CommandLine command = e.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    List<String> unmatched = command.getUnmatchedArguments();
    String message = String.valueOf(e.getMessage());
    // picocli keeps the exception of a converter in its text only.
    if (message.contains(InvalidPathException.class.getName())) {
      return "a path of the command line cannot be spelt on this system in this locale; take another"
          + " path, or another locale as by LC_ALL=C.UTF-8";
    }
    // A misspelt option comes before those that are missing, perhaps because of it.
    String complaint =
        unmatched.isEmpty()
            ? decapitalized(message.replaceFirst("^Error: ", ""))
            : unmatched(spec, unmatched.getFirst());
    return complaint + "; see '" + spec.qualifiedName() + " --help'";
  }

  private static String decapitalized(String text) {
    return text.isEmpty() ? "" : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String unmatched(CommandSpec command, String argument) {
    if (argument.startsWith("-")) {
      String name = argument.replaceFirst("=.*", "");
      return "'%s' is no option of '%s'%s"
          .formatted(name, command.qualifiedName(), hint(name, visibleOptions(command)));
    }
    if (command.subcommands().isEmpty()) {
      return "'%s' is one argument too many for '%s'".formatted(argument, command.qualifiedName());
    }
    return "'%s' is no command of '%s'%s"
        .formatted(argument, command.qualifiedName(), hint(argument, visibleCommands(command)));
  }

  private static List<String> visibleOptions(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }

  private static List<String> visibleCommands(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden())
        .map(CommandSpec::name)
        .toList();
  }

  private static String hint(String typed, List<String> names) {
    return nearest(typed, names).map(name -> " (did you mean '" + name + "'?)").orElse("");
  }

  /** The name that {@code typed} was most likely meant to be: a third of its letters may differ. */
  private static Optional<String> nearest(String typed, List<String> names) {
    int most = Math.max(1, typed.replace("-", "").length() / 3);
    return names.stream()
        .filter(name -> distance(typed, name) <= most)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** How many letters to insert, remove, replace, or swap with the next one. */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = least;
      }
    }
    return steps[a.length()][b.length()];
  }
}
