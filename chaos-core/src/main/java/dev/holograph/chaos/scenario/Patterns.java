package dev.holograph.chaos.scenario;

/** Texts that several keys share, each with what a message says of one that does not match. */
public final class Patterns {

    public static final String STATUS = "[1-5]xx|[1-5]\\d\\d";
    public static final String NO_STATUS = "is no status; write a class such as 2xx or a code such as 201";
    public static final String SUCCESS = "2xx";

    /** In a JSON pointer, a tilde begins ~0 or ~1. */
    public static final String POINTER = "/([^~]|~[01])*";

    public static final String NO_POINTER = "is no JSON pointer; write /ack or /answer/id";

    /** A fragment is no part of a request. */
    public static final String PATH = "/[\\x21\\x22\\x24-\\x7e]*";

    public static final String NO_PATH =
            "is no path: it begins with /, and has no spaces, no # and only ASCII; write %20, %23, %C3%A9";

    private Patterns() {}
}
