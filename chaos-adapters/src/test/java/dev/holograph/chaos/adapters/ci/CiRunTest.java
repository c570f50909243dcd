package dev.holograph.chaos.adapters.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where people see a build, by the variables of its CI service. */
class CiRunTest {

    private static CiRun of(String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return CiRun.of(variables::get).orElse(null);
    }

    @Test
    void githubsRunHasItsAttempt() {
        CiRun run = of(
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "holograph/renderer",
                "GITHUB_RUN_ID", "42",
                "GITHUB_RUN_ATTEMPT", "2");
        assertThat(run.url()).isEqualTo("https://github.com/holograph/renderer/actions/runs/42/attempts/2");
        assertThat(run.urlOf(Path.of("/build/target/chaos/ChaosReport.md"))).isEqualTo(run.url() + "#artifacts");
    }

    @Test
    void gitlabKeepsFilesUnderTheJob() {
        CiRun run = of("CI_JOB_URL", "https://gitlab.example/a/b/-/jobs/7", "CI_PROJECT_DIR", "/builds/a/b");
        assertThat(run.url()).isEqualTo("https://gitlab.example/a/b/-/jobs/7");
        assertThat(run.urlOf(Path.of("/builds/a/b/target/chaos/Chaos Report.md")))
                .isEqualTo("https://gitlab.example/a/b/-/jobs/7/artifacts/file/target/chaos/Chaos%20Report.md");
        assertThat(of("CI_JOB_URL", "https://gitlab.example/a/b/-/jobs/7").urlOf(Path.of("/x")))
                .isEqualTo("https://gitlab.example/a/b/-/jobs/7/artifacts/browse");
    }

    @Test
    void jenkinsKeepsFilesUnderTheBuild() {
        CiRun run = of(
                "JENKINS_URL", "https://ci.example/",
                "BUILD_URL", "https://ci.example/job/chaos/12/",
                "WORKSPACE", "/ws");
        assertThat(run.url()).isEqualTo("https://ci.example/job/chaos/12");
        assertThat(run.urlOf(Path.of("/ws/a/ChaosReport.md")))
                .isEqualTo("https://ci.example/job/chaos/12/artifact/a/ChaosReport.md");
        assertThat(run.urlOf(Path.of("/elsewhere/ChaosReport.md")))
                .isEqualTo("https://ci.example/job/chaos/12/artifact");
    }

    @Test
    void whatIsNoServiceOrNoUrlIsNone() {
        assertThat(of()).isNull();
        assertThat(of("CI_JOB_URL", "javascript:alert(1)")).isNull();
        assertThat(of("CI_JOB_URL", "https://x/<script>")).isNull();
        assertThat(of("BUILD_URL", "https://ci.example/job/chaos/12/")).isNull();
        assertThat(of("GITHUB_SERVER_URL", "https://github.com", "GITHUB_RUN_ID", ""))
                .isNull();
    }
}
