package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.Patterns;
import dev.holograph.chaos.scenario.UnitOf;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a load. */
record LoadKeys(
        @Key(
                doc = "what reports call it; needed where there are several loads",
                examples = "readers",
                pattern = "[A-Za-z0-9_-]{1,40}",
                otherwise = "is no name; use up to 40 letters, digits, _ and -")
        @Nullable String name,

        @Key(doc = "requests by HTTP", block = Http.class) @Nullable Item http,

        @Key(doc = "frames that are sent and answered over WebSockets", block = WebSocket.class) @Nullable Item websocket,

        @Key(doc = "a k6 script, relative to the project", examples = "tests/perf/load.js") @Nullable Item script,

        @UnitOf(Dimension.RATE)
        @Key(
                doc = "open model: so many requests are due, whatever the system does",
                examples = {"100/s", "30/m"})
        @Nullable Item rate,

        @Key(
                doc = "in place of rate: how it rises in the warm-up; the rate of the last stage stays",
                block = Stage.class,
                form = Key.Form.LIST)
        @Nullable Item stages,

        @Key(doc = "how many WebSockets share the rate", least = 1, most = MOST_CONNECTIONS) @Nullable Item connections,

        @Key(
                doc = "closed model: so many users, each sends when it has been answered",
                least = 1,
                most = MOST_CONNECTIONS)
        @Nullable Item users,

        @UnitOf(Dimension.TIME) @Key(doc = "how long a user waits after an answer", examples = "1s") @Nullable Item pause,

        @Default("10s") @UnitOf(Dimension.TIME) @Key(doc = "after this a request has failed", examples = "2s") @Nullable Item timeout,

        @Key(
                doc = "a file whose rows fill {data.column} in requests: CSV with a first line of names, or JSON lines",
                examples = "tests/perf/users.csv")
        @Nullable Item data,

        @Key(
                doc = "one request that is made before the load starts; values of its answer go into requests",
                block = Setup.class)
        @Nullable Item setup,

        @Key(doc = "of a script alone: the target whose URL it gets", examples = "renderer") @Nullable Item target,

        @Default("1%")
        @UnitOf(Dimension.RATIO)
        @Key(doc = "of a script alone: the share of iterations that may fail", examples = "1%")
        @Nullable Item maxFailedIterations,

        @Key(doc = "of a script alone: variables that it reads as __ENV.NAME", mayBeBlank = true, form = Key.Form.NAMED)
        @Nullable Item environment) {

    static final int MOST_CONNECTIONS = 100_000;
    static final int MOST_WEIGHT = 10_000;

    /** The keys that only a script alone has. */
    static final Set<String> OF_SCRIPT = Set.of("target", "maxFailedIterations", "environment");

    /** The keys that a script alone does not have. */
    static final Set<String> NOT_OF_SCRIPT =
            Set.of("http", "websocket", "rate", "connections", "users", "pause", "timeout", "data", "setup", "stages");

    /** The keys of a request by HTTP. */
    record Http(
            @Key(doc = "the target of the requests", needed = "target: renderer") @Nullable Item target,

            @Default("GET")
            @Key(
                    doc = "the method",
                    words = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
            @Nullable String method,

            @Key(
                    doc = "the path with its query; {id} in it is another id in each request",
                    examples = "/frames/1",
                    pattern = Patterns.PATH,
                    otherwise = Patterns.NO_PATH,
                    shown = true)
            @Nullable String path,

            @Key(doc = "headers of each request", mayBeBlank = true, form = Key.Form.NAMED) @Nullable Item headers,

            @Key(doc = "the body of each request; {id} in it is the request's id", mayBeBlank = true) @Nullable String body,

            @Key(doc = "user and password, for basic authentication", block = Login.class) @Nullable Item basicAuth,

            @Default(Patterns.SUCCESS)
            @Key(
                    doc = "the answer that counts as a success: a status, or a block",
                    examples = {"2xx", "201"},
                    block = Expect.class,
                    orText = true)
            @Nullable Item expect,

            @Key(
                    doc = "a JSON pointer to the id in the answer",
                    examples = "/id",
                    pattern = Patterns.POINTER,
                    otherwise = Patterns.NO_POINTER)
            @Nullable String id,

            @Key(
                    doc = "several kinds of requests, in place of method, path, body, expect and id",
                    block = Request.class,
                    form = Key.Form.LIST)
            @Nullable Item requests,

            @Key(
                    doc = "how many connections may be open; by default as many as are needed",
                    least = 1,
                    most = MOST_CONNECTIONS)
            @Nullable Integer maxConnections,

            @Key(
                    doc = "the version of HTTP that must be spoken; by default 2 where the server offers it",
                    words = {"1.1", "2"})
            @Nullable String version,

            @Key(doc = "up to 5 redirects within the target are followed; by default none is", words = "redirects")
            @Nullable String follow) {}

    /** The keys of one of several kinds of requests by HTTP. */
    record Request(
            @Key(
                    doc = "what objectives call it: p95(latency{request=search})",
                    needed = "name: search",
                    examples = "search",
                    pattern = "[A-Za-z0-9_-]{1,40}",
                    otherwise = "is no name; use up to 40 letters, digits, _ and -")
            @Nullable String name,

            @Default("1")
            @Key(doc = "its share of the load's requests, against those of the others", least = 1, most = MOST_WEIGHT)
            @Nullable Integer weight,

            @Default("GET")
            @Key(
                    doc = "the method",
                    words = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
            @Nullable String method,

            @Key(
                    doc = "the path with its query; {id} in it is another id in each request",
                    needed = "path: /frames/1",
                    pattern = Patterns.PATH,
                    otherwise = Patterns.NO_PATH,
                    shown = true)
            @Nullable String path,

            @Key(doc = "headers of this request, beside those of all", mayBeBlank = true, form = Key.Form.NAMED)
            @Nullable Item headers,

            @Key(doc = "the body of this request; {id} in it is the request's id", mayBeBlank = true) @Nullable String body,

            @Default(Patterns.SUCCESS)
            @Key(
                    doc = "the answer that counts as a success: a status, or a block",
                    examples = {"2xx", "201"},
                    block = Expect.class,
                    orText = true)
            @Nullable Item expect,

            @Key(
                    doc = "a JSON pointer to the id in the answer",
                    examples = "/id",
                    pattern = Patterns.POINTER,
                    otherwise = Patterns.NO_POINTER)
            @Nullable String id) {}

    /** The keys of one stage of a rate. */
    record Stage(
            @UnitOf(Dimension.RATE)
            @Key(doc = "the rate at its end, from 0/s at the start", needed = "rate: 100/s", examples = "100/s")
            @Nullable Item rate,

            @UnitOf(Dimension.TIME) @Key(doc = "how long it takes", needed = "over: 30s", examples = "30s") @Nullable Item over) {}

    /** The keys of the request that is made once, before a load starts. */
    record Setup(
            @Default("GET")
            @Key(
                    doc = "the method",
                    words = {"GET", "POST", "PUT", "PATCH", "DELETE"})
            @Nullable String method,

            @Key(
                    doc = "the path with its query, at the target of the load",
                    needed = "path: /login",
                    pattern = Patterns.PATH,
                    otherwise = Patterns.NO_PATH,
                    shown = true)
            @Nullable String path,

            @Key(doc = "headers of the request", mayBeBlank = true, form = Key.Form.NAMED) @Nullable Item headers,

            @Key(doc = "the body of the request", mayBeBlank = true) @Nullable String body,

            @Key(doc = "user and password, for basic authentication", block = Login.class) @Nullable Item basicAuth,

            @Default(Patterns.SUCCESS)
            @Key(
                    doc = "the answer that counts as a success: a status, or a block",
                    examples = {"2xx", "201"},
                    block = Expect.class,
                    orText = true)
            @Nullable Item expect,

            @Key(
                    doc = "JSON pointers into the answer, by the names of {setup.NAME} in requests",
                    needed = "values: { token: /access_token }",
                    form = Key.Form.NAMED)
            @Nullable Item values) {}

    /** The keys of frames over WebSockets. */
    record WebSocket(
            @Key(doc = "the target of the requests", needed = "target: renderer") @Nullable Item target,

            @Key(
                    doc = "the path with its query",
                    needed = "path: /ws",
                    pattern = Patterns.PATH,
                    otherwise = Patterns.NO_PATH,
                    shown = true)
            @Nullable String path,

            @Key(doc = "headers of the handshake", mayBeBlank = true, form = Key.Form.NAMED) @Nullable Item headers,

            @Key(doc = "user and password, for basic authentication", block = Login.class) @Nullable Item basicAuth,

            @Key(
                    doc = "the subprotocol that the server must agree to",
                    examples = "graphql-transport-ws",
                    pattern = "[A-Za-z0-9!#$%&'*+.^_`|~-]+",
                    otherwise = "is no name of a subprotocol; use letters, digits, . _ and -")
            @Nullable String subprotocol,

            @Key(doc = "the text of a frame that each connection begins with") @Nullable Item firstMessage,

            @Key(doc = "the text of each frame, with {id}; needed, unless there are messages") @Nullable Item message,

            @Key(doc = "several kinds of frames, in place of message", block = Message.class, form = Key.Form.LIST)
            @Nullable Item messages,

            @Key(doc = "how an answer is known", needed = "answer: { id: /ack }", block = Answer.class) @Nullable Item answer,

            @Key(doc = "after so many frames a connection is opened anew; by default never", least = 1) @Nullable Integer framesPerConnection) {}

    /** The keys of one of several kinds of frames over WebSockets. */
    record Message(
            @Key(
                    doc = "what objectives call it: p95(latency{request=draw})",
                    needed = "name: draw",
                    examples = "draw",
                    pattern = "[A-Za-z0-9_-]{1,40}",
                    otherwise = "is no name; use up to 40 letters, digits, _ and -")
            @Nullable String name,

            @Default("1")
            @Key(doc = "its share of the load's frames, against those of the others", least = 1, most = MOST_WEIGHT)
            @Nullable Integer weight,

            @Key(doc = "the text of the frame, with {id}", needed = "message: '{\"id\":\"{id}\"}'") @Nullable Item message) {}

    /** The keys of an answer by HTTP. */
    record Expect(
            @Default(Patterns.SUCCESS)
            @Key(
                    doc = "its status: a class, a code, or a list of them",
                    examples = {"2xx", "201"},
                    pattern = Patterns.STATUS,
                    otherwise = Patterns.NO_STATUS)
            List<String> status,

            @Key(
                    doc = "values of its JSON by JSON pointers, such as /state: ready",
                    mayBeBlank = true,
                    form = Key.Form.NAMED)
            @Nullable Item json) {}

    /** The keys of a login. */
    record Login(
            @Key(
                    doc = "the name of the user",
                    needed = "user: shop",
                    pattern = "[^:]+",
                    otherwise = "is no name of a user: it is not empty and has no colon")
            @Nullable String user,

            @Key(
                    doc = "the password, a secret",
                    mayBeBlank = true,
                    needed = "password: \"{env.SHOP_PASSWORD}\"",
                    examples = "{env.SHOP_PASSWORD}")
            @Nullable Item password) {}

    /** The keys of an answer over a WebSocket. */
    record Answer(
            @Key(
                    doc = "a JSON pointer to the id of the frame that is answered",
                    needed = "id: /ack",
                    pattern = Patterns.POINTER,
                    otherwise = Patterns.NO_POINTER)
            @Nullable String id,

            @Key(
                    doc = "values of its JSON by JSON pointers, such as /state: stored",
                    mayBeBlank = true,
                    form = Key.Form.NAMED)
            @Nullable Item json) {}
}
