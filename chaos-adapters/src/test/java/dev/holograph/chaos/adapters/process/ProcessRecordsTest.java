package dev.holograph.chaos.adapters.process;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static dev.holograph.chaos.adapters.process.Processes.isGone;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes of these tests are POSIX programs")
class ProcessRecordsTest {

    private static final ProcessIdentity GONE = new ProcessIdentity(Integer.MAX_VALUE, Instant.EPOCH, "/gone", "");

    @TempDir
    Path folder;

    private ProcessRecords records;
    private Process process;
    private ProcessIdentity identity;

    @BeforeEach
    void start() throws Exception {
        records = new ProcessRecords(folder);
        Path program = Executables.find("sleep").orElseThrow();
        process = new ProcessBuilder(program.toString(), "1000").start();
        eventually("it has become its program", Duration.ofSeconds(10), () -> process.info()
                .command()
                .map(command ->
                        command.contains("sleep") || command.contains("busybox") || command.contains("coreutils"))
                .orElse(false));
        identity = ProcessIdentity.of(process.toHandle(), program);
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void leftoversOfABuildThatIsGoneAreEnded() throws Exception {
        write(identity, GONE);

        assertThat(records.sweep()).containsExactly("redis (pid " + process.pid() + ") of run run-7");

        eventually("it is gone", Duration.ofSeconds(2), () -> isGone(process.pid()));
        assertThat(files()).isZero();
    }

    @Test
    void theyCanBeLookedAtAndAreLeftAlone() throws Exception {
        write(identity, GONE);

        assertThat(records.orphans()).containsExactly("redis (pid " + process.pid() + ") of run run-7");
        assertThat(process.isAlive()).isTrue();
        assertThat(files()).isOne();
        write(identity, ProcessIdentity.ofThisJvm());
        assertThat(records.orphans()).as("of a build that runs").isEmpty();
    }

    /** To the system, its program is the shell. */
    @Test
    void aScriptIsKnownAgain() throws Exception {
        Path script = Files.writeString(folder.resolve("serve"), "#!/bin/sh\nsleep 1000\nexit 1\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Process serving = new ProcessBuilder(script.toString()).start();
        try {
            eventually("it has become its program", Duration.ofSeconds(10), () -> serving.info()
                    .arguments()
                    .filter(words -> List.of(words).contains(script.toString()))
                    .isPresent());
            write(ProcessIdentity.of(serving.toHandle(), script), GONE);

            assertThat(records.sweep()).containsExactly("redis (pid " + serving.pid() + ") of run run-7");

            eventually("it is gone", Duration.ofSeconds(2), () -> isGone(serving.pid()));
        } finally {
            serving.destroyForcibly();
        }
    }

    /** As start scripts of services do: neither its name nor its words are those of the record any more. */
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            disabledReason = "elsewhere nothing but its program tells such a process from others")
    void aScriptThatBecameAnotherProgramIsKnownAgain() throws Exception {
        Path script = Files.writeString(folder.resolve("serve"), "#!/bin/sh\nexec sleep 1000\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Process serving = new ProcessBuilder(script.toString()).start();
        try {
            write(ProcessIdentity.of(serving.toHandle(), script), GONE);
            eventually("it has become another program", Duration.ofSeconds(10), () -> serving.info()
                    .arguments()
                    .filter(words -> List.of(words).equals(List.of("1000")))
                    .isPresent());

            assertThat(records.orphans()).containsExactly("redis (pid " + serving.pid() + ") of run run-7");
            assertThat(records.sweep()).hasSize(1);

            eventually("it is gone", Duration.ofSeconds(2), () -> isGone(serving.pid()));
        } finally {
            serving.destroyForcibly();
        }
    }

    @Test
    void aPidThatWasBornAtAnotherMomentIsNotKilled() throws Exception {
        write(new ProcessIdentity(identity.pid(), identity.started(), identity.executable(), "boot/1"), GONE);

        assertThat(records.sweep()).hasSize(identity.birth().isEmpty() ? 1 : 0);
    }

    @Test
    void processesOfABuildThatRunsAreLeftAlone() throws Exception {
        write(identity, ProcessIdentity.ofThisJvm());

        assertThat(records.sweep()).isEmpty();

        assertThat(process.isAlive()).isTrue();
        assertThat(files()).isOne();
    }

    @Test
    void anOwnerWhosePidWasGivenAnewIsGone() throws Exception {
        ProcessIdentity self = ProcessIdentity.ofThisJvm();
        write(identity, new ProcessIdentity(self.pid(), self.started().minusSeconds(60), self.executable(), ""));

        assertThat(records.sweep()).hasSize(1);
    }

    @Test
    void aPidThatWasGivenAnewIsNotKilled() throws Exception {
        write(
                new ProcessIdentity(identity.pid(), identity.started().minusSeconds(60), identity.executable(), ""),
                GONE);

        assertThat(records.sweep()).isEmpty();

        assertThat(process.isAlive()).isTrue();
        assertThat(files()).as("records of processes that are gone are deleted").isZero();
    }

    @Test
    void anotherProgramWithTheSamePidAndStartIsNotKilled() throws Exception {
        write(new ProcessIdentity(identity.pid(), identity.started(), "/usr/bin/redis-server", ""), GONE);

        assertThat(records.sweep()).isEmpty();

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void whatIsNoRecordIsLeft() throws Exception {
        Files.createDirectories(folder.resolve("processes"));
        Files.writeString(folder.resolve("processes/1-2.properties"), "process.pid=many");

        assertThat(records.sweep()).isEmpty();

        assertThat(files()).isOne();
    }

    @Test
    void noRecordsNoSweep() throws Exception {
        assertThat(new ProcessRecords(folder.resolve("nowhere")).sweep()).isEmpty();
    }

    private void write(ProcessIdentity of, ProcessIdentity owner) throws Exception {
        records.write(new ProcessRecords.Entry("redis", "run-7", of, owner));
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("processes"))) {
            return files.count();
        }
    }
}
