package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.data.DataTable;
import dev.holograph.chaos.adapters.data.RequestFields;
import dev.holograph.chaos.adapters.data.RequestValues;
import dev.holograph.chaos.adapters.process.ClosedEnvironment;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.SecretForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What k6 finds in its environment: the plain numbers of the contract and nothing of the build's own. Headers, which may
 * hold secrets, go this way too: not into a file and not onto a command line.
 */
final class Variables {

    /** More connections than these share one virtual user each: its event loop is one thread. */
    private static final int MOST_HTTP_WORKERS = 10;

    private static final List<String> WAYS_OUT =
            List.of("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR");

    /** Longer than words such as a content type: a key or token. */
    private static final int SHORTEST_SECRET_HEADER = 20;

    /** As k6 calls it. */
    private static final String HTTP_2 = "HTTP/2.0";

    /** Most bytes of one variable with its name (MAX_ARG_STRLEN of Linux, without the byte at its end). */
    private static final int LONGEST = 128 * 1024 - 1;

    /** What the names of variables begin with that are for k6 and its scripts. */
    private static final List<String> PREFIXES = List.of("CHAOS_", "K6_", "GODEBUG", "SSL_CERT_");

    private Variables() {}

    static Map<String, String> of(LoadPlan plan, Path folder) throws DriverException {
        return of(plan, folder, 1, System::getenv);
    }

    /** Variables for each of several k6 that share a load, without what comes from this machine. */
    static Map<String, String> ofRunners(LoadPlan plan, Path folder, int runners) throws DriverException {
        Map<String, String> variables = new TreeMap<>(of(plan, folder, runners, name -> null));
        variables.keySet().removeIf(name -> PREFIXES.stream().noneMatch(name::startsWith));
        return variables;
    }

    /** The same of one k6. */
    static Map<String, String> of(LoadPlan plan, Path folder, UnaryOperator<@Nullable String> outside)
            throws DriverException {
        return of(plan, folder, 1, outside);
    }

    /**
     * @param runners that share the load: each has the same number of workers
     * @param outside gives a variable of the build's environment, {@code null} if it is not set
     */
    private static Map<String, String> of(
            LoadPlan plan, Path folder, int runners, UnaryOperator<@Nullable String> outside) throws DriverException {
        Load load = plan.load();
        HttpAddress base = plan.base();
        Map<String, String> variables = new HashMap<>();
        variables.put("CHAOS_RUN", plan.runId() + (load.name().equals("load") ? "" : "-" + load.name()));
        variables.put("CHAOS_LOAD_MS", Long.toString(plan.length().toMillis()));
        if (load.isObserved()) {
            variables.put("CHAOS_URL", base.scheme() + "://" + base.authority() + base.prefix());
        } else {
            variables.put("CHAOS_TIMEOUT_MS", Long.toString(load.timeout().toMillis()));
        }
        base.authorization().ifPresent(login -> variables.put("CHAOS_AUTHORIZATION", login));
        List<String> secrets = SecretForms.of(secrets(plan)).all();
        if (!secrets.isEmpty() && !load.isObserved()) {
            variables.put("CHAOS_SECRETS", new JsonArray(secrets).encode());
        }
        if (load.profile() instanceof Profile.WebSocket socket) {
            variables.put(
                    "CHAOS_URL",
                    base.webSocketScheme() + "://" + base.authority()
                            + base.path(RequestFields.filled(socket.path(), RequestFields.PATH, plan.setup())));
            arrivals(load.arrivals(), Integer.MAX_VALUE, variables);
            if (load.script() == null) {
                variables.put(
                        "CHAOS_PROFILE",
                        values(profile(socket, plan.setup()), plan).encode());
            }
        } else if (load.profile() instanceof Profile.Http http) {
            int connections = connections(http, load);
            int workers = runners * Math.min(MOST_HTTP_WORKERS, (connections + runners - 1) / runners);
            variables.put(
                    "CHAOS_URL",
                    base.scheme() + "://" + base.authority()
                            + base.path(http.first().path()));
            arrivals(load.arrivals(), workers, variables);
            variables.put("CHAOS_CONNECTIONS", Integer.toString(workers));
            if (load.script() == null) {
                variables.put(
                        "CHAOS_PROFILE",
                        values(profile(http, base, connections, workers), plan).encode());
            }
        }
        if (load.profile() instanceof Profile.ByScript script) {
            // Its requests go where it likes, also to where an organization's proxy or certificates are needed.
            WAYS_OUT.forEach(name -> {
                String value = outside.apply(name);
                if (value != null) {
                    variables.put(name, value);
                }
            });
            variables.putAll(script.environment());
            variables.putAll(K6Tls.variables(base, folder)); // last: no scenario says whom to trust
            K6Tls.pastProxies(base, variables);
        } else {
            variables.putAll(K6Tls.variables(base, folder));
            boolean speaksHttp2 = load.profile() instanceof Profile.Http http && http.version() != HttpVersion.HTTP_1_1;
            if (base.isSecure() && !speaksHttp2) {
                variables.put("GODEBUG", "http2client=0");
            }
        }
        variables.put("K6_NO_USAGE_REPORT", "true");
        variables.put("K6_AUTO_EXTENSION_RESOLUTION", "false");
        variables.put("K6_CSV_TIME_FORMAT", "unix_micro");
        variables.put("K6_CSV_SAVE_INTERVAL", "200ms");
        // A person's own settings of k6, with tokens of its cloud among them, stay out.
        variables.put("HOME", folder.toString());
        variables.put("XDG_CONFIG_HOME", folder.toString());
        variables.put("APPDATA", folder.toString());
        failIfTooLong(load, variables);
        return ClosedEnvironment.with(variables);
    }

