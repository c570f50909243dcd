package dev.holograph.chaos.adapters.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts as the JDK does, and never a certificate that is out of its time, nor one that has its name in the common name
 * alone. The JDK itself takes one that stands in the trust store without a look at its dates, and falls back to the common
 * name (RFC 2818, 3.1, which RFC 9110, 4.3.4, has done away with); k6, which is to tell the same of the same server, does
 * neither.
 */
final class CheckingTrustManager extends X509ExtendedTrustManager {

    /** Its number among the kinds of subject alternative names (RFC 5280, 4.2.1.6). */
    private static final int NAME_OF_HOST = 2;

    private final X509ExtendedTrustManager of;

    CheckingTrustManager(X509ExtendedTrustManager of) {
        this.of = of;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        of.checkServerTrusted(chain, authType, engine);
        chain[0].checkValidity();
        if (engine.getSSLParameters().getEndpointIdentificationAlgorithm() != null) {
            checkNames(chain[0], engine.getHandshakeSession());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        of.checkServerTrusted(chain, authType, socket);
        chain[0].checkValidity();
        if (socket instanceof SSLSocket secure
                && secure.getSSLParameters().getEndpointIdentificationAlgorithm() != null) {
            checkNames(chain[0], secure.getHandshakeSession());
        }
    }

    /** One without names of hosts has been taken by its common name, or was asked for by its address. */
    private static void checkNames(X509Certificate certificate, SSLSession session) throws CertificateException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        boolean hasName = all != null
                && all.stream().anyMatch(name -> Integer.valueOf(NAME_OF_HOST).equals(name.get(0)));
        String host = session.getPeerHost();
        if (!hasName && (host == null || TlsClient.isName(host))) {
            throw new CertificateException("No subject alternative names: the common name does not count");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        of.checkServerTrusted(chain, authType);
        chain[0].checkValidity();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        of.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        of.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        of.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return of.getAcceptedIssuers();
    }
}
