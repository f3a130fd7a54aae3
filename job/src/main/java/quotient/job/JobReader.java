package quotient.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import quotient.data.DataException;
import quotient.engine.Party;
import quotient.engine.Recipient;
import quotient.job.JobDocument.AccuracyDocument;
import quotient.job.JobDocument.PartiesDocument;
import quotient.job.JobDocument.PredictDocument;
import quotient.training.RuleException;
import quotient.transport.Fingerprint;
import quotient.transport.LinkModel;
import quotient.twoparty.Protocols;

/** Reads a job file, refuses what it does not know, and fills in the defaults. */
public final class JobReader {
  private static final int DEFAULT_PREDICTION_BATCH = 500;
  private static final int MAX_PREDICTION_BATCH = 1 << 14;

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private JobReader() {}

  /**
   * Reads a job.
   *
   * @throws JobException with the file, the line or key, and what to do
   */
  public static Job read(Path file) {
    try {
      return job(file, parse(text(file)));
    } catch (JobException | RuleException | DataException e) {
      throw new JobException(file + ": " + e.getMessage());
    }
  }

  private static Job job(Path file, JobDocument document) {
    Table train = train(document);
    Optional<Table> test = test(document, train);
    return new Job(
        file,
        TrainingReader.read(document, train),
        protocols(document),
        Optional.ofNullable(document.link()).map(JobReader::link),
        train,
        test,
        accuracy(document),
        prediction(document, train, test),
        parties(document));
  }

  private static Protocols protocols(JobDocument document) {
    return new Protocols(
        or(document.gates(), Protocols.DEFAULT.gates()),
        or(document.products(), Protocols.DEFAULT.products()));
  }

  private static LinkModel link(String text) {
    try {
      return text.equals(Job.LOOPBACK) ? LinkModel.LOOPBACK : LinkModel.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JobException("link: " + e.getMessage() + ", or loopback");
    }
  }

  private static JobDocument parse(String text) {
    JobSyntax.complaint(text)
        .ifPresent(what -> {
          throw new JobException(what);
        });
    try {
      @Nullable JobDocument document = YAML.readValue(text, JobDocument.class);
      if (document == null) {
        throw new JobException("empty; write at least network and data.train");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw new JobException(JobComplaint.of(e, text));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new JobException("no such file; check --job");
    } catch (CharacterCodingException _) {
      throw new JobException("is not text in UTF-8; save it as such");
    } catch (AccessDeniedException _) {
      throw new JobException("no permission to read it; change its permissions");
    } catch (IOException e) {
      throw new JobException("cannot be read (" + e.getMessage() + "); check --job");
    }
  }

  private static <T> T or(@Nullable T value, T other) {
    return Objects.requireNonNullElse(value, other);
  }

  private static Table train(JobDocument document) {
    if (document.data() == null || document.data().train() == null) {
      throw new JobException("data.train is missing; describe the rows to learn from");
    }
    return labelled("data.train", TableReader.train("data.train", document.data().train()));
  }

  private static Optional<Table> test(JobDocument document, Table train) {
    return document.data() == null || document.data().test() == null
        ? Optional.empty()
        : Optional.of(
            labelled("data.test", TableReader.test("data.test", document.data().test(), train)));
  }

  private static Table labelled(String key, Table table) {
    if (!table.labelled()) {
      throw new JobException(
          key + " has no labels, and only predict.data may do without; name them");
    }
    return table;
  }

  private static Job.Prediction prediction(
      JobDocument document, Table train, Optional<Table> test) {
    PredictDocument predict =
        or(document.predict(), new PredictDocument(null, null, null, null, null));
    Party owner = or(predict.owner(), Party.A);
    int batch = or(predict.batch(), DEFAULT_PREDICTION_BATCH);
    if (batch < 1 || batch > MAX_PREDICTION_BATCH) {
      throw new JobException(
          "predict.batch must be 1 to " + MAX_PREDICTION_BATCH + ", but is " + batch);
    }
    return new Job.Prediction(
        predict.data() == null
            ? test
            : Optional.of(TableReader.predict("predict.data", predict.data(), train)),
        owner,
        or(predict.to(), owner == Party.A ? Recipient.A : Recipient.B),
        or(predict.reveal(), Reveal.CLASS),
        batch);
  }

  private static Accuracy accuracy(JobDocument document) {
    AccuracyDocument accuracy = or(document.accuracy(), new AccuracyDocument(null, null, null));
    return new Accuracy(
        or(accuracy.open(), Accuracy.DEFAULT.open()),
        or(accuracy.minRows(), Accuracy.DEFAULT.minRows()),
        or(accuracy.majority(), Accuracy.DEFAULT.majority()));
  }

  private static Map<Party, Fingerprint> parties(JobDocument document) {
    Map<Party, Fingerprint> parties = new EnumMap<>(Party.class);
    PartiesDocument told = or(document.parties(), new PartiesDocument(null, null));
    if (told.a() != null) {
      parties.put(Party.A, fingerprint("parties.a", told.a()));
    }
    if (told.b() != null) {
      parties.put(Party.B, fingerprint("parties.b", told.b()));
    }
    return parties;
  }

  private static Fingerprint fingerprint(String key, String text) {
    try {
      return Fingerprint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JobException(key + ": " + e.getMessage());
    }
  }
}