    /** Linux starts no program with a longer one; texts of requests may hold secrets, which belong in no file. */
    private static void failIfTooLong(Load load, Map<String, String> variables) throws DriverException {
        for (Map.Entry<String, String> one : variables.entrySet()) {
            int length = (one.getKey() + "=" + one.getValue()).getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST) {
                throw new DriverException("load '" + load.name() + "' is too long for k6: " + length
                        + " bytes of variables of the environment where " + LONGEST
                        + " are possible; shorten its bodies, let a script of your own make them, or take the built-in"
                        + " engine: -Dchaos.load=embedded");
            }
        }
    }

    /** Also headers, of which the script itself masks the plain forms alone. */
    private static String[] secrets(LoadPlan plan) {
        Stream<String> headers = plan.load().profile() instanceof Profile.WebSocket socket
                ? socket.opening().headers().values().stream()
                : plan.load().profile().kinds().stream().flatMap(kind -> kind.headers().values().stream());
        return Stream.concat(plan.secrets().stream(), headers.filter(value -> value.length() >= SHORTEST_SECRET_HEADER))
                .toArray(String[]::new);
    }

    private static void arrivals(ArrivalModel arrivals, int most, Map<String, String> variables) {
        if (arrivals instanceof ArrivalModel.Open open) {
            variables.put("CHAOS_RATE", Double.toString(open.perSecond()));
            if (!open.ramp().stages().isEmpty()) {
                JsonArray stages = new JsonArray();
                open.ramp()
                        .stages()
                        .forEach(stage -> stages.add(
                                new JsonArray().add(stage.perSecond()).add(stage.seconds())));
                variables.put("CHAOS_STAGES", stages.encode());
            }
            variables.put("CHAOS_CONNECTIONS", Integer.toString(Math.min(most, open.connections())));
        } else if (arrivals instanceof ArrivalModel.Closed closed) {
            variables.put("CHAOS_USERS", Integer.toString(closed.users()));
            variables.put("CHAOS_PAUSE_MS", Long.toString(closed.pause().toMillis()));
        }
    }

    /** Enough for every request that can be open at once. */
    private static int connections(Profile.Http http, Load load) {
        if (http.maxConnections() > 0) {
            return http.maxConnections();
        }
        double open = load.arrivals() instanceof ArrivalModel.Open arrivals
                ? arrivals.peak() * load.timeout().toNanos() / 1e9
                : 1;
        return (int) Math.max(1, Math.ceil(open));
    }

    private static JsonObject profile(Profile.WebSocket socket, Map<String, String> setup) {
        Profile.Opening opening = socket.opening();
        return new JsonObject()
                .put("type", "websocket")
                .put("headers", headers(opening.headers(), setup))
                .put("subprotocol", opening.subprotocol())
                .put(
                        "firstMessage",
                        opening.firstMessage() == null
                                ? null
                                : RequestFields.filled(opening.firstMessage(), RequestFields.MESSAGE, setup))
                .put("messages", messages(socket))
                .put("ends", ends(socket))
                .put("id", socket.answer().id())
                .put("values", new JsonObject(new TreeMap<>(socket.answer().values())))
                .put("framesPerConnection", socket.framesPerConnection());
    }

    private static JsonArray messages(Profile.WebSocket socket) {
        JsonArray messages = new JsonArray();
        for (Profile.Frame frame : socket.frames()) {
            JsonObject json = new JsonObject()
                    .put("message", parts(frame.text(), RequestFields.MESSAGE))
                    .put("isJson", RequestFields.isJson(frame.text()));
            messages.add(frame.name() == null ? json : json.put("name", frame.name()));
        }
        return messages;
    }

    private static JsonArray ends(Profile profile) {
        JsonArray ends = new JsonArray();
        Arrays.stream(profile.mix().ends()).forEach(ends::add);
        return ends;
    }

    /** What the values of requests are made of. The file itself is read by k6: it is not copied. */
    private static JsonObject values(JsonObject profile, LoadPlan plan) {
        RequestValues.Seeds seeds =
                RequestValues.Seeds.of(plan.seed(), plan.runId(), plan.load().name());
        String data = plan.load().data();
        if (data != null) {
            profile.put("data", plan.root().resolve(data).toAbsolutePath().toString())
                    .put("isCsv", DataTable.isCsv(data));
        }
        JsonObject setup = new JsonObject();
        plan.setup().forEach(setup::put);
        return profile.put("setup", setup)
                .put("seed", seeds.random())
                .put("low", seeds.low())
                .put("high", seeds.high());
    }

    /** A text as it stands between its values; one with no values but ids, of which it may have thousands, as it is. */
    private static JsonObject parts(String text, String field) {
        RequestTemplate template = RequestTemplate.of(text);
        if (template.values().stream().allMatch(value -> value.kind() == RequestTemplate.Value.Kind.ID)) {
            return new JsonObject().put("text", text);
        }
        JsonArray values = new JsonArray();
        template.values()
                .forEach(value -> values.add(new JsonObject()
                        .put("kind", value.kind().name())
                        .put("salt", value.salt(field))
                        .put("least", value.least())
                        .put("most", value.most())
                        .put("column", value.column())));
        return new JsonObject().put("texts", new JsonArray(template.texts())).put("values", values);
    }

    private static JsonObject templates(Map<String, String> all) {
        JsonObject headers = new JsonObject();
        all.forEach((name, value) -> headers.put(name, parts(value, RequestFields.header(name))));
        return headers;
    }

    private static JsonObject headers(Map<String, String> all, Map<String, String> setup) {
        JsonObject headers = new JsonObject();
        all.forEach((name, value) -> headers.put(name, RequestFields.filled(value, RequestFields.header(name), setup)));
        return headers;
    }

    private static JsonObject profile(Profile.Http http, HttpAddress base, int connections, int workers) {
        JsonArray kinds = new JsonArray();
        http.kinds().forEach(kind -> kinds.add(kind(kind, base)));
        JsonObject profile = new JsonObject()
                .put("type", "http")
                .put("requests", kinds)
                .put("ends", ends(http))
                .put("maxConnections", (connections + workers - 1) / workers);
        if (http.followsRedirects()) {
            profile.put("redirects", Profile.Http.MOST_REDIRECTS);
        }
        return http.version() == HttpVersion.HTTP_2 ? profile.put("proto", HTTP_2) : profile;
    }

    private static JsonObject kind(HttpRequest kind, HttpAddress base) {
        JsonObject values = new JsonObject();
        kind.expect().values().forEach(values::put);
        JsonObject json = new JsonObject()
                .put("origin", base.scheme() + "://" + base.authority() + base.path(""))
                .put("path", parts(kind.path(), RequestFields.PATH))
                .put("method", kind.method())
                .put("headers", templates(kind.headers()))
                .put("statuses", new JsonArray(kind.expect().statuses()))
                .put("values", values);
        if (kind.name() != null) {
            json.put("name", kind.name());
        }
        if (kind.body() != null) {
            json.put("body", parts(kind.body(), RequestFields.BODY)).put("isJson", RequestFields.isJson(kind.body()));
        }
        if (kind.id() != null) {
            json.put("id", kind.id());
        }
        return json;
    }
}
