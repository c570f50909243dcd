package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.adapters.data.DataFileException;
import dev.holograph.chaos.adapters.data.DataTable;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Patterns;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code load:}. */
final class LoadReader {

    private static final KeyBinder BINDER = KeyBinder.ofScenario();
    private static final double HIGHEST_RATE = 1e6;

    /** Variables by which k6 and its contract are told what to do. */
    private static final Pattern OF_THE_RUN = Pattern.compile("(CHAOS|K6)_.*|HOME|XDG_CONFIG_HOME|APPDATA|PATH");

    /** Of these no answer has a body, in which a value could stand. */
    private static final Set<String> WITHOUT_BODY = Set.of("1xx", "204", "205", "304");

    private static final Pattern OF_HANDSHAKE = Pattern.compile(
            "Sec-WebSocket-.*|Connection|Upgrade|Content-Length|Transfer-Encoding", Pattern.CASE_INSENSITIVE);

    private final Mistakes mistakes;
    private final TargetNames targets;
    private final Scripts scripts;

    /** Of the load that is being read; {@code null} if it has none, or one that cannot be used. */
    private @Nullable DataTable data;

    private boolean hasData;

    LoadReader(Mistakes mistakes, TargetNames targets, Scripts scripts) {
        this.mistakes = mistakes;
        this.targets = targets;
        this.scripts = scripts;
    }

    /** One load, a list of loads with a name each, or none: the system has traffic of its own. */
    List<Load> read(Item item) {
        if (item.isText()) {
            item.word(List.of(ScenarioKeys.NONE));
            return List.of();
        }
        List<Load> loads = new ArrayList<>();
        Map<String, Item> names = new LinkedHashMap<>();
        boolean several = item.isList();
        for (Item entry : item.list()) {
            Block block = entry.block();
            Load load = block == null ? null : load(block, several);
            if (load != null && names.put(load.name(), entry) != null) {
                entry.wrong("two loads are named '" + load.name() + "'", null);
            }
            if (load != null) {
                loads.add(load);
            }
        }
        return loads;
    }

    private @Nullable Load load(Block block, boolean several) {
        block.notYet("stages", "use rate: with connections:, or users: with pause:");
        if (several) {
            block.need("name", "name: readers");
        }
        boolean byScript = block.has("script") && !block.has("http") && !block.has("websocket");
        LoadKeys keys = BINDER.bind(block, LoadKeys.class, byScript ? LoadKeys.NOT_OF_SCRIPT : LoadKeys.OF_SCRIPT);
        String name = Objects.requireNonNullElse(keys.name(), "load");
        String script = script(keys.script());
        if (byScript) {
            return observed(block, keys, name, Objects.requireNonNullElse(script, ""));
        }
        String file = data(keys.data());
        Profile profile = profile(block, keys);
        boolean isFilled = profile != null
                && profile.kinds().stream()
                        .flatMap(kind -> RequestTemplate.of(kind.path()).values().stream())
                        .anyMatch(value -> value.kind() != RequestTemplate.Value.Kind.ID);
        if (keys.script() != null && isFilled) {
            keys.script()
                    .wrong(
                            "a script of its own fills no other value than {id} into the path",
                            "let the script make its URLs by itself");
        }
        if (keys.script() != null && hasData) {
            Objects.requireNonNull(keys.data())
                    .wrong("a script of its own reads its data itself, by open()", "remove data: or script:");
        }
        if (keys.script() != null
                && profile != null
                && profile.kinds().stream().anyMatch(kind -> kind.name() != null)) {
            keys.script()
                    .wrong(
                            "a script of its own does not know the requests of this load",
                            "remove script:, and the script made from the load makes them; or remove requests:");
        }
        ArrivalModel arrivals = arrivals(block, keys, profile);
        Duration timeout = keys.timeout() == null ? null : positive(keys.timeout());
        block.done();
        return profile == null || arrivals == null || timeout == null
                ? null
                : new Load(
                        name,
                        profile,
                        arrivals,
                        timeout,
                        script,
                        scripts.folder(),
                        file,
                        block.at(),
                        mistakes.variables());
    }

