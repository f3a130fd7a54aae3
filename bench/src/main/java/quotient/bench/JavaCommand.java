package quotient.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start another process like this one. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * The command that runs {@code main} with the Java runtime, the options and the modules of this
   * process; the program's arguments are to follow.
   */
  public static List<String> running(Class<?> main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // The launcher adds this one for -m.
      if (!option.startsWith("-Djdk.module.main")) {
        command.add(option);
      }
    }
    if (main.getModule().isNamed()) {
      command.add("-m");
      command.add(main.getModule().getName() + "/" + main.getName());
    } else {
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(main.getName());
    }
    return command;
  }
}
