package dev.holograph.renderer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.renderer.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FrameLogTest {
    @TempDir
    Path folder;

    @Test
    void findsAfterARestartWhatWasAppended() throws Exception {
        try (FrameLog log = open()) {
            assertThat(log.append(new Frame("a", "{\"data\":\"ä€😀\"}")).get()).isTrue();
            assertThat(log.append(new Frame("b", "{}")).get()).isTrue();
            assertThat(log.read("a")).contains("{\"data\":\"ä€😀\"}");
        }
        try (FrameLog log = open()) {
            assertThat(log.size()).isEqualTo(2);
            assertThat(log.read("a")).contains("{\"data\":\"ä€😀\"}");
            assertThat(log.read("b")).contains("{}");
            assertThat(log.read("c")).isEmpty();
            assertThat(log.append(new Frame("a", "{}")).get())
                    .as("an id is known across restarts")
                    .isFalse();
        }
    }

    @Test
    void cutsATornRecordAndGoesOnBehindTheLastGoodOne() throws Exception {
        append("a", "b");
        long good = Files.size(file());
        append("torn");
        truncate(Files.size(file()) - 3);

        append("c");

        try (FrameLog log = open()) {
            assertThat(log.read("b")).isPresent();
            assertThat(log.read("torn")).isEmpty();
            assertThat(log.read("c")).isPresent();
        }
        assertThat(Files.size(file())).isGreaterThan(good);
    }

    @Test
    void zerosAtTheEndAreNotRecords() throws Exception {
        append("a");
        long good = Files.size(file());
        Files.write(file(), new byte[4096], StandardOpenOption.APPEND);

        open().close();

        assertThat(Files.size(file())).isEqualTo(good);
    }

    @Test
    void refusesToThrowAwayMoreThanACrashCanTear() throws Exception {
        append("a", "b");
        byte[] bytes = Files.readAllBytes(file());
        bytes[FrameLog.MAGIC.length + LogRecord.HEADER + 3] ^= 1;
        Files.write(file(), bytes);
        Files.write(file(), new byte[40 << 20], StandardOpenOption.APPEND);

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged at byte 8")
                .hasMessageContaining("Restore it from a copy");
        assertThat(Files.size(file())).isEqualTo(bytes.length + (40 << 20));
    }

    @Test
    void refusesAFileThatIsNoLog() throws Exception {
        Files.writeString(file(), "something else altogether");

        assertThatThrownBy(this::open).hasMessageContaining("is not a log of frames");
        assertThat(file()).hasContent("something else altogether");
    }

    @Test
    void refusesAFolderInUseAndGivesItBack() throws Exception {
        try (FrameLog first = open()) {
            assertThatThrownBy(this::open).hasMessageContaining("in use by another renderer");
            assertThat(first.append(new Frame("a", "{}")).get()).isTrue();
        }
        open().close();
    }

    private void append(String... ids) throws Exception {
        try (FrameLog log = open()) {
            for (String id : ids) {
                log.append(new Frame(id, "{\"id\":\"" + id + "\"}")).get();
            }
        }
    }

    private FrameLog open() throws IOException {
        return FrameLog.open(folder, new Metrics());
    }

    private Path file() {
        return folder.resolve(FrameLog.FILE_NAME);
    }

    private void truncate(long size) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
