package quotient.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The picture of the house in docs/architecture.md, as rules. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("quotient");

  /** Which room may know which others. */
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          Map.entry("transport", List.of()),
          Map.entry("bits", List.of()),
          Map.entry("engine", List.of("bits")),
          Map.entry("data", List.of()),
          Map.entry("crypto", List.of("bits", "transport")),
          Map.entry("lattice", List.of("bits", "crypto")),
          Map.entry("training", List.of("bits", "engine")),
          Map.entry("twoparty", List.of("bits", "engine", "lattice", "crypto", "transport")),
          Map.entry(
              "bench",
              List.of("bits", "data", "training", "twoparty", "engine", "crypto", "transport")),
          Map.entry("job", List.of("data", "training", "twoparty", "engine", "transport")),
          Map.entry(
              "run", List.of("bits", "job", "data", "training", "twoparty", "engine", "transport")),
          Map.entry("cli.report", List.of("run", "job", "engine", "twoparty", "transport")),
          Map.entry("cli.keys", List.of("cli.report", "run", "transport")),
          Map.entry("cli.bench", List.of("cli.keys", "cli.report", "run", "bench", "transport")),
          Map.entry(
              "cli.demo",
              List.of(
                  "bits",
                  "cli.report",
                  "cli.keys",
                  "run",
                  "job",
                  "bench",
                  "data",
                  "training",
                  "engine",
                  "transport")),
          Map.entry(
              "cli",
              List.of(
                  "cli.report",
                  "cli.keys",
                  "cli.bench",
                  "cli.demo",
                  "run",
                  "job",
                  "data",
                  "twoparty",
                  "engine",
                  "transport")));

  @Test
  void arrowsRunDownwardsOnly() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(
            ROOMS.keySet().stream().map(room -> "quotient." + room).collect(Collectors.toSet()));
    ROOMS.forEach((room, known) -> {
      String[] unknown =
          ROOMS.keySet().stream()
              .filter(other -> !other.equals(room) && !known.contains(other))
              .map(other -> "quotient." + other)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("quotient." + room)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(unknown)
          .check(CLASSES);
    });
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("quotient.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void whatIsInsecureIsUsedWhereItSaysSo() {
    Set<String> users =
        CLASSES.stream()
            .filter(simpleNameStartingWith("Insecure").negate())
            .filter(user ->
                user.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency ->
                        dependency.getTargetClass().getSimpleName().startsWith("Insecure")))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(users)
        .containsExactlyInAnyOrder(
            // InsecureTcp, to measure what TLS costs.
            "quotient.bench.PartyProcess",
            // InsecureWeights, for simulate, demo and train --insecure-trace.
            "quotient.run.TrainingLoop");
  }

  /** The classes that call a method of this name of the type or of one that extends it. */
  private static Set<String> callers(String method, String type) {
    return CLASSES.stream()
        .filter(user ->
            user.getCodeUnitAccessesFromSelf().stream()
                .anyMatch(access ->
                    access.getName().equals(method)
                        && access.getTargetOwner().isAssignableTo(type)))
        .map(JavaClass::getName)
        .collect(Collectors.toSet());
  }

  /**
   * All that leaves the shares: predictions, numbers of right ones, and what says it is insecure.
   */
  @Test
  void onlyPredictionAndAccuracyOpen() {
    assertThat(callers("open", "quotient.engine.Engine"))
        .containsExactlyInAnyOrder(
            "quotient.training.Inference", "quotient.training.InsecureWeights");
  }

  /** A read hands over by itself; {@code transport.Exchange} says where a flush is needed. */
  @Test
  void flushesStandOnlyWhereNoReadFollows() {
    Set<String> users =
        callers("flush", "quotient.transport.Channel").stream()
            .filter(user -> !user.startsWith("quotient.transport."))
            .collect(Collectors.toSet());
    assertThat(users)
        .containsExactlyInAnyOrder(
            // So that the other party can go on at once.
            "quotient.crypto.BaseOt",
            "quotient.crypto.CotReceiver",
            // The end of a turn, and of a conversion, which may send only.
            "quotient.crypto.Correlations",
            "quotient.twoparty.BitsToShares",
            // Before it waits for its other thread.
            "quotient.twoparty.Session",
            // So that the arrivals of parts of a burst can be told apart.
            "quotient.twoparty.LinkMeasurement",
            // What a run has sent counts as its own.
            "quotient.bench.Measurement");
  }

  @Test
  void onlyTheProgramUsesCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage("quotient.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..")
        .check(CLASSES);
  }

  @Test
  void onlyTheProgramAndTheJobUseYamlAndJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages("quotient.cli..", "quotient.job")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
  }

  /** It names protocols, parties and their certificates; it computes and connects nothing. */
  @Test
  void aJobIsADescription() {
    assertThat(
            CLASSES.stream()
                .filter(resideInAPackage("quotient.job"))
                .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass())
                .filter(
                    resideInAnyPackage(
                        "quotient.transport",
                        "quotient.twoparty",
                        "quotient.engine",
                        "quotient.training",
                        "java.net..",
                        "javax.net.."))
                .map(JavaClass::getName)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "quotient.transport.Fingerprint",
            "quotient.transport.LinkModel",
            "quotient.twoparty.GateProtocol",
            "quotient.twoparty.ProductProtocol",
            "quotient.twoparty.Protocols",
            "quotient.engine.Party",
            "quotient.engine.Recipient",
            "quotient.training.LayerSpec",
            "quotient.training.LayerSpec$Dense",
            "quotient.training.LayerWords",
            "quotient.training.Method",
            "quotient.training.Method$AmsGrad",
            "quotient.training.Method$Momentum",
            "quotient.training.Method$Signum",
            "quotient.training.Network",
            "quotient.training.Schedule",
            "quotient.training.Shape",
            "quotient.training.Shifts",
            "quotient.training.TrainingJob",
            "quotient.training.RuleException");
  }

  /** What happens in a run are events: whoever starts it says whether anybody sees them. */
  @Test
  void aRunPrintsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage("quotient.run", "quotient.job")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
