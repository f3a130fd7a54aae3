package quotient.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import quotient.engine.LaneCircuit;

/** Equal circuits must be the same circuit, so each is a record of all that it depends on. */
class CircuitsTest {
  private static List<ClassModel> classesOfMain() {
    try {
      Path root =
          Path.of(Trainer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root)) {
        return files
            .filter(file -> file.toString().endsWith(".class"))
            .map(CircuitsTest::parse)
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  @Test
  void eachIsARecord() {
    List<ClassModel> circuits =
        classesOfMain().stream()
            .filter(c ->
                c.interfaces().stream()
                    .anyMatch(i -> i.asInternalName().equals(name(LaneCircuit.class))))
            .toList();
    assertThat(circuits).hasSizeGreaterThan(15);
    assertThat(circuits)
        .allSatisfy(c -> assertThat(c.findAttribute(Attributes.record())).isPresent());
  }

  @Test
  void noneIsALambda() {
    String made = ")L" + name(LaneCircuit.class) + ";";
    assertThat(classesOfMain())
        .allSatisfy(c ->
            assertThat(
                    c.methods().stream()
                        .flatMap(m -> m.code().stream())
                        .flatMap(code -> code.elementStream())
                        .filter(InvokeDynamicInstruction.class::isInstance)
                        .map(i -> ((InvokeDynamicInstruction) i).type().stringValue()))
                .noneMatch(type -> type.endsWith(made)));
  }
}
