package dev.holograph.chaos.adapters.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.RealRun;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of a wrong certificate, and when. */
@Timeout(120)
class TlsRunTest {

    private static final String SCENARIO = """
            title: A short look
            load: none
            duration: { warmup: 1s, baseline: 2s, fault: 2s, recovery: 2s }
            probes: { front: { http: "GET /", target: shop, every: 250ms, timeout: 250ms } }
            fault: { type: latency, target: shop, delay: 100ms }
            steadyState: [ "fraction(front_ok) > 50%" ]
            slo: [ "fraction(front_ok) > 50%" ]
            """;

    @TempDir
    private Path folder;

    private RunResult run(String environment) throws Exception {
        return RealRun.of("run-tls", SCENARIO, environment, folder.resolve("run"), Map.of());
    }

    private static String environment(String url, String tls) {
        return """
                title: Here
                services: { cache: { type: redis } }
                targets:
                  shop: { url: "%s", through: proxy, %s }
                  cache: { service: cache }
                drivers: { latency: proxy }
                """.formatted(url, tls);
    }

    @Test
    void aTargetWithAWrongCertificateIsToldBeforeAnythingIsStarted() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.EXPIRED)) {
            RunResult result = run(environment(
                    "https://" + nginx.endpoint(),
                    "trust: " + Certificates.trusting().trust().path()));

            assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
            assertThat(RealRun.sentences(result))
                    .contains(
                            "target 'shop': no TLS with " + nginx.endpoint() + ": certificate expired or not valid yet",
                            "renew the certificate");
            assertThat(folder.resolve("run/services/cache.log")).doesNotExist();
            assertThat(nginx.requests()).isEmpty();
        }
    }

    @Test
    void httpToAPortOfTlsIsToldBeforeAnythingIsStarted() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            RunResult result = run(environment("http://" + nginx.endpoint(), ""));

            assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
            assertThat(RealRun.sentences(result))
                    .contains("target 'shop': its url: says http, and " + nginx.endpoint()
                            + " speaks TLS; write https://" + nginx.endpoint() + " (here.yaml:4:");
            assertThat(folder.resolve("run/services/cache.log")).doesNotExist();
            assertThat(nginx.requests()).as("one question, and no load").hasSize(1);
        }
    }

    /** Its port is only known once it runs. */
    @Test
    void httpToAServiceThatSpeaksTlsIsToldOnceItIsReady() throws Exception {
        assumeTrue(Executables.find("nginx").isPresent(), "not run: there is no nginx on the PATH");
        Certificates.Pair pair = Certificates.pair(Certificates.GOOD);
        Path script = Files.writeString(folder.resolve("front.sh"), """
                cat >$2/nginx.conf <<CONF
                daemon off; pid $2/pid; error_log stderr; events { }
                http {
                  access_log off; client_body_temp_path $2/body; proxy_temp_path $2/proxy;
                  fastcgi_temp_path $2/fcgi; uwsgi_temp_path $2/uwsgi; scgi_temp_path $2/scgi;
                  server { listen 127.0.0.1:$1 ssl; ssl_certificate %s; ssl_certificate_key %s; return 200; }
                }
                CONF
                exec nginx -p $2 -e stderr -c $2/nginx.conf
                """.formatted(
                        pair.certificate().path(), pair.key().path()));

        RunResult result = run("""
                title: Here
                services: { front: { command: [sh, "%s", "{port}", "{directory}"] } }
                targets: { shop: { service: front, url: "ws://{front.address}", through: proxy } }
                drivers: { latency: proxy }
                """.formatted(script));

        assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
        assertThat(RealRun.sentences(result)).contains("speaks TLS; write wss://{front.address} (here.yaml:3:");
    }

    @Test
    void aRunThatChecksNoCertificateSaysSo() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.EXPIRED)) {
            RunResult result = run(environment("https://" + nginx.endpoint(), "insecure: true"));

            assertThat(RealRun.sentences(result))
                    .contains("the certificate of target 'shop' was not checked (insecure: true, here.yaml:4:");
            assertThat(nginx.requests()).isNotEmpty();
        }
    }

    /** It neither waits out readyWithin, nor advises to raise it. */
    @Test
    void aServiceWhoseReadyHasAWrongCertificateIsToldAtOnce() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.SELF_SIGNED)) {
            Path script = Files.writeString(folder.resolve("wait.sh"), "exec sleep 60\n");
            long began = System.nanoTime();

            RunResult result = run("""
                    title: Here
                    services:
                      front: { command: [sh, "%s"], ready: "https://%s/", readyWithin: 10m }
                    targets: { shop: { service: front, through: proxy } }
                    drivers: { latency: proxy }
                    """.formatted(script, nginx.endpoint()));

            assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
            assertThat(RealRun.sentences(result))
                    .contains(
                            "service 'front' cannot get ready: no TLS with https://" + nginx.endpoint()
                                    + "/: certificate of an unknown authority",
                            "name the PEM file of its authority by trust: of the target")
                    .doesNotContain("raise readyWithin");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(2));
        }
    }

    private static final String TWO_LOADS = """
            title: Browsers and older clients
            load:
              - { name: browsers, http: { target: shop, path: /, version: 2 }, rate: 50/s, timeout: 1s }
              - { name: older, http: { target: shop, path: /, version: 1.1 }, rate: 50/s, timeout: 1s }
            duration: { warmup: 1s, baseline: 2s, fault: 2s, recovery: 2s }
            fault: { type: latency, target: shop, delay: 100ms }
            steadyState: [ error_rate < 20% ]
            slo: [ error_rate < 20% ]
            """;

    private static String trusting(TlsNginx nginx) {
        return environment(
                "https://" + nginx.endpoint(),
                "trust: " + Certificates.trusting().trust().path());
    }

    private RunResult run(String scenario, TlsNginx nginx) throws Exception {
        return RealRun.of("run-http", scenario, trusting(nginx), folder.resolve("run"), Map.of());
    }

    @Test
    void eachLoadNamesTheVersionThatItSpoke() throws Exception {
        try (TlsNginx nginx = TlsNginx.http2(folder, "", "return 200;")) {
            RunResult result = run(TWO_LOADS, nginx);

            assertThat(result.versions()).startsWith("load 'browsers': HTTP/2", "load 'older': HTTP/1.1");
        }
    }

    @Test
    void aServerWithoutHttp2IsToldWhereALoadIsToSpeakIt() throws Exception {
        try (TlsNginx nginx = TlsNginx.answering(folder, Certificates.GOOD)) {
            RunResult result = run(TWO_LOADS, nginx);

            assertThat(result.verdict().result()).isEqualTo(Result.ERROR);
            assertThat(RealRun.sentences(result))
                    .contains(
                            "load 'browsers': " + nginx.endpoint() + " does not offer HTTP/2 by ALPN", "(s.yaml:3:5)");
            assertThat(nginx.requests()).isEmpty();
        }
    }
}
