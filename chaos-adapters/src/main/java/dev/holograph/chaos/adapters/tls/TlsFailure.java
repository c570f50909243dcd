package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.slo.TlsProblem;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed handshake of Java's TLS means. Java has few exceptions of its own for it: some are recognised by their message,
 * which is always English.
 */
public final class TlsFailure {

    private TlsFailure() {}

    /** Empty: the certificate and the protocol are not to blame. The connection was reset or closed, or it is no TLS. */
    public static Optional<TlsProblem> problem(@Nullable Throwable thrown) {
        boolean isTls = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Optional.of(TlsProblem.EXPIRED); // what is told above it may be that no path could be built
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            isTls = isTls || cause instanceof SSLException || cause instanceof CertificateException;
            Optional<TlsProblem> known = known(cause);
            if (known.isPresent()) {
                return known;
            }
        }
        return isTls && !isLost(thrown) ? Optional.of(TlsProblem.OTHER) : Optional.empty();
    }

    private static Optional<TlsProblem> known(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof CertPathBuilderException) {
            return Optional.of(TlsProblem.UNKNOWN_AUTHORITY);
        }
        if (cause instanceof CertificateException
                && (message.startsWith("no subject alternative") || message.startsWith("no name matching"))) {
            return Optional.of(TlsProblem.WRONG_NAME);
        }
        if (cause instanceof SSLException
                && (message.contains("unrecognized ssl message")
                        || message.contains("unrecognized record version")
                        || message.contains("not an ssl/tls record"))) {
            return Optional.of(TlsProblem.NOT_TLS);
        }
        if (cause instanceof SSLException && message.contains("no_application_protocol")) {
            return Optional.of(TlsProblem.NO_HTTP2);
        }
        return cause instanceof SSLException && message.contains("received fatal alert")
                ? Optional.of(TlsProblem.REFUSED)
                : Optional.empty();
    }

    /** A connection that ended in the middle of a handshake says nothing of the certificate. */
    private static boolean isLost(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("reset")
                    || message.contains("broken pipe")
                    || message.contains("closed")
                    || message.contains("terminated the handshake")
                    || message.contains("timed out")) {
                return true;
            }
        }
        return false;
    }

    /**
     * What to do about it, after a sentence that says what is wrong.
     *
     * @param host the name that was asked for
     */
    public static String advice(TlsProblem problem, String host) {
        return switch (problem) {
            case WRONG_NAME ->
                "ask for a name that the certificate has, or have '" + host
                        + "' put into its subject alternative names";
            case EXPIRED -> "renew the certificate, and see that the clocks of both machines are right";
            case UNKNOWN_AUTHORITY ->
                "if the server is right, name the PEM file of its authority by trust: of the target";
            case NOT_TLS -> "see that the port is that of TLS, or write the URL without it: http, ws or redis";
            case NO_HTTP2 ->
                "switch HTTP/2 on in the server or what stands before it, or remove `version: 2` from the load";
            case REFUSED ->
                "see what the server wants: a client certificate (certificate: and key: of the target), or another"
                        + " version of TLS";
            case OTHER -> "see the server's certificate and settings: openssl s_client -connect HOST:PORT";
        };
    }
}
