package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
  private static final Pattern EXIT_CODE = Pattern.compile("^ +(\\d+)  .*\\w$", Pattern.MULTILINE);

  /** Every command that help shows, from the top down. */
  static Stream<String> commands() {
    return withSubcommands(Main.commandLine())
        .map(command -> command.getCommandSpec().qualifiedName());
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
            .flatMap(HelpTest::withSubcommands));
  }

  private static CommandLine command(CommandLine top, String qualifiedName) {
    return withSubcommands(top)
        .filter(command -> command.getCommandSpec().qualifiedName().equals(qualifiedName))
        .findFirst()
        .orElseThrow();
  }

  private static String help(String qualifiedName, int width, Ansi ansi) {
    CommandLine top = Main.commandLine().setUsageHelpAutoWidth(false).setUsageHelpWidth(width);
    return command(top, qualifiedName).getUsageMessage(ansi);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
    InProcess.Result result =
        InProcess.run((command + " --help").replaceFirst("quotient ", "").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: " + command + " ", "Example", "  " + command);
    assertThat(EXIT_CODE.matcher(result.out()).results().map(code -> code.group(1)))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "69", "130");
  }

  @Test
  void theHelpOfTheProgramHasAnExampleOfEachStep() {
    assertThat(help("quotient", 80, Ansi.OFF))
        .contains(
            "  quotient demo\n",
            "  quotient keys init ",
            "  quotient keys trust ",
            "  quotient simulate ",
            "  quotient train ",
            "  quotient predict ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void linesFitAndWordsAndExamplesStayWhole(String name) {
    CommandSpec spec = command(Main.commandLine(), name).getCommandSpec();
    List<String> widest = words(help(name, 110, Ansi.OFF));
    assertThat(widest).containsAll(wordsOfTexts(spec));
    for (int width : new int[] {60, 61, 80, 100, 110}) {
      String help = help(name, width, Ansi.OFF);

      assertThat(help.lines())
          .as("%s at width %d", name, width)
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
      assertThat(words(help)).as("%s at width %d", name, width).isEqualTo(widest);
      assertThat(help.lines()).containsSequence(spec.usageMessage().footer());
    }
  }

  /** All words of the texts that make up the help of a command. */
  private static List<String> wordsOfTexts(CommandSpec spec) {
    List<String> texts = new ArrayList<>(List.of(spec.usageMessage().description()));
    texts.addAll(spec.usageMessage().exitCodeList().values());
    spec.args().forEach(arg -> texts.addAll(List.of(arg.description())));
    spec.subcommands().values().stream()
        .map(sub -> sub.getCommandSpec().usageMessage())
        .filter(usage -> !usage.hidden())
        .forEach(usage -> texts.add(usage.description()[0]));
    return texts.stream()
        .filter(text -> !text.isBlank())
        .flatMap(text -> words(text).stream())
        .toList();
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  @Test
  void colours_takeNoPlace() {
    String plain = help("quotient train", 80, Ansi.OFF);
    String coloured = help("quotient train", 80, Ansi.ON);

    assertThat(coloured).isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  /** As a shell reads them: a backslash at the end of a line joins it with the next one. */
  @ParameterizedTest
  @MethodSource("commands")
  void examplesAreCommandsThatParse(String name) {
    String footer =
        String.join(
            "\n", command(Main.commandLine(), name).getCommandSpec().usageMessage().footer());
    List<String> examples =
        footer
            .replace("\\\n", "")
            .lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("#"))
            .toList();

    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(example -> {
          List<String> words = words(example.replaceFirst(" > .*", ""));
          assertThat(words.getFirst()).isEqualTo("quotient");
          Main.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        });
  }
}
