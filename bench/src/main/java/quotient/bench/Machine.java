package quotient.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import quotient.bits.Kernels;

/** What a figure was measured on. */
public final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** CPU model, cores and JDK in one line. */
  public static String describe() {
    return cpu()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, JDK "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }

  /** Which kernels of the cryptography run here, in a few words. */
  public static String kernels() {
    return Kernels.describe();
  }

  private static String cpu() {
    if (Files.isReadable(CPU_INFO)) {
      try {
        return Files.readAllLines(CPU_INFO).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseGet(Machine::architecture);
      } catch (IOException _) {
        return architecture();
      }
    }
    return architecture();
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
