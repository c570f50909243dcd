package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.KubernetesObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GremlinPodsTest {

    private static final Map<String, String> LABELS = Map.of("app", "renderer", "tier", "test");
    private static final List<String> ONE = List.of("renderer");

    private GremlinLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new GremlinLab();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=renderer | true",
                "app==renderer | true",
                "app = renderer, tier=test | true",
                "app=renderer,tier!=test | false",
                "app!=redis | true",
                "other!=x | true",
                "app=render | false",
                "other=x | false"
            })
    void labelsAreComparedAsKubectlDoes(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app", "!app", "app in (a, b)", "app=renderer,", "app=a b", "-x=y"})
    void whatItDoesNotUnderstandItRefuses(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write app=renderer");
    }

    @Test
    void onlyPodsThatRunAndMatchAreFound() throws Exception {
        lab.pod("b").pod("a");
        lab.pod("done", GremlinLab.CLUSTER, Map.of("app", "renderer"), ONE, "Succeeded");
        lab.pod("other", GremlinLab.CLUSTER, Map.of("app", "redis"), ONE, "Running");
        lab.gremlin.object(new KubernetesObject(
                GremlinLab.CLUSTER, "u1", "another", "c", "POD", Map.of("app", "renderer"), ONE, "Running"));
        lab.gremlin.object(new KubernetesObject(
                GremlinLab.CLUSTER,
                "u2",
                GremlinLab.NAMESPACE,
                "a",
                "DEPLOYMENT",
                Map.of("app", "renderer"),
                List.of(),
                ""));
        assertThat(find("renderer", null)).containsExactly("a", "b");
    }

    @Test
    void noneIsAProblemThatSaysWhereToLook() {
        assertThatThrownBy(() -> find(null, null))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no running pod of holograph-test/app=renderer")
                .hasMessageContaining("agent runs in that cluster");
    }

    /** The guard names a context; a cluster of another name may be production. */
    @Test
    void aClusterThatTheGuardDoesNotMeanIsNotTouched() throws Exception {
        lab.pod("a", "production", Map.of("app", "renderer"), ONE, "Running");
        assertThatThrownBy(() -> find(null, null))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("in cluster production, and the guard's context is 'staging'")
                .hasMessageContaining("set -Dchaos.gremlin.cluster=production");
        assertThat(find(null, "production")).containsExactly("a");
        assertThatThrownBy(() -> find(null, "third")).hasMessageContaining("-Dchaos.gremlin.cluster is 'third'");
    }

    @Test
    void twoClustersOfOneTeamAreNotConfused() {
        lab.pod("a").pod("b", "production", Map.of("app", "renderer"), ONE, "Running");
        assertThatThrownBy(() -> find(null, null))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("production, staging")
                .hasMessageContaining("cannot be told apart");
    }

    @Test
    void ofSeveralContainersOneMustBeNamed() throws Exception {
        lab.pod("a", GremlinLab.CLUSTER, Map.of("app", "renderer"), List.of("renderer", "sidecar"), "Running");
        assertThatThrownBy(() -> find(null, null)).hasMessageContaining("name the one that is meant");
        assertThatThrownBy(() -> find("redis", null))
                .hasMessageContaining("no container 'redis' but renderer, sidecar");
        assertThat(find("sidecar", null)).containsExactly("a");
    }

    private List<String> find(String container, String cluster) throws Exception {
        return GremlinPods.of(GremlinLab.target("app=renderer", container))
                .find(new Gremlin(lab, lab.clock::sleep).client(), cluster)
                .stream()
                .map(KubernetesObject::name)
                .toList();
    }
}
