package dev.holograph.chaos.application.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs in real Git repositories: pinned once, the same for ever, and no way out of their folder. */
class GitPackTest {

    private static final String SCENARIO = "title: one\n";

    @TempDir
    private Path folder;

    private GitRepository repository;
    private Path cache;
    private Path lockFile;

    @BeforeEach
    void aRepository() throws Exception {
        repository = new GitRepository(folder.resolve("repository"));
        repository.file("scenarios/slow.yaml", SCENARIO);
        cache = folder.resolve("cache");
        lockFile = folder.resolve(Lock.FILE);
    }

    private GitPacks packs(boolean offline) throws PackException {
        return new GitPacks(Lock.read(lockFile), cache, offline);
    }

    private Pack use(String ref) throws Exception {
        return use(ref, false);
    }

    private Pack use(String ref, boolean offline) throws Exception {
        GitPacks packs = packs(offline);
        Lock before = packs.lock();
        Pack pack = packs.pinned(PackReference.of("shared", repository.reference(ref)));
        packs.write(before, Set.of("shared"));
        return pack;
    }

    @Test
    void aBranchIsPinnedByItsFirstUseAndStaysThere() throws Exception {
        String commit = repository.commit();
        Pack first = use("main");

        assertThat(first.folder().resolve("scenarios/slow.yaml")).hasContent(SCENARIO);
        assertThat(first.source()).endsWith("repository/@" + commit.substring(0, 12));
        assertThat(Files.readAllLines(lockFile))
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("shared " + repository.reference("main") + " " + commit + " sha256:" + first.digest());

        repository.file("scenarios/slow.yaml", "title: two\n").commit();

        assertThat(use("main")).isEqualTo(first);
        assertThat(use("main", true)).isEqualTo(first);
    }

    @Test
    void aTagWithAMessageIsTheCommitThatItIsOf() throws Exception {
        String commit = repository.commit();
        repository.git("tag", "--annotate", "v1", "--message", "first");
        repository.file("scenarios/slow.yaml", "title: two\n").commit();

        assertThat(use("v1").folder().resolve("scenarios/slow.yaml")).hasContent(SCENARIO);
        assertThat(Files.readString(lockFile)).contains(" " + commit + " ");
    }

    @Test
    void aCommitThatIsNotTheNewestIsFetchedByItsId() throws Exception {
        String commit = repository.commit();
        repository.file("scenarios/slow.yaml", "title: two\n").commit();

        assertThat(use(commit).folder().resolve("scenarios/slow.yaml")).hasContent(SCENARIO);
    }

    @Test
    void anUpdateMovesThePin() throws Exception {
        repository.commit();
        Pack first = use("main");
        repository.file("scenarios/slow.yaml", "title: two\n").commit();

        GitPacks packs = packs(false);
        Pack newest = packs.newest(PackReference.of("shared", repository.reference("main")));
        packs.write(Lock.read(lockFile), Set.of("shared"));

        assertThat(newest.digest()).isNotEqualTo(first.digest());
        assertThat(use("main", true)).isEqualTo(newest);
    }

    /** Also where nothing pins it yet, and without a network. */
    @Test
    void oneChangedByteInTheCacheIsRefused() throws Exception {
        repository.commit();
        Pack pack = use("main");
        Files.writeString(pack.folder().resolve("scenarios/slow.yaml"), "title: onE\n");

        assertThatThrownBy(() -> use("main", true))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("are not those that were fetched; delete that folder");
        Files.delete(lockFile);
        assertThatThrownBy(() -> use("main")).hasMessageContaining("are not those that were fetched");
    }

    /** Also by one who knows how the folder gets its name. */
    @Test
    void changedFilesInTheCacheAreNotPinnedAnewByAnUpdate() throws Exception {
        repository.commit();
        Path pack = use("main").folder();
        Files.writeString(pack.resolve("scenarios/slow.yaml"), "title: onE\n");
        String name = pack.getFileName().toString();
        Files.move(pack, pack.resolveSibling(name.substring(0, name.length() - 64) + PackFolder.digest(pack, "it")));

        assertThatThrownBy(() -> packs(false).newest(PackReference.of("shared", repository.reference("main"))))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("are not those that chaos.lock pins; delete that folder");
    }

    @Test
    void aLockThatNamesAnotherCommitThanTheBuildIsNotFollowed() throws Exception {
        String wanted = repository.commit();
        String other = repository.file("scenarios/slow.yaml", "title: two\n").commit();
        use(wanted);
        Files.writeString(lockFile, Files.readString(lockFile).replace(" " + wanted + " ", " " + other + " "));

        assertThat(use(wanted).folder().resolve("scenarios/slow.yaml")).hasContent(SCENARIO);
    }

