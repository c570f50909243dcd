package dev.holograph.chaos.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one request is. */
public sealed interface Profile {

    /** The name of the target that requests go to. */
    String target();

    /** {@code user:password} for basic authentication, a secret; {@code null}: the profile names none. */
    default @Nullable String login() {
        return null;
    }

    /**
     * One of the kinds of requests, or frames, that it makes.
     *
     * @param name what objectives call it; {@code null} where there is only this one
     * @param weight its share, against those of the others
     */
    record Part(@Nullable String name, int weight) {}

    /** What it makes, by kinds; empty if nobody knows which there are. */
    default List<Part> parts() {
        return kinds().stream()
                .map(kind -> new Part(kind.name(), kind.weight()))
                .toList();
    }

    /** In which order the kinds come. */
    default RequestMix mix() {
        return RequestMix.of(parts().stream().map(Part::weight).toList());
    }

    /** The kinds of requests by HTTP that it makes; none if it makes others, or nobody knows which. */
    default List<HttpRequest> kinds() {
        return List.of();
    }

    /**
     * Requests by HTTP.
     *
     * @param login {@code user:password} for basic authentication, a secret
     * @param kinds one, or several with a name each
     * @param maxConnections open at once; 0: rate × time-out
     * @param version of HTTP that must be spoken; without TLS there is none but HTTP/1.1
     * @param followsRedirects whether a redirect within the target is followed, at most {@link #MOST_REDIRECTS} in a row;
     *     the request counts once, by its last answer
     */
    record Http(
            String target,
            @Nullable String login,
            List<HttpRequest> kinds,
            int maxConnections,
            HttpVersion version,
            boolean followsRedirects)
            implements Profile {

        public static final int MOST_REDIRECTS = 5;

        public Http {
            kinds = List.copyOf(kinds);
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException("a load makes requests of one kind at least");
            }
        }

        /** Requests whose redirects are not followed. */
        public Http(
                String target,
                @Nullable String login,
                List<HttpRequest> kinds,
                int maxConnections,
                HttpVersion version) {
            this(target, login, kinds, maxConnections, version, false);
        }

        /** Requests by the version that the server offers. */
        public Http(String target, @Nullable String login, List<HttpRequest> kinds, int maxConnections) {
            this(target, login, kinds, maxConnections, HttpVersion.ANY);
        }

        /** Requests of one kind. */
        public Http(
                String target,
                String method,
                String path,
                Map<String, String> headers,
                @Nullable String login,
                @Nullable String body,
                ExpectedAnswer expect,
                @Nullable String id,
                int maxConnections) {
            this(
                    target,
                    login,
                    List.of(new HttpRequest(null, 1, method, path, headers, body, expect, id)),
                    maxConnections);
        }

        /** Requests of one kind without a login, which expect a status. */
        public Http(
                String target,
                String method,
                String path,
                Map<String, String> headers,
                @Nullable String body,
                String status,
                @Nullable String id,
                int maxConnections) {
            this(target, method, path, headers, null, body, ExpectedAnswer.status(status), id, maxConnections);
        }

        /** The same by this version. */
        public Http speaking(HttpVersion other) {
            return new Http(target, login, kinds, maxConnections, other, followsRedirects);
        }

        /** The same whose redirects are followed. */
        public Http followingRedirects() {
            return new Http(target, login, kinds, maxConnections, version, true);
        }

        /** The first kind, which is the only one where there are not several. */
        public HttpRequest first() {
            return kinds.get(0);
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Http[target=" + target + ", kinds=" + kinds + "]";
        }
    }

    /**
     * A kind of frame.
     *
     * @param name what objectives call it; {@code null} where a load sends only this one
     * @param weight its share of the load's frames, against those of the others
     * @param text contains {@code {id}}, replaced by the frame's own id
     */
    record Frame(@Nullable String name, int weight, String text) {

        /** Without the text, which may be secret. */
        @Override
        public String toString() {
            return name == null ? "frame" : name;
        }
    }

    /**
     * Frames over WebSockets, and their answers.
     *
     * @param opening how each connection is opened
     * @param frames one kind, or several with a name each
     * @param answerId JSON pointer to the id in the answer: this is the acknowledgement
     * @param framesPerConnection after so many frames a connection is replaced; 0: never
     */
    record WebSocket(
            String target, String path, Opening opening, List<Frame> frames, String answerId, int framesPerConnection)
            implements Profile {

        public WebSocket {
            frames = List.copyOf(frames);
            if (frames.isEmpty()) {
                throw new IllegalArgumentException("a load sends frames of one kind at least");
            }
        }

        /** One that sends frames of one kind. */
        public WebSocket(
                String target, String path, Opening opening, String message, String answerId, int framesPerConnection) {
            this(target, path, opening, List.of(new Frame(null, 1, message)), answerId, framesPerConnection);
        }

        @Override
        public List<Part> parts() {
            return frames.stream()
                    .map(frame -> new Part(frame.name(), frame.weight()))
                    .toList();
        }

        /** One whose connections are opened by a plain handshake. */
        public WebSocket(String target, String path, String message, String answerId, int framesPerConnection) {
            this(target, path, Opening.PLAIN, message, answerId, framesPerConnection);
        }

        @Override
        public @Nullable String login() {
            return opening.login();
        }
    }

    /**
     * How a WebSocket is opened.
     *
     * @param headers of its handshake
     * @param login {@code user:password} for basic authentication, a secret
     * @param subprotocol that the system must agree to; {@code null}: none is proposed
     * @param firstMessage the text of a frame that is sent once, before all others; it is no request of the load
     */
    record Opening(
            Map<String, String> headers,
            @Nullable String login,
            @Nullable String subprotocol,
            @Nullable String firstMessage) {

        public static final Opening PLAIN = new Opening(Map.of(), null, null, null);

        private static final int SHORTEST_SECRET = 6;

        public Opening {
            headers = Map.copyOf(headers);
        }

        /** What in the first message may be a secret that an answer echoes, such as a token: its longer words. */
        public List<String> words() {
            return firstMessage == null
                    ? List.of()
                    : Arrays.stream(firstMessage.split("[^A-Za-z0-9._~+/-]+"))
                            .filter(word -> word.length() >= SHORTEST_SECRET)
                            .toList();
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Opening[headers=" + headers.keySet() + ", subprotocol=" + subprotocol + "]";
        }
    }

    /**
     * What a script of k6 does of its own accord: nobody else knows its requests, or when they are due.
     *
     * @param environment variables for the script, whose values may be secrets: kept nowhere
     */
    record ByScript(String target, Map<String, String> environment) implements Profile {

        public ByScript {
            environment = Map.copyOf(environment);
        }

        public ByScript(String target) {
            this(target, Map.of());
        }

        /** Without its secrets. */
        @Override
        public String toString() {
            return "ByScript[target=" + target + ", environment=" + environment.keySet() + "]";
        }

        /** The one load engine that runs scripts. */
        public static final String ENGINE = "k6";
    }
}
