package quotient.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.util.List;
import quotient.job.JobDocument.LayersDocument;
import quotient.job.JobDocument.NetworkDocument;
import quotient.job.JobDocument.UnitsDocument;

/** Tells the two ways to write a network apart by what they begin with. */
final class NetworkDeserializer extends JsonDeserializer<NetworkDocument> {
  @Override
  public NetworkDocument deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY ->
          new UnitsDocument(
              context.readValue(
                  parser,
                  context.getTypeFactory().constructCollectionType(List.class, Integer.class)));
      case START_OBJECT -> context.readValue(parser, LayersDocument.class);
      default -> (NetworkDocument) context.handleUnexpectedToken(NetworkDocument.class, parser);
    };
  }
}
