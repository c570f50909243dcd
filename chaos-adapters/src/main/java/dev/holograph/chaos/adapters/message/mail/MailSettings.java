package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.spi.SecretSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where mail goes, and how.
 *
 * @param host of the SMTP server; empty if what was to say it is not set
 * @param user {@code null}: the user name of the secret's {@code <server>}
 * @param secret holds the password; {@code null}: without authentication
 * @param to at least one; empty if what was to say it is not set
 */
record MailSettings(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable SecretSource secret,
        String from,
        List<String> to) {

    MailSettings {
        to = List.copyOf(to);
    }

    /** How a connection is kept private. */
    enum Security {
        /** It becomes TLS before anything is said; refused if the server does not offer that. */
        STARTTLS("starttls", 587),
        /** It is TLS from its beginning. */
        TLS("tls", 465),
        NONE("none", 25);

        private final String word;
        private final int port;

        Security(String word, int port) {
            this.word = word;
            this.port = port;
        }

        /** As a configuration writes it. */
        String word() {
            return word;
        }

        /** Where servers listen that speak it. */
        int port() {
            return port;
        }
    }

    String place() {
        return host + ":" + port;
    }
}
