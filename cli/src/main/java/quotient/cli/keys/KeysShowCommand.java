package quotient.cli.keys;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.Report;
import quotient.transport.Fingerprint;

/** Shows whom this party trusts. */
@Command(
    name = "show",
    description = "Shows this party's fingerprint, those it trusts, and the file to send.",
    footerHeading = "%nExample:%n",
    footer = "  quotient keys show --dir keys")
final class KeysShowCommand implements Runnable {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Where this party's keys lie.")
  private Path directory;

  @Mixin private OutputOptions output;

  @Override
  public void run() {
    KeyDirectory keys = new KeyDirectory(directory);
    String own = describe(keys.identity().certificate());
    List<String> lines = new ArrayList<>();
    lines.add("own      " + own);
    List<Map<String, String>> trusted = new ArrayList<>();
    for (X509Certificate certificate : keys.trusted()) {
      lines.add("trusted  " + describe(certificate));
      trusted.add(values(certificate));
    }
    lines.add(
        trusted.isEmpty()
            ? "no other party is trusted yet; see 'quotient keys trust --help'"
            : "certificate to send: " + keys.certificateFile());
    Map<String, Object> values = new LinkedHashMap<>(values(keys.certificate()));
    values.put("certificate", keys.certificateFile().toString());
    values.put("trusted", trusted);
    try (Report report = output.report()) {
      report.result("keys show", String.join(System.lineSeparator(), lines), values);
    }
  }

  private static String describe(X509Certificate certificate) {
    return "%s  %s  until %tF"
        .formatted(
            Fingerprint.of(certificate), KeyDirectory.name(certificate), certificate.getNotAfter());
  }

  private static Map<String, String> values(X509Certificate certificate) {
    return Map.of(
        "fingerprint", Fingerprint.of(certificate).hex(),
        "name", KeyDirectory.name(certificate),
        "until", "%tF".formatted(certificate.getNotAfter()));
  }
}
