package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlookedScenariosTest {

    private static final String SCENARIO = "title: A test\nload:\n  rate: 10/s\n";

    @TempDir
    Path root;

    private Optional<String> of(String folder) {
        return OverlookedScenarios.of(new Workspace(
                root, root.resolve(folder), root.resolve("environments"), root.resolve("target/chaos"), Map.of()));
    }

    private void put(String file, String text) throws Exception {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void aScenarioInAFolderBelowIsNamed() throws Exception {
        put("scenarios/latency.yaml", SCENARIO);
        assertThat(of("scenarios")).isEmpty();
        put("scenarios/weekly/redis.yaml", SCENARIO);
        assertThat(of("scenarios"))
                .hasValue("scenarios/weekly/redis.yaml is not looked at: scenarios lie in scenarios itself");
        put("scenarios/nightly/deep/kill.yml", SCENARIO);
        assertThat(of("scenarios"))
                .hasValue("scenarios/nightly/deep/kill.yml and 1 more are not looked at: scenarios lie in scenarios"
                        + " itself");
    }

    @Test
    void otherFilesAndOtherFoldersAreNoConcern() throws Exception {
        put("scenarios/data/users.yaml", "users: [one]\n");
        put("scenarios/data/.hidden.yaml", SCENARIO);
        put("elsewhere/one.yaml", SCENARIO);
        assertThat(of("scenarios")).isEmpty();
        assertThat(of("")).isEmpty();
        assertThat(of("missing")).isEmpty();
    }
}
