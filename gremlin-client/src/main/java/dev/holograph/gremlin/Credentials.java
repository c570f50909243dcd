package dev.holograph.gremlin;

import java.util.regex.Pattern;

/** What a request is signed with. It never shows its secret. */
public final class Credentials {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    private final String scheme;
    private final String secret;

    private Credentials(String scheme, String secret) {
        if (!PRINTABLE.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "a key or token must not be empty, nor hold spaces, line ends or letters outside ASCII");
        }
        this.scheme = scheme;
        this.secret = secret;
    }

    /** An API key of a team or a company. */
    public static Credentials apiKey(String key) {
        return new Credentials("Key", key);
    }

    /** A token of a session, or a company's. */
    public static Credentials bearerToken(String token) {
        return new Credentials("Bearer", token);
    }

    String header() {
        return scheme + " " + secret;
    }

    /** The text without the secret, if it was in it. */
    String mask(String text) {
        return text.replace(secret, "***");
    }

    @Override
    public String toString() {
        return scheme + " ***";
    }
}
