package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.application.pack.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chaos:update} where one of the two versions has mistakes. */
class PackUpdateTest {

    private static final String SOUND = """
            load: { http: { target: web, path: / }, rate: 400/s }
            duration: { baseline: 1m, fault: 1m, recovery: 1m }
            fault: { type: latency, target: web, delay: 20ms }
            steadyState: [error_rate < 1%]
            slo: [error_rate < 5%]
            """;
    private static final String BROKEN = SOUND.replace("latency", "latancy");

    @TempDir
    private Path root;

    private final LogLines log = new LogLines();
    private GitRepository repository;

    @BeforeEach
    void aProjectAndARepository() throws Exception {
        repository = new GitRepository(root.resolve("chaos"));
        Files.writeString(Files.createDirectories(root.resolve("environments")).resolve("local.yaml"), """
                targets: { web: { url: "http://127.0.0.1:8080", through: proxy } }
                drivers: { latency: proxy }
                """);
    }

    private ChaosApplication application() {
        return application(null);
    }

    private ChaosApplication application(@Nullable String scenario) {
        Build build = new Build(
                new Workspace(
                        root,
                        root.resolve("scenarios"),
                        root.resolve("environments"),
                        root.resolve("target"),
                        Map.of()),
                root,
                root.resolve("state"),
                Map.of(),
                (variable, server) -> Optional.empty(),
                List.of(),
                Map.of("shared", repository.reference("main")),
                root::resolve,
                Instant.EPOCH,
                new HashSet<>(),
                false,
                false,
                (folder, parameter) -> "",
                log);
        Selectors all = new Selectors(scenario, null, null, null, null, null, new Properties());
        return new ChaosApplication(build, new Choices(all, Choices.LOCAL, Map.of(), null, null, null));
    }

    private String lock() throws Exception {
        return Files.readString(root.resolve("chaos.lock"));
    }

    /** The next call would meet the same mistakes, though they are mended where the branch is now. */
    @Test
    void aVersionWithMistakesIsNotPinned() throws Exception {
        repository.file("scenarios/slow.yaml", BROKEN).commit();
        assertThatThrownBy(() -> application().validate()).hasMessageContaining("latancy");
        assertThatThrownBy(() -> application().list()).hasMessageContaining("latancy");
        assertThatThrownBy(() -> application().plan()).hasMessageContaining("latancy");
        assertThat(root.resolve("chaos.lock")).doesNotExist();
        String mended = repository.file("scenarios/slow.yaml", SOUND).commit();

        application().list();

        assertThat(lock()).contains(" " + mended + " ");
        repository.file("scenarios/slow.yaml", SOUND.replace("20ms", "40ms")).commit();
        application().plan();
        assertThat(lock()).contains(" " + mended + " ");
    }

    /** Also where only a scenario of the project was selected. */
    @Test
    void norIsOneOfWhichNothingWasSelected() throws Exception {
        Files.writeString(Files.createDirectories(root.resolve("scenarios")).resolve("own.yaml"), SOUND);
        repository.file("scenarios/slow.yaml", BROKEN).commit();

        application("own").plan();

        assertThat(root.resolve("chaos.lock")).doesNotExist();
    }

    /** Else the next call with {@code mvn -o} would not know which version is meant. */
    @Test
    void aSoundPackOfWhichNothingWasSelectedIsPinned() throws Exception {
        Files.writeString(Files.createDirectories(root.resolve("scenarios")).resolve("own.yaml"), SOUND);
        String commit = repository.file("scenarios/slow.yaml", SOUND).commit();

        application("own").plan();

        assertThat(lock()).contains(" " + commit + " ");
    }

