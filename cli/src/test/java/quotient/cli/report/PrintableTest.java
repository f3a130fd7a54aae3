package quotient.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatSteersATerminalIsShownAsAnEscape() {
    assertThat(Printable.line("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
    assertThat(Printable.line("a\u009b2Jb")).isEqualTo("a\\u009b2Jb");
    assertThat(Printable.line("a\u202eb\u2066c")).isEqualTo("a\\u202eb\\u2066c");
    assertThat(Printable.line("a\u200bb"))
        .isEqualTo("a\\u200bb")
        .isNotEqualTo(Printable.line("a?b"));
  }

  @Test
  void aLineStaysOne() {
    assertThat(Printable.line("a\r\n  b\u2028c\nd\n")).isEqualTo("a b c d");
    assertThat(Printable.line("größer 数 50 %")).isEqualTo("größer 数 50 %");
  }

  @Test
  void linesStay() {
    assertThat(Printable.lines("a\u0007\nb\n")).isEqualTo("a\\u0007\nb\n");
    assertThat(Printable.lines("a\rb")).isEqualTo("a\\u000db");
  }

  @Test
  void aLongLineIsCut() {
    assertThat(Printable.line("x" + " ".repeat(1_000_000) + "\ny")).hasSizeLessThan(4010);
  }
}
