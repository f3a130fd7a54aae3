package quotient.run;

import java.util.function.Consumer;
import quotient.job.Job;
import quotient.transport.LinkModel;
import quotient.twoparty.Protocols;
import quotient.twoparty.Session;

/** The link between two parties, by which both choose among protocols. */
final class AgreedLink {
  private AgreedLink() {}

  /**
   * The job's protocols over the link that it says, or else over what both parties measure now.
   *
   * @throws quotient.twoparty.DisagreementException if the other party's figures make no sense
   */
  static Protocols protocols(Job job, Session session, Consumer<Event> events) {
    LinkModel link = job.link().orElseGet(session::measureLink);
    events.accept(new Event.LinkAgreed(link, job.link().isEmpty()));
    return job.protocols().over(link);
  }
}
