package dev.holograph.gremlin;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link GremlinClient}. What is not set is as Gremlin's own service needs it. */
public final class GremlinClientBuilder {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Credentials credentials;
    private URI base = GremlinClient.GREMLIN;
    private @Nullable String teamId;
    private String agent = "gremlin-client/1";
    private Duration timeout = TIMEOUT;
    private RetryPolicy retry = RetryPolicy.STANDARD;
    private Sleeper sleeper = Sleeper.real();
    private Clock clock = Clock.systemUTC();

    GremlinClientBuilder(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Where the API is, with its version: {@code https://…/v1}.
     *
     * @throws IllegalArgumentException if it is no https URL, or http to another machine than this: the key would travel
     *     in the clear
     */
    public GremlinClientBuilder baseUrl(URI url) {
        boolean plain = "http".equals(url.getScheme()) && url.getHost() != null && HERE.contains(url.getHost());
        if (url.getHost() == null
                || !(plain || "https".equals(url.getScheme()))
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            // Not quoted: a password may stand in it.
            throw new IllegalArgumentException("the base URL must be https://host/path without a user or query;"
                    + " http only to this machine, since the key is sent along");
        }
        base = URI.create(url.toString().replaceAll("/+$", ""));
        return this;
    }

    /** The team that is meant; needed with a company's token, and with keys that see several teams. */
    public GremlinClientBuilder teamId(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a team's id must not be empty");
        }
        teamId = id;
        return this;
    }

    /** Sets the user agent, as name/version. */
    public GremlinClientBuilder agent(String nameAndVersion) {
        if (!AGENT.matcher(nameAndVersion).matches()) {
            throw new IllegalArgumentException("the agent must be name/version, not '" + nameAndVersion + "'");
        }
        agent = nameAndVersion;
        return this;
    }

    /** How long one answer may take, to the last byte; more than 0. */
    public GremlinClientBuilder timeout(Duration each) {
        timeout = checked(each);
        return this;
    }

    public GremlinClientBuilder retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    /** How the pauses between attempts are waited for, and what the time is. */
    public GremlinClientBuilder time(Sleeper sleeps, Clock tells) {
        sleeper = sleeps;
        clock = tells;
        return this;
    }

    public GremlinClient build() {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        return new GremlinClient(new Transport(http, base, credentials, teamId, agent, timeout, retry, sleeper, clock));
    }

    static Duration checked(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a time-out must be more than 0, not " + timeout);
        }
        return timeout;
    }
}
