package dev.holograph.chaos.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder;

    /** A service that cannot start says why in one line of hundreds. */
    @Test
    void framesOfStackTracesLeaveRoomForTheirCauses() throws Exception {
        String frames = "\tat org.example.Pool.get(Pool.java:1) ~[pool.jar!/:6.3.3]\n"
                + "\tat java.base/java.util.Optional.map(Optional.java:260) ~[na:na]\n".repeat(30)
                + "\t... 23 common frames omitted\n";
        Path log = Files.writeString(
                folder.resolve("shop.log"),
                "starting\njava.lang.IllegalStateException: no pool\n" + frames
                        + "Caused by: java.sql.SQLException: wrong password\n" + frames);

        assertThat(LogTail.of(log))
                .containsExactly(
                        "starting",
                        "java.lang.IllegalStateException: no pool",
                        "Caused by: java.sql.SQLException: wrong password");
    }
}
