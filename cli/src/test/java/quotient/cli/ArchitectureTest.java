package quotient.cli;

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
      Map.of(
          "bits", List.of(),
          "transport", List.of(),
          "data", List.of(),
          "engine", List.of("bits"),
          "crypto", List.of("bits", "transport"),
          "lattice", List.of("bits", "crypto"),
          "training", List.of("bits", "engine"),
          "twoparty", List.of("bits", "engine", "lattice", "crypto", "transport"),
          "bench", List.of("bits", "data", "training", "twoparty", "engine", "crypto", "transport"),
          "cli", List.of("bits", "bench", "data", "training", "twoparty", "engine", "transport"));

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
    slices().matching("quotient.(*)").should().beFreeOfCycles().check(CLASSES);
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
            "quotient.cli.TrainingRun");
  }

  @Test
  void onlyTheProgramUsesCommandsAndYaml() {
    noClasses()
        .that()
        .resideOutsideOfPackage("quotient.cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "com.fasterxml..", "me.tongfei..")
        .check(CLASSES);
  }
}
