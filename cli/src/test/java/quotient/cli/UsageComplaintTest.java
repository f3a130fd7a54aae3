package quotient.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command line that makes no sense gets one line that says why, and what was meant. */
class UsageComplaintTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          trian                => 'trian' is no command of 'quotient' (did you mean 'train'?); see 'quotient --help'
          pridect --job x      => 'pridect' is no command of 'quotient' (did you mean 'predict'?); see 'quotient --help'
          xyz                  => 'xyz' is no command of 'quotient'; see 'quotient --help'
          bench prty           => 'prty' is no command of 'quotient bench'; see 'quotient bench --help'
          keys inti --dir x    => 'inti' is no command of 'quotient keys' (did you mean 'init'?); see 'quotient keys --help'
          keys                 => missing required subcommand; see 'quotient keys --help'
          train --jbo x        => '--jbo' is no option of 'quotient train' (did you mean '--job'?); see 'quotient train --help'
          train --data_dir=x   => '--data_dir' is no option of 'quotient train' (did you mean '--data-dir'?); see 'quotient train --help'
          --foo                => '--foo' is no option of 'quotient'; see 'quotient --help'
          demo now             => 'now' is one argument too many for 'quotient demo'; see 'quotient demo --help'
          simulate             => missing required option: '--job=FILE'; see 'quotient simulate --help'
          simulate --job       => missing required parameter for option '--job' (FILE); see 'quotient simulate --help'
          keys trust --dir x   => missing required parameter: 'FILE'; see 'quotient keys trust --help'
          train --job x --keys x --model x => missing required argument (specify one of these): (--listen=HOST:PORT | --connect=HOST:PORT); see 'quotient train --help'
          """)
  void oneLineSaysWhatIsWrong(String arguments, String line) {
    InProcess.Result result = InProcess.run(arguments.split(" +"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("quotient: " + line + System.lineSeparator());
  }

  @Test
  void aPathThatCannotBeSpelt_fails() {
    InProcess.Result result = InProcess.run("simulate", "--job", "a\0b");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .startsWith(
            "quotient: a path of the command line cannot be spelt on this system in this locale;")
        .contains("LC_ALL=C.UTF-8")
        .hasLineCount(1);
  }
}
