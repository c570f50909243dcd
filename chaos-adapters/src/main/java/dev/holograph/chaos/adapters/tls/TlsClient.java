package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.adapters.tls.Pem.PemException;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.Tls.PemFile;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** TLS as a target's {@code trust:}, {@code certificate:}, {@code key:} and {@code insecure:} say it. */
public final class TlsClient {

    private static final char[] NO_PASSWORD = new char[0];

    private final boolean insecure;
    private final X509ExtendedTrustManager trust;
    private final @Nullable X509KeyManager keys;
    private final SSLContext context;

    private TlsClient(boolean insecure, X509ExtendedTrustManager trust, @Nullable X509KeyManager keys)
            throws GeneralSecurityException {
        this.insecure = insecure;
        this.trust = trust;
        this.keys = keys;
        this.context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : new KeyManager[] {keys}, new TrustManager[] {trust}, null);
    }

    /** @throws DriverException if one of the files cannot be used any more */
    public static TlsClient of(Tls tls) throws DriverException {
        try {
            X509ExtendedTrustManager trust =
                    tls.insecure() ? new TrustingTrustManager() : new CheckingTrustManager(trust(tls.trust()));
            return new TlsClient(tls.insecure(), trust, keys(tls));
        } catch (PemException e) {
            throw new DriverException(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | IOException e) {
            throw new DriverException("TLS cannot be had of this JDK: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trust(@Nullable PemFile file)
            throws PemException, GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(file == null ? null : store(Pem.certificates(file)));
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("trusted-" + i, certificates.get(i));
        }
        return store;
    }

    private static @Nullable X509KeyManager keys(Tls tls) throws PemException, GeneralSecurityException, IOException {
        PemFile certificate = tls.certificate();
        PemFile key = tls.key();
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry(
                "own", Pem.key(key), NO_PASSWORD, Pem.certificates(certificate).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return (X509KeyManager) factory.getKeyManagers()[0];
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Its sessions are resumed by all who use it. */
    public SSLContext context() {
        return context;
    }

    /**
     * An engine that asks for this host, whatever address it talks to, and wants a certificate for it.
     *
     * @param protocols that are offered by ALPN, the one wanted most first; empty: none is offered
     */
    public SSLEngine engine(String host, int port, List<String> protocols) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine.getSSLParameters(), host);
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** What a socket or an engine is to ask for, and to check. */
    SSLParameters parameters(SSLParameters parameters, String host) {
        parameters.setEndpointIdentificationAlgorithm(insecure ? null : "HTTPS");
        parameters.setServerNames(names(host));
        return parameters;
    }

    /** An address is no name, and is not sent as one (RFC 6066, 3). */
    private static List<SNIServerName> names(String host) {
        return isName(host) ? List.of(new SNIHostName(host)) : List.of();
    }

    /** Whether a host is a name, and no address. */
    static boolean isName(String host) {
        return !host.matches("[0-9.]+|.*:.*");
    }

    /** Whether nothing is checked. */
    public boolean isInsecure() {
        return insecure;
    }

    public X509ExtendedTrustManager trustManager() {
        return trust;
    }

    /** The client's own certificate; {@code null} if it has none. */
    public @Nullable X509KeyManager keyManager() {
        return keys;
    }

    /** The certificates that it trusts, as PEM, for a tool that is no Java. Nothing of them is secret. */
    public String trusted() {
        List<String> blocks = new ArrayList<>();
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        try {
            for (X509Certificate one : trust.getAcceptedIssuers()) {
                blocks.add("-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(one.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
        return String.join("", blocks);
    }
}
