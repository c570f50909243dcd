package dev.holograph.chaos.adapters.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ProbeTargetsTest {

    private static final Location HERE = new Location("x.yaml", 7, 3);

    private static final TargetSpec SERVICE = new TargetSpec("service", "web", false, null, HERE);
    private static final TargetSpec HTTP = at("http", "http://127.0.0.1:9090");
    private static final TargetSpec REDIS = at("redis", "redis://127.0.0.1:6379");
    private static final TargetSpec TLS = at("tls", "rediss://127.0.0.1:6379");
    private static final TargetSpec DATABASE = at("database", "jdbc:h2:mem:x;PASSWORD=correct-horse");
    private static final TargetSpec PODS =
            new TargetSpec("pods", null, false, null, new KubernetesTarget("lab", "web-test", "app=web", null), HERE);

    private static TargetSpec at(String name, String url) {
        return new TargetSpec(name, null, false, url, HERE);
    }

    private static List<String> asked(ProbeQuery query) {
        return List.of(SERVICE, HTTP, REDIS, TLS, DATABASE, PODS).stream()
                .filter(target -> lacking(query, target).isEmpty())
                .map(TargetSpec::name)
                .toList();
    }

    private static Optional<String> lacking(ProbeQuery query, TargetSpec target) {
        return ServiceLoader.load(ProbeProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.query() == query.getClass())
                .findFirst()
                .orElseThrow()
                .lacking(target);
    }

    @Test
    void eachKindHasTargetsThatCanBeAsked() {
        assertThat(asked(new ProbeQuery.Http("/", "2xx", null))).containsExactly("service", "http");
        assertThat(asked(new ProbeQuery.Kubernetes())).containsExactly("pods");
        assertThat(asked(new ProbeQuery.Redis("DBSIZE"))).containsExactly("service", "redis", "tls");
        assertThat(asked(new ProbeQuery.Prometheus("up"))).containsExactly("service", "http");
        assertThat(asked(new ProbeQuery.Sql("select 1"))).containsExactly("database");
    }

    @Test
    void whatCannotBeAskedIsToldWithWhatToDo() {
        assertThat(lacking(new ProbeQuery.Redis("DBSIZE"), DATABASE))
                .contains("url: redis://host:port, or a service: of type redis");
    }
}
