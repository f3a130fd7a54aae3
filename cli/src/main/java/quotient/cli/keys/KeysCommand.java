package quotient.cli.keys;

import picocli.CommandLine.Command;

/** The keys with which the parties prove to each other who they are. */
@Command(
    name = "keys",
    description =
        "Makes and shows the keys with which the two parties prove to each other who they are.",
    footerHeading = "%nExamples, for both parties once:%n",
    footer = {
      "  quotient keys init --dir keys --name alice",
      "  # Send keys/certificate.pem to the other party.",
      "  quotient keys trust --dir keys bobs-certificate.pem",
      "  # Compare the fingerprints, for instance by telephone."
    },
    subcommands = {KeysInitCommand.class, KeysShowCommand.class, KeysTrustCommand.class})
public final class KeysCommand {}
