package dev.holograph.chaos.adapters.load.k6;

import static dev.holograph.chaos.adapters.load.k6.Loads.FRAMES;
import static dev.holograph.chaos.adapters.load.k6.Loads.perSecond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.FakeSystem;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LoadPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of a pack reads what is in the pack, and nothing else of the machine. */
class PackScriptTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Path HOLO = Loads.REPOSITORY.resolve("tests/perf/holo-k6-load.js");

    @TempDir
    private Path folder;

    @TempDir
    private Path machine;

    private Loads loads;
    private Path pack;

    @BeforeEach
    void prepare() throws Exception {
        loads = new Loads(folder);
        // So deep that the names of its files are too long for the header of a tar.
        pack = Files.createDirectories(
                machine.resolve("d".repeat(90)).resolve("e".repeat(90)).resolve("f".repeat(90)));
        Files.writeString(machine.resolve("secret.txt"), "s3cret");
    }

    private LoadPlan plan(Path script, Path within, Endpoint base) {
        LoadPlan plan = loads.plan(FRAMES, perSecond(50, 1), ONE_SECOND, ONE_SECOND, base, script);
        Load load = plan.load();
        Load confined = new Load(
                load.name(),
                load.profile(),
                load.arrivals(),
                load.timeout(),
                load.script(),
                within.toString(),
                null,
                load.location(),
                load.variables());
        return new LoadPlan(plan.runId(), confined, base, plan.length(), plan.root(), plan.directory());
    }

    private Path script(String... lines) throws Exception {
        return Files.writeString(
                pack.resolve("load.js"), String.join("\n", lines) + "\nexport default function () {}\n");
    }

    @Test
    void whatLiesInThePackIsRead() throws Exception {
        Files.createDirectories(pack.resolve("lib"));
        for (String name : new String[] {"chaos.js", "holo-k6-load.js"}) {
            Files.copy(HOLO.resolveSibling(name), pack.resolve("lib").resolve(name));
        }
        Files.writeString(pack.resolve("rows.csv"), "a,b");
        Path script = Files.writeString(pack.resolve("load.js"), """
                export * from './lib/holo-k6-load.js';
                export { default } from './lib/holo-k6-load.js';
                if (open('./rows.csv') !== 'a,b') { throw new Error('other rows'); }
                """);
        try (FakeSystem system = FakeSystem.webSocket(
                socket -> socket.textMessageHandler(text -> socket.writeTextMessage(FakeSystem.ack(text))))) {
            assertThat(loads.end(plan(script, pack, system.endpoint())).problem())
                    .isNull();
        }
        assertThat(loads.recording.outcomes(Outcome.OK)).hasSize(50);
    }

    @Test
    void whatLiesOutsideOfThePackIsNot() throws Exception {
        Path script = script("const secret = open('" + machine.resolve("secret.txt") + "');");

        assertThatThrownBy(() -> loads.start(plan(script, pack, FakeSystem.nobody())))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("load.js is a pack's, and reads ")
                .hasMessageContaining("secret.txt, which lies outside of the pack: put the file into the pack")
                .hasMessageNotContaining("s3cret");
    }

    /** What k6 packs and what it runs are two readings of the script: the second finds what the first has packed. */
    @Test
    void whatIsOpenedLaterIsNotThere() throws Exception {
        Path script = script("if (__VU > 0) { throw new Error(open('" + machine.resolve("secret.txt") + "')); }");

        assertThat(loads.end(plan(script, pack, FakeSystem.nobody())).problem()).isNotNull();
        assertThat(folder.resolve("k6-load/k6.log"))
                .content()
                .contains("secret.txt: file does not exist")
                .doesNotContain("s3cret");
    }

    @Test
    void aScriptThatCannotBeLoadedSaysWhy() throws Exception {
        Path script = script("import './gone.js';");

        assertThatThrownBy(() -> loads.start(plan(script, pack, FakeSystem.nobody())))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("k6 cannot load ")
                .hasMessageContaining("gone.js");
    }
}
