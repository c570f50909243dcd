package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Arrivals;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code load:}. */
final class LoadReader {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final int MOST_CONNECTIONS = 100_000;
    private static final double HIGHEST_RATE = 1e6;
    private static final String NONE = "none";
    /** In a JSON pointer, a tilde begins ~0 or ~1. */
    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    /** Variables by which k6 and its contract are told what to do. */
    private static final Pattern OF_THE_RUN = Pattern.compile("(CHAOS|K6)_.*|HOME|XDG_CONFIG_HOME|APPDATA|PATH");

    private static final String STATUS = "[1-5]xx|[1-5]\\d\\d";

    private final Mistakes mistakes;
    private final Placeholders placeholders;
    private final TargetNames targets;
    private final Path root;

    /** @param root what paths of scripts are relative to */
    LoadReader(Mistakes mistakes, Placeholders placeholders, TargetNames targets, Path root) {
        this.mistakes = mistakes;
        this.placeholders = placeholders;
        this.targets = targets;
        this.root = root;
    }

    /** One load, a list of loads with a name each, or none: the system has traffic of its own. */
    List<Load> read(Item item) {
        if (item.isText()) {
            item.word(List.of(NONE));
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
        Item nameItem = several ? block.need("name", "name: readers") : block.get("name");
        String name = nameItem == null ? "load" : nameItem.text();
        if (name != null && nameItem != null && !name.matches("[A-Za-z0-9_-]{1,40}")) {
            nameItem.wrong("'" + name + "' is no name", "use up to 40 letters, digits, _ and -");
        }
        String script = script(block.get("script"));
        if (script != null && !block.has("http") && !block.has("websocket")) {
            return observed(block, Objects.requireNonNullElse(name, "load"), script);
        }
        Profile profile = profile(block);
        Arrivals arrivals = arrivals(block, profile);
        Item timeout = block.get("timeout");
        Duration timeoutOf = timeout == null ? Load.DEFAULT_TIMEOUT : positive(timeout);
        block.done();
        return profile == null || arrivals == null || timeoutOf == null
                ? null
                : new Load(Objects.requireNonNullElse(name, "load"), profile, arrivals, timeoutOf, script, block.at());
    }

    /** A script alone: when its requests are due, and which there are, it alone knows. */
    private @Nullable Load observed(Block block, String name, String script) {
        String target = targets.read(block);
        Item most = block.get("maxFailedIterations");
        Double mostOf = most == null ? Double.valueOf(Arrivals.ByScript.MAX_FAILED_ITERATIONS) : share(most);
        Map<String, String> environment = environment(block);
        block.done();
        return target == null || mostOf == null
                ? null
                : new Load(
                        name,
                        new Profile.ByScript(target, environment),
                        new Arrivals.ByScript(mostOf),
                        Load.DEFAULT_TIMEOUT,
                        script,
                        block.at());
    }

    private Map<String, String> environment(Block block) {
        Map<String, String> variables = new LinkedHashMap<>();
        Item item = block.get("environment");
        Block inner = item == null ? null : item.block();
        if (inner != null) {
            inner.all().forEach((name, value) -> {
                String text = value.text();
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    value.wrong("'" + name + "' is no name of a variable", "use letters, digits and _");
                } else if (OF_THE_RUN.matcher(name).matches()) {
                    value.wrong("the run sets " + name + " itself", "give it another name");
                } else if (text != null) {
                    variables.put(name, placeholders.fill(text, value, List.of()));
                }
            });
        }
        return variables;
    }

    private @Nullable String script(@Nullable Item item) {
        String script = item == null ? null : item.text();
        if (item != null && script != null && !isFile(script)) {
            item.wrong("there is no script '" + script + "'", "give its path relative to the project");
        }
        return script;
    }

