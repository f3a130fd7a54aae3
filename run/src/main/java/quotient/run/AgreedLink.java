package quotient.run;

import java.util.function.Consumer;
import quotient.engine.Engine;
import quotient.job.Job;
import quotient.transport.LinkModel;
import quotient.transport.Traffic;
import quotient.twoparty.Session;

/** The link between two parties, by which both choose among protocols. */
final class AgreedLink {
  private AgreedLink() {}

  /**
   * The engine by the job's protocols over the link that it says, or else over what both parties
   * measure now. What the run will take over it is planned while the engine is set up, and told
   * before it is used, unless that takes long.
   *
   * @param plan of the run
   * @throws quotient.twoparty.DisagreementException if the other party's figures make no sense
   */
  static Engine engine(Job job, Session session, Forecast.Planner plan, Consumer<Event> events) {
    Traffic before = session.traffic();
    LinkModel link = job.link().orElseGet(session::measureLink);
    events.accept(
        new Event.LinkAgreed(link, job.link().isEmpty(), session.traffic().minus(before).bytes()));
    Forecast forecast = Forecast.begin(session.me(), link, plan);
    Engine engine = session.engine(job.protocols().over(link));
    forecast.await().ifPresent(events);
    return engine;
  }
}
