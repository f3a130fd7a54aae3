package quotient.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import quotient.run.RowSelection;
import quotient.run.UserException;

/** Reads which rows are this party's own. */
final class RowsConverter implements ITypeConverter<RowSelection> {
  @Override
  public RowSelection convert(String text) {
    try {
      return RowSelection.parse(text);
    } catch (UserException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
