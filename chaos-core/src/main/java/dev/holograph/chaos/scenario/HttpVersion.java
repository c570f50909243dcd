package dev.holograph.chaos.scenario;

import java.util.Arrays;

/** Which version of HTTP a load is to speak. */
public enum HttpVersion {
    /** HTTP/2 where client and server agree on it by ALPN, else HTTP/1.1. */
    ANY("any"),
    /** HTTP/1.1, whatever the server offers. */
    HTTP_1_1("1.1"),
    /** HTTP/2; a server that does not offer it cannot be loaded. */
    HTTP_2("2");

    private final String word;

    HttpVersion(String word) {
        this.word = word;
    }

    /** In files. */
    public String word() {
        return word;
    }

    /**
     * The one with this word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HttpVersion of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no version of HTTP"));
    }
}
