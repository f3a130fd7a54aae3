package quotient.bench;

import java.util.Optional;
import quotient.transport.LinkModel;

/**
 * A network over which an experiment is measured.
 *
 * @param name as it is reported: as {@code --link} takes it, or {@code loopback}
 * @param model to emulate; none for the loopback as it is
 */
public record PaperLink(String name, Optional<LinkModel> model) {
  static final PaperLink LOOPBACK = new PaperLink("loopback", Optional.empty());

  static PaperLink emulated(String name) {
    return new PaperLink(name, Optional.of(LinkModel.parse(name)));
  }
}
