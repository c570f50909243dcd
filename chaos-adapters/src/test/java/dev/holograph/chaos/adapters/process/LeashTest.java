package dev.holograph.chaos.adapters.process;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static dev.holograph.chaos.adapters.process.Processes.isGone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no leash on Windows: leftovers are swept by the next run")
class LeashTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    /** A group of its own with SIGINT as it is by default, also where the build runs in the background of a script. */
    private static final String OWN_GROUP = "$SIG{INT} = 'DEFAULT'; setpgrp(0, 0); exec @ARGV or exit 127";

    @TempDir
    Path folder;

    private Process jvm;
    private BufferedReader output;
    private long leashed;
    private long free;

    @AfterEach
    void end() {
        if (jvm != null) {
            jvm.descendants().forEach(ProcessHandle::destroyForcibly);
            jvm.destroyForcibly();
            ProcessHandle.of(free).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aKilledJvmTakesItsChildrenAndTheirsAlong() throws Exception {
        startJvm();
        eventually("the grandchild runs", Duration.ofSeconds(10), () -> log().size() == 2);
        long grandchild = Long.parseLong(log().get(1));

        jvm.destroyForcibly();

        eventually("the child is gone", SOON, () -> isGone(leashed));
        eventually("the grandchild is gone", SOON, () -> isGone(grandchild));
        assertThat(isGone(free)).as("a child without a leash is left").isFalse();
    }

    @Test
    void aCtrlCToTheGroupIsNotForTheChildren() throws Exception {
        startJvm();
        eventually("the leashed child runs", Duration.ofSeconds(10), () -> log().size() == 2);

        signalGroup("INT");

        assertThat(output.readLine()).isEqualTo("asked to end");
        eventually("the child without a leash is gone", SOON, () -> isGone(free));
        assertThat(isGone(leashed)).as("the leashed child is gone").isFalse();

        jvm.getOutputStream().close();
        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).as("the JVM has ended").isTrue();
        eventually("the leashed child is gone", SOON, () -> isGone(leashed));
    }

    private List<String> log() {
        return LogTail.of(folder.resolve("leashed.log"));
    }

    private void startJvm() throws IOException {
        assumeThat(Executables.find("perl"))
                .as("perl, which starts the JVM of this test in a process group of its own")
                .isPresent();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        jvm = new ProcessBuilder(
                        "perl",
                        "-e",
                        OWN_GROUP,
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeashedMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = jvm.inputReader();
        String[] pids = Objects.requireNonNull(output.readLine(), "the JVM printed nothing")
                .split(" ");
        leashed = Long.parseLong(pids[0]);
        free = Long.parseLong(pids[1]);
    }

    private void signalGroup(String signal) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " -" + jvm.pid())
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
