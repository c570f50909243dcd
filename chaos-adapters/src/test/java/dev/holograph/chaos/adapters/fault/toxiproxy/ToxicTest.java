package dev.holograph.chaos.adapters.fault.toxiproxy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real Toxiproxy for the tests of a class, without a toxic when each begins. */
abstract class ToxicTest {

    @TempDir
    static Path folder;

    static RealToxiproxy toxiproxy;

    @BeforeAll
    static void start() throws Exception {
        toxiproxy = new RealToxiproxy(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (toxiproxy != null) {
            toxiproxy.close();
        }
    }

    @AfterEach
    void clean() throws Exception {
        toxiproxy.ask("POST", "/reset", null);
    }
}
