package dev.holograph.chaos.slo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a TLS handshake failed. What no certificate and no protocol is to blame for, such as a reset, is none of these. */
public enum TlsProblem {
    /** The certificate is for other names than the one that was asked for. */
    WRONG_NAME("certificate for another name"),
    /** It is past its time, or before it. */
    EXPIRED("certificate expired or not valid yet"),
    /** Nobody whom the client trusts has signed it; also where it has signed itself. */
    UNKNOWN_AUTHORITY("certificate of an unknown authority"),
    /** What answered does not speak TLS. */
    NOT_TLS("no TLS on this port"),
    /** HTTP/2 was asked for, and the server does not offer it by ALPN. */
    NO_HTTP2("HTTP/2 is not offered"),
    /** The server broke off, for want of a client certificate or of a version or cipher that both know. */
    REFUSED("refused by the server"),
    /** Anything else. */
    OTHER("unusable certificate or protocol");

    private final String text;

    TlsProblem(String text) {
        this.text = text;
    }

    /** In English, for reports. */
    public String text() {
        return text;
    }

    /** In files: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with this id. */
    public static Optional<TlsProblem> of(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
