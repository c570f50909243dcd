package dev.holograph.chaos.adapters.message;

/** What to do about a certificate that Java does not trust. */
public final class Trust {

    public static final String ADVICE = "if the server is right, put the certificate of its CA into a trust store and"
            + " name that in MAVEN_OPTS by -Djavax.net.ssl.trustStore=FILE";

    private Trust() {}
}
