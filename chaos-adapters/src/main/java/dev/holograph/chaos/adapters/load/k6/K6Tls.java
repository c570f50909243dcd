package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lets k6 reach a target by its own name, also through a proxy, and check it as the other clients do. Whom it trusts
 * stands in a file of the run's folder; the clients' own key does not: k6 reads that where it is.
 */
final class K6Tls {

    private static final String TRUSTED = "trusted.pem";
    private static final String NOBODY_ELSE = "no-other-certificates";
    private static final String CONFIG = "config.json";

    private K6Tls() {}

    /**
     * Writes whom k6 is to trust, and k6's settings for this target.
     *
     * @return the settings, for {@code --config}; empty: none are needed
     * @throws DriverException if a file that the target names cannot be used, or this k6 cannot be told
     */
    static Optional<Path> write(HttpAddress base, Path folder) throws DriverException, IOException {
        Tls tls = base.tls();
        if (tls != null && !tls.insecure()) {
            failIfDeaf(tls, System.getProperty("os.name"));
            Files.writeString(folder.resolve(TRUSTED), TlsClient.of(tls).trusted());
        }
        JsonObject config = new JsonObject();
        if (!base.own().equals(base.endpoint())) {
            failIfUnnameable(base);
            config.put(
                    "hosts",
                    new JsonObject().put(base.own().toString(), base.endpoint().toString()));
        }
        if (tls != null && tls.insecure()) {
            config.put("insecureSkipTLSVerify", true);
        }
        return config.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.writeString(folder.resolve(CONFIG), config.encode()));
    }

    /** Go reads whom to trust from files on Linux alone; elsewhere it asks the system. */
    static void failIfDeaf(Tls tls, String system) throws DriverException {
        if (tls.trust() != null && !system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new DriverException("k6 on " + system + " trusts whom the system trusts, and cannot be given '"
                    + tls.trust() + "' (" + tls.trust().at() + "); add that certificate to the system's own and remove"
                    + " trust:, or let the built-in engine drive the load (load: embedded)");
        }
    }

    private static void failIfUnnameable(HttpAddress base) throws DriverException {
        if (base.own().host().contains(":")) {
            throw new DriverException("k6 cannot be led through the proxy to " + base.own()
                    + ", an address of IPv6; write a host name in the target's url:, or let the built-in engine drive"
                    + " the load (load: embedded)");
        }
    }

    static Map<String, String> variables(HttpAddress base, Path folder) {
        Map<String, String> variables = new HashMap<>();
        Tls tls = base.tls();
        if (tls == null) {
            return variables;
        }
        if (!tls.insecure()) {
            variables.put("SSL_CERT_FILE", folder.resolve(TRUSTED).toString());
            // Go adds the certificates in the system's folders to those in the file.
            variables.put("SSL_CERT_DIR", folder.resolve(NOBODY_ELSE).toString());
        }
        if (tls.certificate() != null && tls.key() != null) {
            variables.put(
                    "CHAOS_TLS_CERTIFICATE",
                    tls.certificate().path().toAbsolutePath().toString());
            variables.put("CHAOS_TLS_KEY", tls.key().path().toAbsolutePath().toString());
        }
        return variables;
    }

    /** Requests to the target go by none of an organization's proxies: they would not meet the faults. */
    static void pastProxies(HttpAddress base, Map<String, String> variables) {
        if (!base.isSecure()) {
            return; // HTTPS_PROXY is not for it
        }
        for (String name : List.of("NO_PROXY", "no_proxy")) {
            variables.merge(name, base.own().host(), (others, own) -> others.isBlank() ? own : others + "," + own);
        }
    }
}
