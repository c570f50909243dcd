package dev.holograph.chaos.adapters.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git's files as its manual pages gitrepository-layout(5) and git-pack-refs(1) describe them. */
class CommitTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path folder;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private @Nullable String commit(String below, Map<String, String> variables) {
        return Commit.of(folder.resolve(below), variables::get);
    }

    @Test
    void aBranchIsFollowedToItsCommitFromAnyDepth() throws IOException {
        write("p/.git/HEAD", "ref: refs/heads/feature/x\n");
        write("p/.git/refs/heads/feature/x", HASH + "\n");

        assertThat(commit("p/module/src", Map.of())).isEqualTo(HASH);
    }

    @Test
    void aBranchMayBePacked() throws IOException {
        write("p/.git/HEAD", "ref: refs/heads/main\n");
        write(
                "p/.git/packed-refs",
                String.join(
                        "\n",
                        "# pack-refs with: peeled",
                        "f".repeat(40) + " refs/heads/main2",
                        "e".repeat(40) + " refs/heads/not/refs/heads/main",
                        HASH + " refs/heads/main",
                        ""));

        assertThat(commit("p", Map.of())).isEqualTo(HASH);
    }

    @Test
    void aDetachedHeadIsTheCommit() throws IOException {
        write("p/.git/HEAD", HASH + "\n");

        assertThat(commit("p", Map.of("GITHUB_SHA", "f".repeat(40)))).isEqualTo(HASH);
    }

    @Test
    void aWorktreesFileLeadsToTheRepository() throws IOException {
        write("tree/.git", "gitdir: " + folder.resolve("p/.git/worktrees/tree") + "\n");
        write("p/.git/worktrees/tree/HEAD", "ref: refs/heads/b\n");
        write("p/.git/worktrees/tree/commondir", "../..\n");
        write("p/.git/refs/heads/b", HASH + "\n");

        assertThat(commit("tree", Map.of())).isEqualTo(HASH);
    }

    @Test
    void withoutARepositoryTheVariablesOfCiSayIt() throws IOException {
        write("p/.git/HEAD", "ref: refs/heads/unborn\n");

        assertThat(commit("p", Map.of("CI_COMMIT_SHA", HASH))).isEqualTo(HASH);
        assertThat(commit("p", Map.of("GIT_COMMIT", "$(rm)"))).isNull();
        assertThat(commit("p", Map.of())).isNull();
    }
}
