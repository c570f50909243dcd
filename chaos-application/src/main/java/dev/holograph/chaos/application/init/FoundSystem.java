package dev.holograph.chaos.application.init;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a first scenario can act on: an application that a run starts, or one that runs already and has a k6 script. */
final class FoundSystem {

    final String name;
    final List<Guess> guesses = new ArrayList<>();
    /** What a person must look at, a sentence each. */
    final List<String> toCheck = new ArrayList<>();

    List<String> command = List.of();
    final Map<String, String> environment = new LinkedHashMap<>();

    @Nullable String ready;

    @Nullable String port;

    String path = "/";
    /** Where it runs already; {@code null} if the run starts it. */
    @Nullable String url;
    /** A k6 script in place of requests to {@link #path}. */
    @Nullable String script;
    /** {@code host:port} of a database on this machine, which the application then reaches through the proxy. */
    @Nullable String database;

    FoundSystem(String artifact) {
        String plain =
                artifact.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String cut = plain.length() > 40 ? plain.substring(0, 40).replaceAll("-+$", "") : plain;
        this.name = cut.isEmpty() || cut.equals("database") ? "app" : cut;
    }

    /** Whether nothing but the health check was found to ask for: it may answer while no user is served. */
    boolean asksForHealthAlone() {
        return script == null && ready != null && ready.equals("http://{address}" + path);
    }

    void guess(String what, String value, String from) {
        guesses.add(new Guess(what, value, from));
    }
}
