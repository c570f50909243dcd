package dev.holograph.chaos.adapters.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.PastRun;
import dev.holograph.chaos.report.PastRun.Value;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private HistoryFile history;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void prepare() {
        file = folder.resolve(".chaos/history.ndjson");
        history = new HistoryFile(file, told::add);
    }

    private static PastRun run(String name) {
        return new PastRun(
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                name,
                "latency",
                "local",
                "k6 2.2.0",
                "a".repeat(40),
                Result.BREACH,
                List.of(
                        new Value("slo", "p95(latency) < 1s \"quoted\" \n|", 20.123456789, Dimension.TIME),
                        new Value("slo", "error_rate < 1%", 1e-7, Dimension.RATIO)));
    }

    @Test
    void whatIsReadIsWhatWasAppended() throws IOException {
        PastRun bare = new PastRun(
                Instant.EPOCH, "run-2", "flush", "staging", "embedded 1", null, Result.NOT_UNDONE, List.of());

        PastRun known = new PastRun(
                Instant.EPOCH, "run-3", "flush", "staging", "embedded 1", null, Result.PASS, List.of(), "a digest");

        history.append(run("run-1"));
        history.append(bare);
        history.append(known);

        assertThat(history.read()).containsExactly(run("run-1"), bare, known);
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(told).isEmpty();
    }

    @Test
    void brokenLinesAreToldOnceAndPassedOver() throws IOException {
        history.append(run("run-1"));
        Files.write(
                file,
                ("<<<<<<< ours\n{}\n\n{\"started\":\"x\"}\n{\"sta").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        Files.write(file, new byte[] {(byte) 0xFF}, StandardOpenOption.APPEND);

        history.append(run("run-2"));

        assertThat(history.read()).containsExactly(run("run-1"), run("run-2"));
        assertThat(history.read()).hasSize(2);
        assertThat(told).singleElement().asString().contains("history.ndjson:2: ", "as are 3 more");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldAndLosesNothing() throws IOException {
        Files.createDirectories(file);

        history.append(run("run-1"));

        assertThat(history.read()).isEmpty();
        assertThat(told).hasSize(2).first().asString().startsWith("The history cannot be written");
    }

    @Test
    void withoutAFileNothingIsKept() {
        HistoryFile none = new HistoryFile(null, told::add);

        none.append(run("run-1"));

        assertThat(none.read()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void manyAtOnceGetALineEach() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(thread -> new Thread(() -> {
                    HistoryFile own = new HistoryFile(file, told::add);
                    for (int i = 0; i < 100; i++) {
                        own.append(run("run-" + thread + "-" + i));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(history.read()).hasSize(800).doesNotHaveDuplicates();
        assertThat(told).isEmpty();
    }
}
