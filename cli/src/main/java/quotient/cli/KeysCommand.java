package quotient.cli;

import picocli.CommandLine.Command;

/** The keys with which the parties prove to each other who they are. */
@Command(
    name = "keys",
    description =
        "Makes and shows the keys with which the two parties prove to each other who they are.",
    footer = {
      "%nBoth parties once:",
      "  quotient keys init --dir keys --name alice",
      "  (send keys/certificate.pem to the other party, over any channel)",
      "  quotient keys trust --dir keys bobs-certificate.pem",
      "  (compare the fingerprints with the other party, for instance over the telephone)"
    },
    subcommands = {KeysInitCommand.class, KeysShowCommand.class, KeysTrustCommand.class})
final class KeysCommand {}
