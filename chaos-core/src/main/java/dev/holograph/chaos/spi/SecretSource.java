package dev.holograph.chaos.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret comes from: never from the file that names it.
 *
 * @param variable an environment variable, which wins; {@code null} if none is named
 * @param server the id of a {@code <server>} of Maven's settings; {@code null} if none is named
 */
public record SecretSource(
        @Nullable String variable, @Nullable String server) {

    /** The secret, without white space around it; empty if it is set nowhere. Never to be written or shown. */
    public Optional<String> find(MessageContext context) {
        return context.secret(variable == null ? "" : variable, server == null ? "" : server)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** The name under which it was found, for a person. */
    public String shown() {
        return variable == null
                ? "<server> '" + server + "'"
                : "variable " + variable + (server == null ? "" : " or <server> '" + server + "'");
    }

    /** Message that the secret is set nowhere. */
    public String missing() {
        String variableIs = "the environment variable " + variable + " is not set";
        String serverIs = "settings.xml has no <server> '" + server + "' with a password";
        return variable == null ? serverIs : server == null ? variableIs : variableIs + " and " + serverIs;
    }
}
