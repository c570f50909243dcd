package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code http:} or {@code websocket:} of one load: what a request is. */
final class ProfileReader {

    private static final KeyBinder BINDER = KeyBinder.ofScenario();

    private static final Pattern OF_HANDSHAKE = Pattern.compile(
            "Sec-WebSocket-.*|Connection|Upgrade|Content-Length|Transfer-Encoding", Pattern.CASE_INSENSITIVE);

    private static final Set<String> REDIRECTS = Set.of("3xx", "301", "302", "303", "307", "308");

    private final Mistakes mistakes;
    private final TargetNames targets;
    private final RequestValuesReader values;

    /** @param values of the load */
    ProfileReader(Mistakes mistakes, TargetNames targets, RequestValuesReader values) {
        this.mistakes = mistakes;
        this.targets = targets;
        this.values = values;
    }

    /** @return {@code null} if something is wrong with it, which is noted */
    @Nullable Profile read(Block block, LoadKeys keys) {
        Item http = keys.http();
        Item webSocket = keys.websocket();
        if (http != null && webSocket != null) {
            mistakes.add(Violation.of(block.at(), "a load has either http: or websocket:")
                    .withHint("write a list of two loads, with a name: each"));
        }
        if (http == null && webSocket == null) {
            mistakes.add(Violation.of(block.at(), "a load needs http:, websocket: or script:")
                    .withHint("say what one request is: http: { target: renderer, path: /frames/1 }"));
            return null;
        }
        Item item = http != null ? http : Objects.requireNonNull(webSocket);
        Block inner = item.block();
        if (inner == null) {
            return null;
        }
        Profile profile = http != null ? http(inner) : webSocket(inner);
        inner.done();
        return profile;
    }

    private @Nullable Profile http(Block block) {
        LoadKeys.Http keys = BINDER.bind(block, LoadKeys.Http.class);
        String target = targets.read(keys.target());
        Map<String, String> headers = headers(keys.headers(), false);
        String login = login(keys.basicAuth(), headers);
        List<HttpRequest> kinds = keys.requests() == null
                ? one(block, keys, headers)
                : several(block, keys.requests(), headers, login != null);
        int connections = Objects.requireNonNullElse(keys.maxConnections(), 0);
        HttpVersion version = keys.version() == null ? HttpVersion.ANY : HttpVersion.of(keys.version());
        boolean follows = keys.follow() != null;
        if (follows && kinds.stream().anyMatch(ProfileReader::expectsRedirect)) {
            Objects.requireNonNull(block.get("follow"))
                    .wrong(
                            "an expected status is that of a redirect, which is followed",
                            "expect the status of the last answer, or remove follow:");
        }
        return target == null || kinds.isEmpty()
                ? null
                : new Profile.Http(target, login, kinds, connections, version, follows);
    }

    private static boolean expectsRedirect(HttpRequest kind) {
        return kind.expect().statuses().stream().anyMatch(REDIRECTS::contains);
    }

    /** The only kind of request; none if something is wrong with it. */
    private List<HttpRequest> one(Block block, LoadKeys.Http keys, Map<String, String> headers) {
        values.checkPath(block.need("path", "path: /frames/1"), keys.path());
        values.check(block.get("body"), keys.body(), false);
        ExpectedAnswer expect = ExpectedAnswerReader.read(keys.expect(), keys.method());
        Map<String, String> own = withContentType(headers, keys.body());
        return keys.method() == null || keys.path() == null || expect == null
                ? List.of()
                : List.of(new HttpRequest(null, 1, keys.method(), keys.path(), own, keys.body(), expect, keys.id()));
    }

