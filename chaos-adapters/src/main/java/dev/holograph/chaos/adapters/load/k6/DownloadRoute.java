package dev.holograph.chaos.adapters.load.k6;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * By which way something is downloaded.
 *
 * @param offline whether nothing may be downloaded
 * @param proxy {@code null}: the one that Java's own properties name, if any
 * @param server the server's login; {@code null}: none
 */
public record DownloadRoute(
        boolean offline, @Nullable Proxy proxy, @Nullable Login server) {

    /** Straight on, or by the proxy of Java's properties. */
    public static final DownloadRoute DIRECT = new DownloadRoute(false, null, null);

    /** By default Java sends no password to the proxy of an https address, which must be told before it is first used. */
    private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

    /**
     * An HTTP proxy.
     *
     * @param login {@code null}: it wants none
     */
    public record Proxy(String host, int port, @Nullable Login login) {}

    /** A user and a password, which no message shows. */
    public record Login(String user, String password) {

        private PasswordAuthentication java() {
            return new PasswordAuthentication(user, password.toCharArray());
        }

        @Override
        public String toString() {
            return user;
        }
    }

    /** @param host which the login of the server is for, and no other that it may redirect to */
    HttpClient.Builder onTo(HttpClient.Builder client, String host) {
        if (proxy != null) {
            if (proxy.login() != null && System.getProperty(TUNNELING) == null) {
                System.setProperty(TUNNELING, "");
            }
            client.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        }
        if (server == null && (proxy == null || proxy.login() == null)) {
            return client; // with nobody to ask, a refusal is an answer as any other
        }
        return client.authenticator(new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                Login login = getRequestorType() == RequestorType.PROXY
                        ? proxy == null ? null : proxy.login()
                        : host.equalsIgnoreCase(getRequestingHost()) ? server : null;
                return login == null ? null : login.java();
            }
        });
    }

    /** For messages. */
    String words() {
        return proxy == null ? "" : " by the proxy " + proxy.host() + ":" + proxy.port();
    }
}
