package dev.holograph.chaos.adapters.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster is meant where several kubeconfigs are named. */
class ClustersTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), "apiVersion: v1\nkind: Config\n" + text);
    }

    private List<Path> files() throws IOException {
        return List.of(file("a", """
                        contexts:
                        - { name: staging, context: { cluster: there, user: me, namespace: shop } }
                        clusters:
                        - { name: both, cluster: { server: "https://first:6443" } }
                        """), folder.resolve("not-there"), file("b", """
                        contexts:
                        - { name: other, context: { cluster: both, user: me } }
                        clusters:
                        - { name: there, cluster: { server: "https://there:6443" } }
                        - { name: both, cluster: { server: "https://second:6443" } }
                        users:
                        - { name: me, user: { token: t0ken } }
                        current-context: other
                        """));
    }

    @Test
    void whatStandsInSeveralFilesIsPutTogetherAndTheFirstWins() throws Exception {
        Config staging = Clusters.config("staging", files());
        assertThat(staging.getMasterUrl()).isEqualTo("https://there:6443/");
        assertThat(staging.getAutoOAuthToken()).isEqualTo("t0ken");
        assertThat(staging.getNamespace()).isEqualTo("shop");
        assertThat(staging.getCurrentContext().getName()).isEqualTo("staging");

        assertThat(Clusters.config("other", files()).getMasterUrl()).isEqualTo("https://first:6443/");
    }

    @Test
    void aContextThatIsInNoneOfThemIsTold() throws Exception {
        List<Path> files = files();

        assertThatThrownBy(() -> Clusters.config("live", files))
                .hasMessageContaining("has no context 'live'")
                .hasMessageContaining(files.get(0) + " and ")
                .hasMessageContaining("it has: other, staging");
        assertThatThrownBy(() -> Clusters.config("live", List.of(folder.resolve("none"))))
                .hasMessageContaining("there is no kubeconfig at");
    }

    @Test
    void theVariableIsAListAndAPersonNamesOneFile() {
        assertThat(Clusters.kubeconfigs(null, "/a" + File.pathSeparator + File.pathSeparator + "/b"))
                .containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(Clusters.kubeconfigs("/c", "/a")).containsExactly(Path.of("/c"));
        assertThat(Clusters.kubeconfigs(null, "")).singleElement().asString().endsWith("config");
    }

    /** Of Chaos Mesh and k6-operator, whose kinds are all alpha; the logger's name is that of a class of Fabric8. */
    @Test
    void warningsOfVersionsAreNotForWhoRunsABuild() throws Exception {
        assertThat(Clusters.config("staging", files())).isNotNull(); // the class is there now
        String logger = Clusters.LEVEL_OF_VERSION_WARNINGS.substring("org.slf4j.simpleLogger.log.".length());

        assertThat(System.getProperty(Clusters.LEVEL_OF_VERSION_WARNINGS)).isEqualTo("error");
        assertThat(Class.forName(logger).getPackageName()).startsWith("io.fabric8.");
    }
}
