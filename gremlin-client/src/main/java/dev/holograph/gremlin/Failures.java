package dev.holograph.gremlin;

import dev.holograph.gremlin.GremlinException.Kind;

/** Puts failures into words, without the key. */
final class Failures {

    private static final int QUOTED = 300;

    private final Credentials credentials;

    Failures(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Explains a status that is no success. */
    GremlinException of(String call, int status, String body, String privilege) {
        String said = body.isBlank() ? "" : ": " + quote(body);
        String what = "Gremlin answered " + status + " to " + call + said;
        return switch (status) {
            case 400, 422 ->
                new GremlinException(Kind.INVALID, status, what, "see which argument it does not take, and correct it");
            case 401 ->
                new GremlinException(
                        Kind.UNAUTHENTICATED,
                        status,
                        what,
                        "give a key or token that is valid; keys are made under Team Settings > API Keys");
            case 403 ->
                new GremlinException(
                        Kind.FORBIDDEN,
                        status,
                        what,
                        "the key needs the privilege " + privilege
                                + " in that team; a company's token also needs the team's id");
            case 404 ->
                new GremlinException(
                        Kind.NOT_FOUND, status, what, "see that the id, the team and the base URL are the right ones");
            case 429 -> new GremlinException(Kind.RATE_LIMITED, status, what, "wait, and ask less often with this key");
            default ->
                status >= 500
                        ? new GremlinException(
                                Kind.SERVER_ERROR,
                                status,
                                what,
                                "Gremlin has a problem of its own: try later, and look at its status page")
                        : new GremlinException(
                                Kind.UNEXPECTED_ANSWER, status, what, "see that the base URL is that of Gremlin's API");
        };
    }

    /** Explains a success whose body is not what it should be. */
    GremlinException unreadable(String call, String body) {
        return new GremlinException(
                Kind.UNEXPECTED_ANSWER,
                200,
                "Gremlin's answer to " + call + " cannot be read: " + quote(body),
                "see that the base URL is that of Gremlin's API, and that no proxy answers instead");
    }

    GremlinException noAnswer(String call, String why) {
        return new GremlinException(
                Kind.NO_ANSWER,
                0,
                "no answer of Gremlin to " + call + ": " + credentials.mask(why),
                "see that its API can be reached from here, through a proxy or firewall if there is one");
    }

    private String quote(String body) {
        String line = credentials.mask(body).strip().replaceAll("\\s+", " ");
        return line.length() > QUOTED ? line.substring(0, QUOTED) + " …" : line;
    }
}
