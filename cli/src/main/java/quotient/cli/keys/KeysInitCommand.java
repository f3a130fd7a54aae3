package quotient.cli.keys;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quotient.cli.report.OutputOptions;
import quotient.cli.report.Report;
import quotient.run.UserException;
import quotient.transport.Fingerprint;

/** Makes this party's key. */
@Command(
    name = "init",
    description =
        "Makes a private key (P-256) and a certificate of it that is valid for ten years. The key"
            + " is not encrypted: the permissions of its file protect it.",
    footerHeading = "%nExample:%n",
    footer = "  quotient keys init --dir keys --name alice")
final class KeysInitCommand implements Runnable {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Where the keys shall lie; no key there is ever overwritten.")
  private Path directory;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What the certificate calls this party.")
  private String name;

  @Mixin private OutputOptions output;

  @Override
  public void run() {
    if (name.isBlank() || name.length() > 64) {
      throw UserException.request("--name must have 1 to 64 characters");
    }
    KeyDirectory keys = new KeyDirectory(directory);
    Fingerprint fingerprint = keys.init(name);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("fingerprint", fingerprint.hex());
    values.put("certificate", keys.certificateFile().toString());
    try (Report report = output.report()) {
      report.result(
          "keys init",
          """
          fingerprint %s
          Send %s to the other party, and tell it the fingerprint in another way.\
          """
              .formatted(fingerprint, keys.certificateFile()),
          values);
    }
  }
}
