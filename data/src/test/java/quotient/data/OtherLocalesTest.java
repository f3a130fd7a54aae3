package quotient.data;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.util.DefaultLocale;

/** Files are read alike whatever the language and the digits of the person who reads them. */
class OtherLocalesTest {
  @Nested
  @DefaultLocale("ar-EG")
  class ArabicTables extends CsvDatasetReaderTest {}

  @Nested
  @DefaultLocale("ar-EG")
  class ArabicColumns extends ColumnsAsTrainedTest {}

  @Nested
  @DefaultLocale("ar-EG")
  class ArabicFilters extends RowFilterTest {}

  @Nested
  @DefaultLocale("tr-TR")
  class TurkishComplaints extends CsvDatasetReaderFailureTest {}
}
