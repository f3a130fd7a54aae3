package quotient.bench;

import java.nio.file.Path;

/**
 * Where a party finds what it needs for TLS.
 *
 * @param key its private key, PEM
 * @param certificate its certificate, PEM
 * @param trusted the other party's certificate, PEM
 */
public record KeyFiles(Path key, Path certificate, Path trusted) {}
