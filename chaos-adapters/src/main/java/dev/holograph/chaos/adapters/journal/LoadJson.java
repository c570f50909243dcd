package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Ramp;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** A load without what may hold secrets: headers, logins, bodies, messages, expected values, and what follows {@code ?} in a path. */
final class LoadJson {

    /** Between statuses. */
    private static final String STATUSES = ", ";

    private static final String HTTP = "http";
    private static final String SCRIPT = "script";
    private static final String WEB_SOCKET = "websocket";

    private LoadJson() {}

    static JsonObject write(Load load) {
        return new JsonObject()
                .put("name", load.name())
                .put("profile", profile(load.profile()))
                .put("arrivals", arrivals(load.arrivals()))
                .put("timeout", load.timeout().toString())
                .put("script", load.script());
    }

    static Load read(Fields fields, String file) {
        return new Load(
                fields.text("name"),
                profile(fields.block("profile")),
                arrivals(fields.block("arrivals")),
                fields.duration("timeout"),
                fields.textOrNull("script"),
                new Location(file, 1, 1));
    }

    private static JsonObject profile(Profile profile) {
        JsonObject json = new JsonObject().put("target", profile.target());
        if (profile instanceof Profile.ByScript) {
            return json.put("type", SCRIPT);
        }
        if (profile instanceof Profile.Http http) {
            json.put("type", HTTP)
                    .put("maxConnections", http.maxConnections())
                    .put("version", http.version().word())
                    .put("followsRedirects", http.followsRedirects());
            return http.first().name() == null
                    ? kind(json, http.first())
                    : json.put(
                            "requests",
                            ScenarioJson.array(http.kinds().stream()
                                    .map(kind -> kind(
                                            new JsonObject()
                                                    .put("name", kind.name())
                                                    .put("weight", kind.weight()),
                                            kind))
                                    .toList()));
        }
        Profile.WebSocket socket = (Profile.WebSocket) profile;
        return json.put("type", WEB_SOCKET)
                .put("path", withoutQuery(socket.path()))
                .put("answerId", socket.answerId())
                .put("framesPerConnection", socket.framesPerConnection())
                .put(
                        "messages",
                        ScenarioJson.array(socket.frames().stream()
                                .filter(frame -> frame.name() != null)
                                .map(frame -> new JsonObject()
                                        .put("name", frame.name())
                                        .put("weight", frame.weight()))
                                .toList()));
    }

    private static Profile profile(Fields fields) {
        if (fields.text("type").equals(SCRIPT)) {
            return new Profile.ByScript(fields.text("target"));
        }
        return fields.text("type").equals(WEB_SOCKET)
                ? new Profile.WebSocket(
                        fields.text("target"),
                        fields.text("path"),
                        Profile.Opening.PLAIN,
                        frames(fields),
                        fields.text("answerId"),
                        (int) fields.number("framesPerConnection"))
                : new Profile.Http(
                        fields.text("target"),
                        null,
                        fields.has("requests") ? fields.list("requests", LoadJson::kind) : List.of(kind(fields)),
                        (int) fields.number("maxConnections"),
                        fields.has("version") ? HttpVersion.of(fields.text("version")) : HttpVersion.ANY,
                        fields.has("followsRedirects") && fields.flag("followsRedirects"));
    }

    /** Without their texts, which are kept nowhere. */
    private static List<Profile.Frame> frames(Fields fields) {
        List<Profile.Frame> frames = fields.has("messages")
                ? fields.list("messages", one -> new Profile.Frame(one.text("name"), (int) one.number("weight"), ""))
                : List.of();
        return frames.isEmpty() ? List.of(new Profile.Frame(null, 1, "")) : frames;
    }

    private static JsonObject kind(JsonObject json, HttpRequest kind) {
        return json.put("method", kind.method())
                .put("path", withoutQuery(kind.path()))
                .put("expect", String.join(STATUSES, kind.expect().statuses()))
                .put("id", kind.id());
    }

    private static HttpRequest kind(Fields fields) {
        return new HttpRequest(
                fields.textOrNull("name"),
                fields.has("weight") ? (int) fields.number("weight") : 1,
                fields.text("method"),
                fields.text("path"),
                Map.of(),
                null,
                new ExpectedAnswer(List.of(fields.text("expect").split(STATUSES)), Map.of()),
                fields.textOrNull("id"));
    }

    private static String withoutQuery(String path) {
        return path.replaceFirst("\\?.*", "");
    }

    private static JsonObject arrivals(ArrivalModel arrivals) {
        if (arrivals instanceof ArrivalModel.Open open) {
            return new JsonObject()
                    .put("perSecond", open.perSecond())
                    .put("connections", open.connections())
                    .put(
                            "stages",
                            ScenarioJson.array(open.ramp().stages().stream()
                                    .map(stage -> new JsonObject()
                                            .put("perSecond", stage.perSecond())
                                            .put("over", stage.over().toString()))
                                    .toList()));
        }
        if (arrivals instanceof ArrivalModel.ByScript script) {
            return new JsonObject().put("maxFailedIterations", script.maxFailedIterations());
        }
        ArrivalModel.Closed closed = (ArrivalModel.Closed) arrivals;
        return new JsonObject()
                .put("users", closed.users())
                .put("pause", closed.pause().toString());
    }

    private static ArrivalModel arrivals(Fields fields) {
        if (fields.has("maxFailedIterations")) {
            return new ArrivalModel.ByScript(fields.fraction("maxFailedIterations"));
        }
        return fields.has("users")
                ? new ArrivalModel.Closed((int) fields.number("users"), fields.duration("pause"))
                : new ArrivalModel.Open(
                        fields.fraction("perSecond"),
                        (int) fields.number("connections"),
                        new Ramp(fields.has("stages") ? fields.list("stages", LoadJson::stage) : List.of()));
    }

    private static Ramp.Stage stage(Fields fields) {
        return new Ramp.Stage(fields.fraction("perSecond"), fields.duration("over"));
    }
}
