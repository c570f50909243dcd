package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.Credentials;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinClientBuilder;
import dev.holograph.gremlin.GremlinException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to Gremlin's service, as the build's settings have it.
 *
 * @param pause waits between two questions
 */
record Gremlin(DriverContext context, Pause pause) {

    /** Where the service is, instead of Gremlin's own place. */
    static final String URL = "chaos.gremlin.url";

    /** The id of the team whose agents act. */
    static final String TEAM = "chaos.gremlin.team";

    /** The cluster's name in Gremlin, where it is not the name of the guard's context. */
    static final String CLUSTER = "chaos.gremlin.cluster";

    static final String KEY = "GREMLIN_API_KEY";
    static final String TOKEN = "GREMLIN_BEARER_TOKEN";
    static final String SERVER = "gremlin";
    static final String TOKEN_SERVER = "gremlin-token";

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** @throws DriverException if there is no key or team, or a setting is wrong; says which and what to do */
    GremlinClient client() throws DriverException {
        Credentials credentials = credentials();
        // Gremlin's OpenAPI documents mark it as required for each of the calls.
        String team = context.setting(TEAM)
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> new DriverException("Gremlin needs the team: give its id by -D" + TEAM
                        + "=ID (Gremlin shows it in the team's settings)"));
        GremlinClientBuilder builder;
        try {
            builder = GremlinClient.builder(credentials).agent("chaos-maven-plugin/1");
            Optional<String> url = context.setting(URL);
            if (url.isPresent()) {
                builder.baseUrl(URI.create(url.get()));
            }
            builder.teamId(team);
        } catch (IllegalArgumentException e) {
            // Without its cause: that may quote what was set.
            throw new DriverException("-D" + URL + " or -D" + TEAM
                    + " is wrong: the first is an https URL that ends in /v1 (http for 127.0.0.1 alone), the second a"
                    + " team's id");
        }
        builder.timeout(ANSWERS_WITHIN).time(pause::pause, context.clock());
        return context.shared().get(GremlinClient.class, builder::build, client -> {});
    }

    /** Ids of the attacks that this run has created. */
    Set<String> own() {
        return context.shared().get(Own.class, Own::new, own -> {}).ids;
    }

    private static final class Own {
        private final Set<String> ids = ConcurrentHashMap.newKeySet();
    }

    /** For one look that must be over by then. */
    static GremlinClient hurried(GremlinClient client, Duration remaining) {
        Duration most = remaining.compareTo(ANSWERS_WITHIN) < 0 ? remaining : ANSWERS_WITHIN;
        return client.withTimeout(most.isZero() ? Duration.ofMillis(1) : most);
    }

    static DriverException problem(String what, GremlinException e) {
        return new DriverException(what + ": " + e.getMessage(), e);
    }

    private Credentials credentials() throws DriverException {
        Optional<String> token = context.secret(TOKEN, TOKEN_SERVER);
        Optional<String> key = context.secret(KEY, SERVER);
        if (token.isEmpty() && key.isEmpty()) {
            throw new DriverException("there is no key for Gremlin: set the environment variable " + KEY
                    + " (a team's or company's API key) or " + TOKEN + ", or write <server><id>" + SERVER
                    + "</id><password>the key</password></server> in Maven's settings.xml");
        }
        try {
            return token.map(Credentials::bearerToken).orElseGet(() -> Credentials.apiKey(key.orElseThrow()));
        } catch (IllegalArgumentException e) {
            throw new DriverException("the key for Gremlin (" + KEY + ", " + TOKEN + " or <server> '" + SERVER
                    + "') is none: " + e.getMessage());
        }
    }
}
