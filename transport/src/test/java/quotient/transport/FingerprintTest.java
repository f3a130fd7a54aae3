package quotient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static quotient.transport.InsecureTestIdentities.ALICE;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Fingerprints as people paste them. */
class FingerprintTest {
  private static final Fingerprint FINGERPRINT = ALICE.fingerprint();

  @Test
  void readsWhateverPeoplePaste() {
    String hex = FINGERPRINT.hex();
    String bare = hex.replace(":", "");
    List<String> pasted =
        List.of(
            hex,
            bare,
            FINGERPRINT.toString(),
            hex.toLowerCase(Locale.ROOT),
            "sha-256 " + bare.toLowerCase(Locale.ROOT),
            "SHA-256:" + hex,
            "SHA256: " + hex,
            "sha256 Fingerprint=" + hex,
            "SHA-256" + bare,
            "\t" + FINGERPRINT + " \r\n",
            hex.replace(':', ' '),
            hex.replace(":", " : "),
            hex.replace(":", "\u00a0"),
            bare.substring(0, 32) + "\n" + bare.substring(32));
    assertThat(pasted)
        .allSatisfy(text -> assertThat(Fingerprint.parse(text)).isEqualTo(FINGERPRINT));
  }

  @Test
  void anythingElse_fails() {
    String hex = FINGERPRINT.hex();
    List<String> bad =
        List.of(
            "",
            "SHA-256",
            ":",
            hex.substring(3),
            hex.substring(1),
            hex + ":00",
            hex + "0",
            "SHA-512 " + hex,
            "SHA-1 " + hex,
            "SHA-256 SHA-256 " + hex,
            hex.replace(':', '-'),
            "G" + hex.substring(1),
            // A digit, but of another script.
            "\u0661" + hex.substring(1),
            hex + "\u001b[2J\nquotient: done");
    assertThat(bad)
        .allSatisfy(text ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.parse(text))
                .withMessageEndingWith(
                    "' is no fingerprint; it has 32 bytes in hexadecimal, as 'quotient keys show'"
                        + " prints them")
                .withMessageNotContainingAny("\n", "\u001b"));
  }

  @Test
  void anotherFormThanTheCanonicalOne_fails() {
    String hex = FINGERPRINT.hex();
    assertThat(new Fingerprint(hex)).isEqualTo(FINGERPRINT);
    assertThat(List.of("", hex.toLowerCase(Locale.ROOT), hex.replace(":", ""), hex.substring(3)))
        .allSatisfy(
            text -> assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint(text)));
  }
}