    @Test
    void aLockOfOtherFilesIsRefused() throws Exception {
        repository.commit();
        Pack pack = use("main");
        Files.writeString(lockFile, Files.readString(lockFile).replace(pack.digest(), "0".repeat(64)));

        assertThatThrownBy(() -> use("main")).hasMessageContaining("are not those that chaos.lock pins");
    }

    @Test
    void whatWasNeverFetchedCannotBeUsedOffline() throws Exception {
        String commit = repository.commit();

        assertThatThrownBy(() -> use("main", true))
                .hasMessage(
                        "the pack 'shared' is not in chaos.lock yet, and Maven works offline; call chaos:validate once"
                                + " without -o, which pins it unless its scenarios have mistakes");
        assertThatThrownBy(() -> use(commit, true))
                .hasMessageContaining("is not in the cache, and Maven works offline");
        assertThat(lockFile).doesNotExist();
    }

    @Test
    void aRefThatIsNotThereIsNamed() throws Exception {
        String commit = repository.commit();
        assertThatThrownBy(() -> use("mian")).hasMessageContaining("there is no tag or branch 'mian' in file:///");
        assertThatThrownBy(() -> use(commit.substring(0, 8)))
                .hasMessageEndingWith(
                        "a commit is written with all its 40 digits: git rev-parse " + commit.substring(0, 8));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights of their own there")
    void linksAndSubmodulesAreRefused() throws Exception {
        Files.createSymbolicLink(repository.folder().resolve("scenarios/other.yaml"), Path.of("/etc/hostname"));
        repository.commit();
        assertThatThrownBy(() -> use("main"))
                .hasMessageContaining("has 'scenarios/other.yaml', which is a link or a submodule");

        Files.delete(repository.folder().resolve("scenarios/other.yaml"));
        GitRepository other = new GitRepository(folder.resolve("other"));
        other.file("a.yaml", "").commit();
        repository.git("submodule", "--quiet", "add", other.folder().toUri().toString(), "sub");
        repository.commit();
        assertThatThrownBy(() -> use("main")).hasMessageContaining("has 'sub', which is a link or a submodule");
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).isEmpty();
        }
    }

    /** Filters and line ends of attributes change what a work tree gets: here is none. */
    @Test
    void filesAreTakenAsTheyAreInTheRepository() throws Exception {
        repository.file(".gitattributes", "*.yaml text eol=crlf ident\n");
        repository.file("scenarios/slow.yaml", "title: $Id$\n");
        repository.commit();

        assertThat(Files.readString(use("main").folder().resolve("scenarios/slow.yaml")))
                .isEqualTo("title: $Id$\n");
    }

    @Test
    void aRepositoryThatAlsoMakesAJarHasItsPackThere() throws Exception {
        repository.file(Pack.MADE + "/scenarios/slow.yaml", "title: of the jar\n");
        repository.file("src/main/java/A.java", "class A {}");
        repository.commit();

        Pack pack = use("main");

        assertThat(pack.folder().resolve("scenarios/slow.yaml")).hasContent("title: of the jar\n");
        assertThat(pack.folder().resolve("src")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "git+https://git.example/chaos.git | names no commit, tag or branch",
                "git+https://me:secret@git.example/chaos.git#v1 | a login does not belong into the URL",
                "git+https://me@git.example/chaos.git#v1 | a login does not belong into the URL",
                "git+ext::sh#v1 | is reached by https, ssh or file",
                "git+http://git.example/chaos.git#v1 | is reached by https, ssh or file",
                "git+git@git.example:chaos.git#v1 | is none; write git+https://host/path.git#REF, or git+ssh://git@host",
                "git+https://git.example/chaos.git#--upload-pack=x | is no commit, tag or branch",
                "git+https://git.example/chaos.git#a..b | is no commit, tag or branch"
            })
    void aReferenceThatNamesNoOneCommitIsRefused(String written, String message) {
        assertThatThrownBy(() -> PackReference.of("shared", written))
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("<packs> in the POM, or -Dchaos.pack.shared: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aLockThatIsNoneIsToldWithItsLine() throws Exception {
        Files.writeString(lockFile, "# pins\nshared git+x main\n");
        assertThatThrownBy(() -> Lock.read(lockFile)).hasMessageStartingWith("chaos.lock:2: ");
    }
}