    /** A script alone: when its requests are due, and which there are, it alone knows. */
    private @Nullable Load observed(Block block, LoadKeys keys, String name, String script) {
        String target = targets.read(block);
        Double most = keys.maxFailedIterations() == null ? null : share(keys.maxFailedIterations());
        Map<String, String> environment = environment(keys.environment());
        block.done();
        return target == null || most == null
                ? null
                : new Load(
                        name,
                        new Profile.ByScript(target, environment),
                        new ArrivalModel.ByScript(most),
                        Load.DEFAULT_TIMEOUT,
                        script,
                        scripts.folder(),
                        null,
                        block.at(),
                        List.of());
    }

    private Map<String, String> environment(@Nullable Item item) {
        Map<String, String> variables = new LinkedHashMap<>();
        Block inner = item == null ? null : item.block();
        if (inner != null) {
            inner.all().forEach((name, value) -> {
                String text = value.prose();
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    value.wrong("'" + name + "' is no name of a variable", "use letters, digits and _");
                } else if (OF_THE_RUN.matcher(name).matches()) {
                    value.wrong("the run sets " + name + " itself", "give it another name");
                } else if (text != null) {
                    variables.put(name, text);
                }
            });
        }
        return variables;
    }

    /** Reads the file too, so that what is wrong with it is known before anything starts. */
    private @Nullable String data(@Nullable Item item) {
        hasData = item != null;
        data = null;
        String written = item == null ? null : item.shown();
        String file = item == null || written == null ? null : scripts.find(item, written, "file");
        if (item == null || file == null) {
            return null;
        }
        try {
            data = DataTable.read(scripts.root().resolve(file), file);
        } catch (DataFileException e) {
            item.wrong("data: " + e.getMessage(), null);
        }
        return file;
    }

    /** Whether each value that a text of a request names can be filled. */
    private void check(@Nullable Item item, @Nullable String text, boolean ofHeader) {
        if (item == null || text == null) {
            return;
        }
        int mistake = RequestTemplate.mistake(text);
        if (mistake >= 0) {
            item.add(
                    Violation.of(at(item, text, mistake), "this is no value of a request")
                            .withHint(
                                    "write {random.int(1,100)}, or {data.column} for a column named with letters, digits, _ and -"));
        }
        for (RequestTemplate.Value value : RequestTemplate.of(text).values()) {
            Location at = at(item, text, value.at());
            if (value.least() > value.most()) {
                item.add(Violation.of(at, value.least() + " is more than " + value.most())
                        .withHint("write the lesser number first"));
            }
            String column = value.column();
            if (column == null) {
                continue;
            }
            if (!hasData) {
                item.add(Violation.of(at, "{data." + column + "} is of no file")
                        .withHint("say which file has the column: data: tests/perf/users.csv, beside rate: or users:"));
            } else if (data != null && !data.columns().contains(column)) {
                item.add(Violation.unknown(at, "column", column, data.columns()));
            } else if (data != null && ofHeader && data.hasLineBreak(column)) {
                item.add(Violation.of(at, "a value of the column '" + column + "' has a line break")
                        .withHint("a header is one line: take another column"));
            }
        }
    }

    /** Where a character of a text stands; of one over several lines, where it begins. */
    private static Location at(Item item, String text, int column) {
        return text.contains("\n") ? item.at() : item.at().right(column);
    }

    /** What {@code {…}} may be in a header, beside parameters and variables. */
    private List<String> valuesOfRequests() {
        List<String> names = new ArrayList<>(List.of("seq", "uuid", "now"));
        if (data != null) {
            data.columns().forEach(column -> names.add("data." + column));
        }
        return names;
    }

    private @Nullable String script(@Nullable Item item) {
        String script = item == null ? null : item.text();
        return item == null || script == null ? null : scripts.find(item, script);
    }

    private @Nullable Profile profile(Block block, LoadKeys keys) {
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
        return target == null || kinds.isEmpty() ? null : new Profile.Http(target, login, kinds, connections, version);
    }

    /** The only kind of request; none if something is wrong with it. */
    private List<HttpRequest> one(Block block, LoadKeys.Http keys, Map<String, String> headers) {
        check(block.need("path", "path: /frames/1"), keys.path(), false);
        check(block.get("body"), keys.body(), false);
        ExpectedAnswer expect = expect(keys.expect(), keys.method());
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
        check(block.get("path"), keys.path(), false);
        check(block.get("body"), keys.body(), false);
        block.done();
        Map<String, String> own = new LinkedHashMap<>(headers);
        headers(keys.headers(), false).forEach((name, value) -> {
            own.keySet().removeIf(name::equalsIgnoreCase); // its own takes the place of the one of all
            own.put(name, value);
        });
        if (hasLogin && hasHeader(own, "Authorization")) {
            entry.wrong("a request has either basicAuth: or a header Authorization", "remove one of the two");
        }
        ExpectedAnswer expect = expect(keys.expect(), keys.method());
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

    private static Map<String, String> withContentType(Map<String, String> headers, @Nullable String body) {
        if (body == null || hasHeader(headers, "Content-Type") || !JsonBody.isOne(body)) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }

    /** A status, or a block that says more. */
    private static @Nullable ExpectedAnswer expect(@Nullable Item item, @Nullable String method) {
        if (item == null) {
            return null;
        }
        if (item.isText()) {
            String status = item.parsed(text -> {
                if (!text.matches(Patterns.STATUS)) {
                    throw new IllegalArgumentException("'" + text + "' " + Patterns.NO_STATUS);
                }
                return text;
            });
            return status == null ? null : ExpectedAnswer.status(status);
        }
        if (item.isList()) {
            item.wrong("'expect' is one status or a block, not a list", "write expect: { status: [200, 201] }");
            return null;
        }
        Block block = item.block();
        if (block == null) {
            return null;
        }
        LoadKeys.Expect keys = BINDER.bind(block, LoadKeys.Expect.class);
        block.done();
        Map<String, String> values = values(keys.json());
        if (keys.json() != null && "HEAD".equals(method)) {
            keys.json().wrong("an answer to HEAD has no body", "remove json:, or use GET");
        }
        if (keys.json() != null && keys.status().stream().anyMatch(WITHOUT_BODY::contains)) {
            keys.json()
                    .wrong(
                            "an answer with status "
                                    + String.join(
                                            " or ",
                                            keys.status().stream()
                                                    .filter(WITHOUT_BODY::contains)
                                                    .toList())
                                    + " has no body",
                            "remove json:, or the status");
        }
        if (keys.status().isEmpty()) {
            item.wrong("'status' names no status", "write, for example, `status: [200, 201]`");
            return null;
        }
        return new ExpectedAnswer(keys.status(), values);
    }

    private static Map<String, String> values(@Nullable Item item) {
        Map<String, String> values = new LinkedHashMap<>();
        Block inner = item == null ? null : item.block();
        if (item != null && inner != null) {
            inner.all().forEach((pointer, value) -> {
                String text = value.text();
                if (!pointer.matches(Patterns.POINTER)) {
                    value.wrong("'" + pointer + "' " + Patterns.NO_POINTER, null);
                } else if (text != null && text.contains("{id}")) {
                    value.wrong(
                            "an expected value is the same for each answer",
                            "for the request's own id write id: " + pointer + " beside expect:");
                } else if (text != null) {
                    values.put(pointer, text);
                }
            });
            if (inner.all().isEmpty()) {
                item.wrong("'json' names no value", "write, for example, `json: { /state: ready }`");
            }
        }
        return values;
    }

    /** {@code user:password}. */
    private static @Nullable String login(@Nullable Item item, Map<String, String> headers) {
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
        if (first != null
                && firstMessage != null
                && !RequestTemplate.of(firstMessage).values().isEmpty()) {
            first.wrong(
                    "firstMessage has no {id} and no other values: it is the same for each connection",
                    "write the request in message:");
        }
        return new Profile.Opening(headers, login(keys.basicAuth(), headers), keys.subprotocol(), firstMessage);
    }

    /** @param ofHandshake of a WebSocket, and not of each request */
    private Map<String, String> headers(@Nullable Item item, boolean ofHandshake) {
        Map<String, String> headers = new LinkedHashMap<>();
        Block inner = item == null ? null : item.block();
        if (inner != null) {
            inner.all().forEach((name, value) -> {
                String text = ofHandshake ? value.text() : value.text(valuesOfRequests());
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
                    if (!ofHandshake) {
                        check(value, text, true);
                    }
                    headers.put(name, text);
                }
            });
        }
        return headers;
    }

    private @Nullable Profile webSocket(Block block) {
        LoadKeys.WebSocket keys = BINDER.bind(block, LoadKeys.WebSocket.class);
        String target = targets.read(keys.target());
        Item message = keys.message();
        String text = message == null ? null : message.prose();
        if (message != null && text != null && !text.contains("{id}")) {
            message.wrong(
                    "the message has no {id}", "each frame carries an id of its own, so that its answer is known");
        }
        check(message, text, false);
        Block answer = keys.answer() == null ? null : keys.answer().block();
        String pointer = null;
        if (answer != null) {
            pointer = BINDER.bind(answer, LoadKeys.Answer.class).id();
            answer.done();
        }
        Profile.Opening opening = opening(keys);
        int perConnection = Objects.requireNonNullElse(keys.framesPerConnection(), 0);
        return target == null || keys.path() == null || text == null || pointer == null
                ? null
                : new Profile.WebSocket(target, keys.path(), opening, text, pointer, perConnection);
    }

    private @Nullable ArrivalModel arrivals(Block block, LoadKeys keys, @Nullable Profile profile) {
        Item rate = keys.rate();
        Item connections = keys.connections();
        Item users = keys.users();
        Item pause = keys.pause();
        if (rate != null && users != null || rate == null && users == null) {
            mistakes.add(Violation.of(
                            block.at(),
                            rate == null ? "'rate' or 'users' is missing" : "a load has either rate: or users:")
                    .withHint("write `rate: 100/s` (open model: due on schedule) or `users: 10` (closed model)"));
            return null;
        }
        if (users != null) {
            if (connections != null) {
                connections.wrong("connections: belongs to rate:", "with users: each user has one connection");
            }
            Integer count = users.integer(1, LoadKeys.MOST_CONNECTIONS);
            Duration between = pause == null ? Duration.ZERO : pause.duration();
            return count == null || between == null ? null : new ArrivalModel.Closed(count, between);
        }
        if (pause != null) {
            pause.wrong("pause: belongs to users:", "with rate: requests are due on schedule");
        }
        if (connections != null && profile instanceof Profile.Http) {
            connections.wrong("connections: belongs to websocket:", "for http: write maxConnections: in its block");
        }
        Quantity perSecond = Objects.requireNonNull(rate).quantity(Dimension.RATE);
        Integer count = connections == null ? Integer.valueOf(1) : connections.integer(1, LoadKeys.MOST_CONNECTIONS);
        if (perSecond == null || count == null) {
            return null;
        }
        if (perSecond.value() <= 0 || perSecond.value() > HIGHEST_RATE) {
            rate.wrong("rate must be more than 0/s and at most 1000000/s", null);
            return null;
        }
        return new ArrivalModel.Open(perSecond.value(), count);
    }

    private static @Nullable Double share(Item item) {
        Quantity share = item.quantity(Dimension.RATIO);
        if (share != null && share.value() > 1) {
            item.wrong("maxFailedIterations must be from 0% to 100%", null);
            return null;
        }
        return share == null ? null : Double.valueOf(share.value());
    }

    private static @Nullable Duration positive(Item item) {
        Duration duration = item.duration();
        if (duration != null && duration.toMillis() < 1) {
            item.wrong("the time-out must be at least 1ms", null);
            return null;
        }
        return duration;
    }
}
