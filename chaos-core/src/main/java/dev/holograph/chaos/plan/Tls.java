package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How clients of a run check a target that they reach by TLS, and how they show who they are.
 *
 * @param trust the certificates that are trusted in place of the JDK's trust store; {@code null}: the JDK's
 * @param certificate the clients' own, with its chain; {@code null}: they have none
 * @param key the private key of that certificate
 * @param insecure whether every certificate is taken, whoever it is from and whatever name it is for
 */
public record Tls(
        @Nullable PemFile trust,
        @Nullable PemFile certificate,
        @Nullable PemFile key,
        boolean insecure) {

    /** As every client does it that nobody told otherwise: the JDK's trust store, and no certificate of one's own. */
    public static final Tls STANDARD = new Tls(null, null, null, false);

    /**
     * A PEM file, and where an environment names it.
     *
     * @param shown as it is written there
     */
    public record PemFile(Path path, String shown, Location at) {

        @Override
        public String toString() {
            return shown;
        }
    }
}
