package quotient.cli.keys;

import java.io.Console;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.Report;
import quotient.cli.report.Terminal;
import quotient.run.UserException;
import quotient.transport.Certificates;
import quotient.transport.Fingerprint;

/** Trusts the other party's certificate. */
@Command(
    name = "trust",
    description =
        "Trusts the other party's certificate from now on. On a terminal it shows the fingerprint"
            + " and asks; elsewhere --fingerprint or --yes must say that it is the right one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  quotient keys trust --dir keys bobs-certificate.pem",
      "  quotient keys trust --dir keys bobs-certificate.pem \\",
      "      --fingerprint 5F:0A:..."
    })
final class KeysTrustCommand implements Runnable {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Where this party's keys lie.")
  private Path directory;

  @Parameters(paramLabel = "FILE", description = "The certificate that the other party sent.")
  private Path file;

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      description = "The fingerprint that the other party told; it must be that of the file.")
  private Optional<String> expected;

  @Option(names = "--yes", description = "Trust the file without comparing its fingerprint.")
  private boolean yes;

  @Mixin private OutputOptions output;

  @Override
  public void run() {
    X509Certificate certificate = Certificates.load(file);
    Fingerprint fingerprint = Fingerprint.of(certificate);
    confirm(fingerprint);
    boolean added = new KeyDirectory(directory).trust(certificate);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("fingerprint", fingerprint.hex());
    values.put("added", added);
    try (Report report = output.report()) {
      report.result(
          "keys trust", (added ? "trusted now: " : "trusted already: ") + fingerprint, values);
    }
  }

  private void confirm(Fingerprint fingerprint) {
    if (expected.isPresent()) {
      if (!told(expected.get()).equals(fingerprint)) {
        throw UserException.file(
            file
                + ": its fingerprint is "
                + fingerprint
                + ", not the expected one; do not trust it, ask the other party");
      }
      return;
    }
    if (yes) {
      return;
    }
    Console console =
        Terminal.console()
            .orElseThrow(() ->
                UserException.request(
                    "there is no terminal to ask on; give the fingerprint that the other party"
                        + " told with --fingerprint"));
    String answer =
        console.readLine(
            "%s%nIs this the fingerprint that the other party told you? [y/N] ", fingerprint);
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw UserException.request("not trusted");
    }
  }

  private static Fingerprint told(String text) {
    try {
      return Fingerprint.parse(text);
    } catch (IllegalArgumentException e) {
      throw UserException.request("--fingerprint: " + e.getMessage());
    }
  }
}
