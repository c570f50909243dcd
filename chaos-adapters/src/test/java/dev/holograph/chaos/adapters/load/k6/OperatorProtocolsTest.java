package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.tls.Certificates;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.TlsProblem;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import dev.holograph.chaos.spi.RunningLoad;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What runners in real pods speak with a real renderer and a real nginx. */
@ExtendWith(OperatorCluster.Needed.class)
@Timeout(180)
class OperatorProtocolsTest {

    private static final String SYSTEM = "spoken-to";
    private static final int RATE = 40;
    private static final int COUNT = RATE * (int) OperatorLoads.LENGTH.toSeconds();
    private static final ArrivalModel FORTY = new ArrivalModel.Open(RATE, 4);

    private static final Profile FRAMES =
            new Profile.WebSocket("renderer", "/ws", "{\"id\":\"{id}\",\"data\":\"frame\"}", "/ack", 100);

    private static final String NGINX = """
            daemon off; worker_processes 1; pid /tmp/pid;
            events { worker_connections 400; }
            http {
              access_log off; client_body_temp_path /tmp/body; proxy_temp_path /tmp/proxy;
              fastcgi_temp_path /tmp/fastcgi; uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;
              server {
                listen 8443 ssl; ssl_protocols TLSv1.3;
                ssl_certificate /tmp/certificate.pem; ssl_certificate_key /tmp/key.pem;
                location / { return 200 'well'; }
              }
            }
            """;

    private final OperatorCluster cluster;
    private final OperatorLoads loads;

    OperatorProtocolsTest(OperatorCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.loads = new OperatorLoads(cluster, folder);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        cluster.end(SYSTEM);
        loads.close();
    }

    private RunningLoad.End run(Profile profile, HttpAddress base) throws Exception {
        RunningLoad load =
                loads.engine(2, "100m", cluster.image()).start(loads.plan(profile, FORTY, base), loads.recording);
        RunningLoad.End end = OperatorLoads.end(load);
        assertThat(end.problem()).isNull();
        loads.recording.hasOneOutcomeForEachOf(COUNT);
        return end;
    }

    @Test
    void framesOverWebSocketsAreAcknowledgedToEachRunner() throws Exception {
        PodSpec renderer = renderer();
        String address = cluster.service(SYSTEM, 80, 8080);
        cluster.run(SYSTEM, 1, renderer);

        RunningLoad.End end = run(FRAMES, new HttpAddress(new Endpoint(address, 80)));

        assertThat(loads.recording.reasons()).isEmpty();
        int each = COUNT / 2;
        assertThat(end.notes())
                .hasSize(2)
                .allMatch(note -> note.contains(
                        ": " + each + " requests, " + each + " outcomes, " + each + " acknowledgements; "));
        assertThat(loads.recording.acknowledged())
                .hasSize(COUNT)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith(loads.context.runId() + "-"));
    }

    /** With a Redis of its own beside it. */
    private PodSpec renderer() {
        return new PodSpecBuilder()
                .withTerminationGracePeriodSeconds(1L)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("redis")
                .withImage(cluster.imageOnNode("redis"))
                .withImagePullPolicy("IfNotPresent")
                .withCommand("redis-server")
                .withArgs("--save", "", "--protected-mode", "no")
                .endContainer()
                .addNewContainer()
                .withName("renderer")
                .withImage(cluster.imageOnNode("holograph-renderer"))
                .withImagePullPolicy("IfNotPresent")
                .withEnv(new EnvVar("DATA_DIR", "/tmp/frames", null))
                .withNewReadinessProbe()
                .withPeriodSeconds(1)
                .withNewHttpGet()
                .withPath("/readyz")
                .withNewPort(8080)
                .endHttpGet()
                .endReadinessProbe()
                .endContainer()
                .build();
    }

    @Test
    void aCertificateIsTakenWhereItsAuthorityIsTrusted() throws Exception {
        run(get(), secure(nginx(), Certificates.trusting()));
        assertThat(loads.recording.outcomes(Outcome.OK)).hasSize(COUNT);
    }

    @Test
    void aCertificateOfAnAuthorityThatNobodyTrustsIsRefused() throws Exception {
        run(get(), secure(nginx(), new Tls(null, null, null, false)));
        assertThat(loads.recording.outcomes(Outcome.FAILED)).hasSize(COUNT);
        assertThat(loads.recording.reasons()).containsExactly(FailureReason.tls(TlsProblem.UNKNOWN_AUTHORITY));
    }

    private static Profile get() {
        return new Profile.Http("shop", "GET", "/", Map.of(), null, "200", null, 0);
    }

    private static HttpAddress secure(String address, Tls tls) {
        Location here = new Location("environments/here.yaml", 3, 5);
        TargetSpec target = new TargetSpec("shop", null, false, null, "https://" + address + "/", null, tls, here);
        return HttpAddress.of(target, new Endpoint(address, 443));
    }

    /** @return where it answers with TLS, by a certificate for that address */
    private String nginx() throws Exception {
        String image = cluster.imageOnNode("nginx");
        String address = cluster.service(SYSTEM, 443, 8443);
        Certificates.Pair pair = Certificates.ofAddress(address);
        cluster.run(
                SYSTEM,
                1,
                new PodSpecBuilder()
                        .withTerminationGracePeriodSeconds(1L)
                        .withAutomountServiceAccountToken(false)
                        .withNewSecurityContext()
                        .withRunAsUser(1000L)
                        .endSecurityContext()
                        .addNewContainer()
                        .withName("nginx")
                        .withImage(image)
                        .withImagePullPolicy("IfNotPresent")
                        .withEnv(List.of(
                                new EnvVar("SETTINGS", NGINX, null),
                                new EnvVar(
                                        "CERTIFICATE",
                                        Files.readString(pair.certificate().path()),
                                        null),
                                new EnvVar("KEY", Files.readString(pair.key().path()), null)))
                        .withCommand(
                                "sh",
                                "-c",
                                "echo \"$SETTINGS\" > /tmp/nginx.conf; echo \"$CERTIFICATE\" > /tmp/certificate.pem;"
                                        + " echo \"$KEY\" > /tmp/key.pem; exec nginx -e stderr -c /tmp/nginx.conf")
                        .withNewReadinessProbe()
                        .withPeriodSeconds(1)
                        .withNewTcpSocket()
                        .withNewPort(8443)
                        .endTcpSocket()
                        .endReadinessProbe()
                        .endContainer()
                        .build());
        return address;
    }
}