    /** Kinds of requests with a name each; none if something is wrong with one. */
    private List<HttpRequest> several(Block block, Item item, Map<String, String> headers, boolean hasLogin) {
        for (String key : List.of("method", "path", "body", "expect", "id")) {
            if (block.has(key)) {
                block.mistakes()
                        .add(Violation.of(block.at(key), "with requests: each request has its own " + key + ":")
                                .withHint("move it into the requests that it is meant for"));
            }
        }
        List<HttpRequest> kinds = new ArrayList<>();
        Map<String, Item> names = new LinkedHashMap<>();
        boolean isWhole = true;
        for (Item entry : item.list()) {
            Block inner = entry.block();
            HttpRequest kind = inner == null ? null : kind(inner, entry, headers, hasLogin);
            if (kind == null) {
                isWhole = false;
                continue;
            }
            if (names.put(String.valueOf(kind.name()), entry) != null) {
                entry.wrong("two requests are named '" + kind.name() + "'", null);
            }
            kinds.add(kind);
        }
        if (item.list().isEmpty()) {
            item.wrong("'requests' names no request", "write, for example, `requests: [ { name: front, path: / } ]`");
        }
        return isWhole ? kinds : List.of();
    }

    private @Nullable HttpRequest kind(Block block, Item entry, Map<String, String> headers, boolean hasLogin) {
        LoadKeys.Request keys = BINDER.bind(block, LoadKeys.Request.class);
        values.checkPath(block.get("path"), keys.path());
        values.check(block.get("body"), keys.body(), false);
        block.done();
        Map<String, String> own = new LinkedHashMap<>(headers);
        headers(keys.headers(), false).forEach((name, value) -> {
            own.keySet().removeIf(name::equalsIgnoreCase); // its own takes the place of the one of all
            own.put(name, value);
        });
        if (hasLogin && hasHeader(own, "Authorization")) {
            entry.wrong("a request has either basicAuth: or a header Authorization", "remove one of the two");
        }
        ExpectedAnswer expect = ExpectedAnswerReader.read(keys.expect(), keys.method());
        return keys.name() == null
                        || keys.weight() == null
                        || keys.method() == null
                        || keys.path() == null
                        || expect == null
                ? null
                : new HttpRequest(
                        keys.name(),
                        keys.weight(),
                        keys.method(),
                        keys.path(),
                        withContentType(own, keys.body()),
                        keys.body(),
                        expect,
                        keys.id());
    }

    static Map<String, String> withContentType(Map<String, String> headers, @Nullable String body) {
        if (body == null || hasHeader(headers, "Content-Type") || !JsonBody.isOne(body)) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }

    /** {@code user:password}. */
    static @Nullable String login(@Nullable Item item, Map<String, String> headers) {
        Block block = item == null ? null : item.block();
        if (item == null || block == null) {
            return null;
        }
        LoadKeys.Login keys = BINDER.bind(block, LoadKeys.Login.class);
        block.done();
        if (hasHeader(headers, "Authorization")) {
            item.wrong("a request has either basicAuth: or a header Authorization", "remove one of the two");
        }
        Item secret = keys.password();
        String password = secret == null ? null : secret.text();
        if (secret != null && password != null && !secret.isVariable()) {
            secret.wrong("a password does not belong in this file", "write password: \"{env.NAME}\"");
            return null;
        }
        return keys.user() == null || password == null ? null : keys.user() + ":" + password;
    }

