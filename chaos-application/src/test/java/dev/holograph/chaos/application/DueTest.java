package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import dev.holograph.chaos.run.Pace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a later build sees that a run was of something else. */
class DueTest {

    private static final String ENVIRONMENT = """
            services: { web: { command: [app] } }
            targets: { web: { service: web, through: proxy } }
            drivers: { latency: proxy }
            """;

    @TempDir
    private Path root;

    private String definition(String environment) throws Exception {
        Files.createDirectories(root.resolve("scenarios"));
        Files.createDirectories(root.resolve("environments"));
        Files.writeString(root.resolve("environments/local.yaml"), environment);
        Files.writeString(root.resolve("scenarios/slow.yaml"), """
                load: { http: { target: web, path: / }, rate: 200/s }
                duration: { warmup: 1s, baseline: 60s, fault: 30s, recovery: 30s }
                fault: { type: latency, target: web, delay: 1s }
                steadyState: [error_rate < 2%]
                slo: [error_rate < 5%]
                """);
        Workspace workspace = new Workspace(
                root, root.resolve("scenarios"), root.resolve("environments"), root.resolve("target/chaos"), Map.of());
        Preparation preparation = new Preparation(
                workspace,
                new ProviderRegistry(Map.of(), (variable, server) -> Optional.empty()),
                new Selection(List.of(), List.of()),
                "local",
                PhaseOverrides.NONE,
                7L,
                "embedded");
        return Summary.Due.of(Mistakes.orFail(preparation.plans()), root, Pace.FULL)
                .get(0)
                .definition();
    }

    @Test
    void anotherEnvironmentIsAnotherRun() throws Exception {
        String before = definition(ENVIRONMENT);
        assertThat(before).hasSize(64).isEqualTo(definition(ENVIRONMENT));
        assertThat(definition(ENVIRONMENT.replace("[app]", "[app, --quick]"))).isNotEqualTo(before);
    }
}
