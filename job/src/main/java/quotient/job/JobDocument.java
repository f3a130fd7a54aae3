package quotient.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.training.Method.Momentum;
import quotient.twoparty.GateProtocol;
import quotient.twoparty.ProductProtocol;

/**
 * A job file as it is written: null where a key is absent. {@link JobReader} makes a {@link Job} of
 * it; docs/job-file.md explains the keys.
 */
record JobDocument(
    @JsonDeserialize(using = NetworkDeserializer.class) @Nullable NetworkDocument network,
    @Nullable Integer bias,
    @Nullable Optimizer optimizer,
    @Nullable Momentum momentum,
    @Nullable Integer rotate,
    @JsonProperty("error-bits") @Nullable Integer errorBits,
    @Nullable Integer step,
    @Nullable Scales scales,
    @Nullable ShiftsDocument shifts,
    @Nullable Integer batch,
    @Nullable Integer epochs,
    @Nullable Long seed,
    @Nullable GateProtocol gates,
    @Nullable ProductProtocol products,
    @Nullable String link,
    @Nullable DataDocument data,
    @Nullable AccuracyDocument accuracy,
    @Nullable PredictDocument predict,
    @Nullable PartiesDocument parties) {

  /** A network in one of the two ways to write it. */
  sealed interface NetworkDocument {}

  /** Units per layer, inputs first, classes last. */
  record UnitsDocument(List<Integer> units) implements NetworkDocument {}

  record LayersDocument(@Nullable List<Integer> input, @Nullable List<String> layers)
      implements NetworkDocument {}

  record ShiftsDocument(@Nullable List<Integer> forward, @Nullable List<Integer> error) {}

  record DataDocument(@Nullable TableDocument train, @Nullable TableDocument test) {}

  record AccuracyDocument(
      Accuracy.@Nullable Opening open,
      @JsonProperty("min-rows") @Nullable Integer minRows,
      @Nullable Boolean majority) {}

  record PartiesDocument(@Nullable String a, @Nullable String b) {}

  record PredictDocument(
      @Nullable TableDocument data,
      @Nullable Party owner,
      @Nullable Recipient to,
      @Nullable Reveal reveal,
      @Nullable Integer batch) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = IdxDocument.class, name = "idx"),
    @JsonSubTypes.Type(value = CsvDocument.class, name = "csv")
  })
  sealed interface TableDocument {}

  record IdxDocument(@Nullable String images, @Nullable String labels) implements TableDocument {}

  record CsvDocument(
      @Nullable String file,
      @Nullable String header,
      @Nullable List<String> features,
      @Nullable String label,
      @Nullable List<String> labels,
      @Nullable ScaleDocument scale,
      @Nullable Map<String, ScaleDocument> columns,
      @Nullable RowsDocument rows)
      implements TableDocument {}

  record ScaleDocument(
      @Nullable BigDecimal offset,
      @Nullable BigDecimal factor,
      @Nullable Integer min,
      @Nullable Integer max) {}

  record RowsDocument(@Nullable String keep, @Nullable String skip) {}
}