    private static boolean hasHeader(Map<String, String> headers, String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private Profile.Opening opening(LoadKeys.WebSocket keys) {
        Map<String, String> headers = headers(keys.headers(), true);
        Item first = keys.firstMessage();
        String firstMessage = first == null ? null : first.prose();
        values.check(first, firstMessage, false);
        boolean hasValues = firstMessage != null
                && RequestTemplate.of(firstMessage).values().stream()
                        .anyMatch(value -> value.kind() != RequestTemplate.Value.Kind.SETUP);
        if (first != null && hasValues) {
            first.wrong(
                    "firstMessage has no {id} and no other values but {setup.NAME}: it is the same for each connection",
                    "write the request in message:");
        }
        return new Profile.Opening(headers, login(keys.basicAuth(), headers), keys.subprotocol(), firstMessage);
    }

    /** @param ofHandshake of a WebSocket, and not of each request */
    Map<String, String> headers(@Nullable Item item, boolean ofHandshake) {
        Map<String, String> headers = new LinkedHashMap<>();
        Block inner = item == null ? null : item.block();
        if (inner != null) {
            inner.all().forEach((name, value) -> {
                String text = value.text(ofHandshake ? values.ofSetup() : values.names());
                if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || text != null && text.matches("(?s).*[\\r\\n].*")) {
                    value.wrong("'" + name + "' is no header with a value in one line", null);
                } else if (hasHeader(headers, name)) {
                    value.wrong("the header " + name + " stands here twice: its case does not matter", "remove one");
                } else if (ofHandshake && OF_HANDSHAKE.matcher(name).matches()) {
                    value.wrong(
                            "the handshake of a WebSocket sets " + name + " itself",
                            "for a subprotocol write subprotocol:");
                } else if (ofHandshake && text != null && text.contains("{id}")) {
                    value.wrong("a handshake has no {id}: a connection carries many frames", null);
                } else if (text != null) {
                    values.check(value, text, true);
                    headers.put(name, text);
                }
            });
        }
        return headers;
    }

    private @Nullable Profile webSocket(Block block) {
        LoadKeys.WebSocket keys = BINDER.bind(block, LoadKeys.WebSocket.class);
        String target = targets.read(keys.target());
        List<Profile.Frame> frames = frames(block, keys);
        Block answer = keys.answer() == null ? null : keys.answer().block();
        Profile.FrameAnswer known = null;
        if (answer != null) {
            LoadKeys.Answer read = BINDER.bind(answer, LoadKeys.Answer.class);
            answer.done();
            Map<String, String> expected = ExpectedAnswerReader.values(read.json());
            known = read.id() == null ? null : new Profile.FrameAnswer(read.id(), expected);
        }
        values.checkPath(block.get("path"), keys.path());
        Profile.Opening opening = opening(keys);
        int perConnection = Objects.requireNonNullElse(keys.framesPerConnection(), 0);
        return target == null || keys.path() == null || frames.isEmpty() || known == null
                ? null
                : new Profile.WebSocket(target, keys.path(), opening, frames, known, perConnection);
    }

    /** One kind of frame, or several with a name each; none if something is wrong with one. */
    private List<Profile.Frame> frames(Block block, LoadKeys.WebSocket keys) {
        if (keys.messages() == null) {
            block.need("message", "message: '{\"id\":\"{id}\"}'");
            String text = message(keys.message());
            return text == null ? List.of() : List.of(new Profile.Frame(null, 1, text));
        }
        if (keys.message() != null) {
            keys.message().wrong("with messages: each has its own message:", "move it into the list, with a name:");
        }
        List<Profile.Frame> frames = new ArrayList<>();
        Map<String, Item> names = new LinkedHashMap<>();
        boolean isWhole = !keys.messages().list().isEmpty();
        if (!isWhole) {
            keys.messages()
                    .wrong(
                            "'messages' names no message",
                            "write, for example, `messages: [ { name: draw, message: '{\"id\":\"{id}\"}' } ]`");
        }
        for (Item entry : keys.messages().list()) {
            Block inner = entry.block();
            if (inner == null) {
                isWhole = false;
                continue;
            }
            LoadKeys.Message one = BINDER.bind(inner, LoadKeys.Message.class);
            inner.done();
            String text = message(one.message());
            if (one.name() == null || one.weight() == null || text == null) {
                isWhole = false;
                continue;
            }
            if (names.put(one.name(), entry) != null) {
                entry.wrong("two messages are named '" + one.name() + "'", null);
            }
            frames.add(new Profile.Frame(one.name(), one.weight(), text));
        }
        return isWhole ? frames : List.of();
    }

    private @Nullable String message(@Nullable Item item) {
        String text = item == null ? null : item.prose();
        if (item != null && text != null && !text.contains("{id}")) {
            item.wrong("the message has no {id}", "each frame carries an id of its own, so that its answer is known");
        }
        values.check(item, text, false);
        return text;
    }
}
