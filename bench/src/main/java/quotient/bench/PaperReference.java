package quotient.bench;

import java.util.Optional;

/**
 * What somebody published. Only what was read in the source named stands here.
 *
 * @param by who: {@link Paper#NAME}, or a comparable system
 * @param experiment the name of ours that it compares to; none if it compares to no single one
 * @param figure with its unit
 * @param source where it can be read: the publication, and the table or section
 */
public record PaperReference(
    String by, Optional<String> experiment, String figure, String source) {}
