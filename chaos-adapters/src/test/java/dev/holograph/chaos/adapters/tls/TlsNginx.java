package dev.holograph.chaos.adapters.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.spi.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The nginx of this machine in front of something, with TLS 1.3. */
public final class TlsNginx implements AutoCloseable {

    private final Path home;
    private final Endpoint endpoint;
    private Process process;

    private TlsNginx(Path home, Endpoint endpoint) {
        this.home = home;
        this.endpoint = endpoint;
    }

    /** Answers "well" to all that it is asked, by a certificate of {@link Certificates}. */
    public static TlsNginx answering(Path folder, String certificate) throws Exception {
        return start(folder, certificate, "", "return 200 '{\"id\":7}';");
    }

    /** Passes requests and WebSockets on. */
    public static TlsNginx before(Path folder, String certificate, Endpoint upstream) throws Exception {
        return start(
                folder,
                certificate,
                "",
                "proxy_pass http://" + upstream + "; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
                        + " proxy_set_header Connection $http_connection; proxy_set_header Host $http_host;");
    }

    /** The same, and offers HTTP/2. */
    public static TlsNginx http2(Path folder, String server, String location) throws Exception {
        return start(folder, Certificates.GOOD, "http2", server, location);
    }

    /**
     * @param server directives of the server
     * @param location those of its only location
     */
    public static TlsNginx start(Path folder, String certificate, String server, String location) throws Exception {
        return start(folder, certificate, "", server, location);
    }

    private static TlsNginx start(Path folder, String certificate, String listen, String server, String location)
            throws Exception {
        Certificates.Pair pair = Certificates.pair(certificate);
        Path home = Files.createTempDirectory(folder, "nginx");
        int port = new Ports().free();
        Files.writeString(home.resolve("nginx.conf"), """
                daemon off; worker_processes 2; pid %1$s/pid; error_log %1$s/error.log;
                events { worker_connections 400; }
                http {
                  log_format tls '$ssl_server_name $http_host $ssl_protocol $ssl_session_reused $status';
                  access_log %1$s/access.log tls;
                  log_format served '$server_protocol $connection $request_uri $status';
                  access_log %1$s/served.log served;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl %7$s; ssl_protocols TLSv1.3;
                    ssl_certificate %3$s; ssl_certificate_key %4$s; ssl_session_tickets on;
                    %5$s
                    location / { %6$s }
                  }
                }
                """.formatted(
                        home, port, pair.certificate().path(), pair.key().path(), server, location, listen));
        TlsNginx made = new TlsNginx(home, new Endpoint("localhost", port));
        made.start();
        return made;
    }

    /** Again, after {@link #quit}. */
    public void start() throws Exception {
        Optional<Path> nginx = Executables.find("nginx");
        assumeTrue(nginx.isPresent(), "not run: there is no nginx on the PATH");
        process = new ProcessBuilder(
                        nginx.get().toString(),
                        "-p",
                        home.toString(),
                        "-e",
                        home + "/error.log",
                        "-c",
                        home + "/nginx.conf")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        Eventually.eventually(
                "nginx runs", Duration.ofSeconds(20), () -> Files.exists(home.resolve("pid")) || !process.isAlive());
        assertThat(process.isAlive()).as(home + "/error.log").isTrue();
    }

    /** Lets new workers take its place, as {@code nginx -s reload}: the old ones answer what they have taken, and end. */
    public void reload() throws Exception {
        signal("HUP");
    }

    /** Is reloaded with HTTP/1.1 alone. */
    public void stopOfferingHttp2() throws Exception {
        Path settings = home.resolve("nginx.conf");
        Files.writeString(settings, Files.readString(settings).replace(" ssl http2;", " ssl;"));
        reload();
    }

    /** Ends it as {@code nginx -s quit} does: it answers what it has taken. */
    public void quit() throws Exception {
        signal("QUIT");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** {@code version connection URI status} of each request that it has taken. */
    public List<String> served() throws IOException {
        return Files.readAllLines(home.resolve("served.log"));
    }

    /** With its name. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** {@code SNI Host protocol reused status} of each request. */
    public List<String> requests() throws IOException {
        return Files.readAllLines(home.resolve("access.log"));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