    private boolean isFile(String path) {
        try {
            return Files.isRegularFile(root.resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private @Nullable Profile profile(Block block) {
        Item http = block.get("http");
        Item webSocket = block.get("websocket");
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
        String target = targets.read(block);
        Item method = block.get("method");
        Item path = block.need("path", "path: /frames/1");
        Item expect = block.get("expect");
        Item id = block.get("id");
        Item most = block.get("maxConnections");
        String methodName = method == null ? "GET" : method.word(METHODS);
        String pathText = path == null ? null : path(path);
        String status = expect == null ? "2xx" : expect.parsed(LoadReader::status);
        String pointer = id == null ? null : id.parsed(LoadReader::pointer);
        Integer connections = most == null ? Integer.valueOf(0) : most.integer(1, MOST_CONNECTIONS);
        Map<String, String> headers = headers(block);
        String body = block.text("body");
        return target == null || methodName == null || pathText == null || status == null || connections == null
                ? null
                : new Profile.Http(target, methodName, pathText, headers, body, status, pointer, connections);
    }

    private Map<String, String> headers(Block block) {
        Map<String, String> headers = new LinkedHashMap<>();
        Item item = block.get("headers");
        Block inner = item == null ? null : item.block();
        if (inner != null) {
            inner.all().forEach((name, value) -> {
                String text = value.text();
                if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || text != null && text.matches("(?s).*[\\r\\n].*")) {
                    value.wrong("'" + name + "' is no header with a value in one line", null);
                } else if (text != null) {
                    headers.put(name, placeholders.fill(text, value, List.of("id")));
                }
            });
        }
        return headers;
    }

    private @Nullable Profile webSocket(Block block) {
        String target = targets.read(block);
        Item path = block.need("path", "path: /ws");
        Item message = block.need("message", "message: '{\"id\":\"{id}\"}'");
        Item answer = block.need("answer", "answer: { id: /ack }");
        Item frames = block.get("framesPerConnection");
        String pathText = path == null ? null : path(path);
        String messageText = message == null ? null : message.text();
        if (message != null && messageText != null && !messageText.contains("{id}")) {
            message.wrong(
                    "the message has no {id}", "each frame carries an id of its own, so that its answer is known");
        }
        Block answerBlock = answer == null ? null : answer.block();
        String pointer = null;
        if (answerBlock != null) {
            Item id = answerBlock.need("id", "id: /ack");
            pointer = id == null ? null : id.parsed(LoadReader::pointer);
            answerBlock.done();
        }
        Integer perConnection = frames == null ? Integer.valueOf(0) : frames.integer(1, Integer.MAX_VALUE);
        return target == null || pathText == null || messageText == null || pointer == null || perConnection == null
                ? null
                : new Profile.WebSocket(target, pathText, messageText, pointer, perConnection);
    }

    private @Nullable Arrivals arrivals(Block block, @Nullable Profile profile) {
        Item rate = block.get("rate");
        Item connections = block.get("connections");
        Item users = block.get("users");
        Item pause = block.get("pause");
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
            Integer count = users.integer(1, MOST_CONNECTIONS);
            Duration between = pause == null ? Duration.ZERO : pause.duration();
            return count == null || between == null ? null : new Arrivals.Closed(count, between);
        }
        if (pause != null) {
            pause.wrong("pause: belongs to users:", "with rate: requests are due on schedule");
        }
        if (connections != null && profile instanceof Profile.Http) {
            connections.wrong("connections: belongs to websocket:", "for http: write maxConnections: in its block");
        }
        Quantity perSecond = Objects.requireNonNull(rate).quantity(Dimension.RATE);
        Integer count = connections == null ? Integer.valueOf(1) : connections.integer(1, MOST_CONNECTIONS);
        if (perSecond == null || count == null) {
            return null;
        }
        if (perSecond.value() <= 0 || perSecond.value() > HIGHEST_RATE) {
            rate.wrong("rate must be more than 0/s and at most 1000000/s", null);
            return null;
        }
        return new Arrivals.Open(perSecond.value(), count);
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

    private static @Nullable String path(Item item) {
        return item.parsed(text -> {
            if (!text.matches("/[\\x21-\\x7e]*")) {
                throw new IllegalArgumentException("'" + text + "' is no path: it begins with / and has no spaces");
            }
            return text;
        });
    }

    static String status(String text) {
        if (!text.matches(STATUS)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no status; write a class such as 2xx or a code such as 201");
        }
        return text;
    }

    static String pointer(String text) {
        if (!text.startsWith("/") || BAD_ESCAPE.matcher(text).find()) {
            throw new IllegalArgumentException("'" + text + "' is no JSON pointer; write /ack or /answer/id");
        }
        return text;
    }
}
