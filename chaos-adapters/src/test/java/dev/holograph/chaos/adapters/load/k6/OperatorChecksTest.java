package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Kinds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before a load from a cluster, by an API server that has not what it takes. */
class OperatorChecksTest {

    private static final String ENVIRONMENT =
            "guard: { kubeContext: staging, namespaces: [load-test], maxRunners: 4 }\n"
                    + "targets: { web: { url: \"http://127.0.0.1:1\" } }\n"
                    + "k6Operator: { runners: 4, image: \"grafana/k6:2.2.0\" }\n"
                    + "drivers: { load: k6-operator }\n";

    @TempDir
    private Path folder;

    private HttpServer server;
    private RunContext context;
    private boolean isInstalled;
    private boolean hasNamespace = true;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}";
            int code = 404;
            if (isInstalled && path.equals("/apis/k6.io/v1alpha1")) {
                answer = "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"k6.io/v1alpha1\","
                        + "\"resources\":[{\"name\":\"testruns\",\"kind\":\"TestRun\",\"namespaced\":true,\"verbs\":[]}]}";
                code = 200;
            } else if (hasNamespace && path.equals("/api/v1/namespaces/load-test")) {
                answer = "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"load-test\"}}";
                code = 200;
            } else if (path.endsWith("/selfsubjectaccessreviews")) {
                String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                answer = "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\"status\":"
                        + "{\"allowed\":" + !asked.contains("\"exec\"") + "}}";
                code = 201;
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"),
                String.join(
                        "\n",
                        "apiVersion: v1",
                        "kind: Config",
                        "current-context: staging",
                        "clusters: [{ name: c, cluster: { server: \"http://127.0.0.1:"
                                + server.getAddress().getPort() + "\" } }]",
                        "contexts: [{ name: staging, context: { cluster: c, user: u } }]",
                        "users: [{ name: u, user: { token: any } }]",
                        ""));
        context = new RunContext(
                "run-1",
                Clock.systemUTC(),
                1,
                Map.of(Clusters.KUBECONFIG, kubeconfig.toString()),
                (variable, server) -> Optional.empty());
    }

    @AfterEach
    void stop() throws Exception {
        context.shared().close();
        server.stop(0);
    }

    private Environment environment() throws IOException {
        return new EnvironmentReader(Kinds.found(Map.of()), new Placeholders(Map.of(), name -> null))
                .read(Files.writeString(folder.resolve("staging.yaml"), ENVIRONMENT), "environments/staging.yaml")
                .get();
    }

    private String problem() throws Exception {
        return String.valueOf(new OperatorLoadEngineProvider()
                .find(environment(), Map.of(), context)
                .problem());
    }

    @Test
    void anOperatorThatIsNotInstalledIsTold() throws Exception {
        assertThat(problem())
                .isEqualTo("the load cannot be driven by k6-operator: k6-operator is not installed in the cluster of"
                        + " context 'staging' (it knows no TestRun of k6.io/v1alpha1); install it:"
                        + " https://grafana.com/docs/k6/latest/set-up/set-up-distributed-k6/install-k6-operator");
    }

    @Test
    void missingRightsAreToldTogether() throws Exception {
        isInstalled = true;
        assertThat(problem())
                .isEqualTo(
                        "the load cannot be driven by k6-operator: rights are missing: create pods/exec in load-test;"
                                + " grant them by a Role; see docs/guide/cluster-load.md");
        List<Check> checks = new OperatorLoadEngineProvider().checks(environment(), Map.of(), context);
        assertThat(checks).extracting(Check::state).containsExactly(Check.State.OK, Check.State.FAIL);
    }

    /** An administrator has all rights in it, whether it is there or not. */
    @Test
    void aNamespaceThatIsNotThereIsTold() throws Exception {
        isInstalled = true;
        hasNamespace = false;

        assertThat(problem())
                .isEqualTo(
                        "the load cannot be driven by k6-operator: there is no namespace 'load-test' for the runners in"
                                + " context 'staging'; make it: kubectl --context staging create namespace load-test, or name"
                                + " another by namespace: under k6Operator:");
    }

    @Test
    void anEnvironmentWithoutRunnersIsTold() {
        assertThat(new OperatorLoadEngineProvider().find(Map.of(), context).problem())
                .startsWith("the load is to be driven by k6-operator, and the environment has no k6Operator:");
    }
}