    @Test
    void anUpdateSaysOfAPackThatItHadNoPin() throws Exception {
        String commit = repository.file("scenarios/slow.yaml", SOUND).commit();

        application().update();
        application().update();

        assertThat(log.lines)
                .filteredOn(line -> line.startsWith("INFO Pack shared: "))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("@" + commit.substring(0, 12) + ", not pinned before"),
                        line -> assertThat(line).endsWith("@" + commit.substring(0, 12) + ", as before"));
    }

    @Test
    void aPinnedScenarioWithMistakesIsMendedByANewerOne() throws Exception {
        repository.file("scenarios/slow.yaml", BROKEN).commit();
        assertThatThrownBy(() -> application().validate()).hasMessageContaining("latancy");
        Files.writeString(root.resolve("chaos.lock"), pinOf("main"));
        String mended = repository.file("scenarios/slow.yaml", SOUND).commit();
        assertThatThrownBy(() -> application().validate()).hasMessageContaining("latancy");

        application().update();

        assertThat(lock()).contains(" " + mended + " ");
        assertThat(log.lines)
                .anyMatch(line ->
                        line.startsWith("WARN what is pinned cannot be compared with: ") && line.contains("'latancy'"))
                .contains("INFO Scenario shared/slow is new");
        application().validate();
    }

    /** Each plan has an id of its own, by which a command that is typed by hand finds the fault. */
    @Test
    void idsOfRunsAreNoDifference() throws Exception {
        Files.writeString(root.resolve("environments/local.yaml"), """
                targets: { web: { url: "http://127.0.0.1:8080" } }
                drivers: { latency: toxiproxy }
                """);
        repository.file("scenarios/slow.yaml", SOUND).commit();
        application().validate();
        repository
                .file("scenarios/slow.yaml", SOUND.replace("error_rate < 5%", "error_rate < 4%"))
                .commit();

        application().update();

        assertThat(log.lines)
                .filteredOn(line -> line.matches("INFO [-+] .*"))
                .containsExactly("INFO - slo          error_rate < 5%", "INFO + slo          error_rate < 4%");
    }

    @Test
    void aPinnedPackOfAnotherLanguageIsMendedByANewerOne() throws Exception {
        repository
                .file("scenarios/slow.yaml", SOUND)
                .file("pack.yaml", "language: 2\n")
                .commit();
        assertThatThrownBy(() -> application().validate()).hasMessageContaining("language");
        Files.writeString(root.resolve("chaos.lock"), pinOf("main"));
        String mended = repository.file("pack.yaml", "language: 1\n").commit();

        application().update();

        assertThat(lock()).contains(" " + mended + " ");
        assertThat(log.lines)
                .anyMatch(line ->
                        line.startsWith("WARN what is pinned cannot be compared with: ") && line.contains("language"));
    }

    /** As an older plugin wrote it, which read that language. */
    private String pinOf(String ref) throws Exception {
        String commit = repository.git("rev-parse", ref);
        try (var cached = Files.list(root.resolve("state/packs"))) {
            String digest = cached.map(folder -> folder.getFileName().toString().replaceFirst(".*-", ""))
                    .filter(name -> name.length() == 64)
                    .findFirst()
                    .orElseThrow();
            return "# pins\nshared " + repository.reference(ref) + " " + commit + " sha256:" + digest + "\n";
        }
    }

    @Test
    void aNewerVersionWithMistakesLeavesThePin() throws Exception {
        repository.file("scenarios/slow.yaml", SOUND).commit();
        application().validate();
        String before = lock();
        repository.file("scenarios/slow.yaml", BROKEN).commit();

        assertThatThrownBy(() -> application().update()).hasMessageContaining("latancy");
        repository
                .file("scenarios/slow.yaml", SOUND.replace("20ms", "40ms"))
                .file("pack.yaml", "language: 2\n")
                .commit();
        assertThatThrownBy(() -> application().update()).hasMessageContaining("language");

        assertThat(lock()).isEqualTo(before);
        application().validate();
    }

    @Test
    void aPinnedCommitThatIsGoneIsLeftForANewerOne() throws Exception {
        String gone = repository.file("scenarios/slow.yaml", SOUND).commit();
        application().validate();
        // Somebody rewrote the history, and another machine has nothing in its cache.
        repository.file("scenarios/slow.yaml", SOUND.replace("20ms", "40ms"));
        repository.git("commit", "--quiet", "--all", "--amend", "--message", "Rewritten");
        repository.git("reflog", "expire", "--expire=now", "--all");
        repository.git("gc", "--quiet", "--prune=now");
        String rewritten = repository.git("rev-parse", "HEAD");
        Files.move(root.resolve("state/packs"), root.resolve("elsewhere"));
        assertThatThrownBy(() -> application().validate())
                .hasMessageContaining("'shared'")
                .hasMessageContaining("mvn chaos:update");

        application().update();

        assertThat(lock()).contains(" " + rewritten + " ");
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("WARN what is pinned cannot be compared with: the pack 'shared'"))
                .noneMatch(line -> line.contains("there are no scenarios"))
                .anyMatch(line -> line.startsWith("INFO Pack shared: commit " + gone + ", which cannot be had, → "))
                .contains("INFO Scenario shared/slow is new");
        application().validate();
    }
}
