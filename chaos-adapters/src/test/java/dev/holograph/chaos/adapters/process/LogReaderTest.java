package dev.holograph.chaos.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.spi.LogSink.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {

    @TempDir
    private Path folder;

    private Path log;
    private LogReader reader;

    @BeforeEach
    void prepare() {
        log = folder.resolve("service.log");
        reader = new LogReader(log);
    }

    private List<String> read() {
        List<String> lines = new ArrayList<>();
        reader.read((level, line) -> lines.add(level + " " + line));
        return lines;
    }

    private void print(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void eachReadingGoesOnWhereTheLastOneEnded() throws IOException {
        assertThat(read()).isEmpty();
        print("INFO up\nERROR one\nWARN tw");
        assertThat(read()).containsExactly("ERROR ERROR one");
        print("o\n");
        assertThat(read()).containsExactly("WARN WARN two");
        assertThat(read()).isEmpty();
    }

    @Test
    void aLogThatBeginsAnewIsReadAnew() throws IOException {
        print("ERROR one, and a line that is long enough\n");
        read();
        Files.writeString(log, "ERROR two\n");
        assertThat(read()).containsExactly("ERROR ERROR two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02 03:04:05,678 ERROR [main] Frames - no connection",
                "Jan 02, 2026 3:04:05 AM SEVERE: no connection",
                "{\"level\":\"error\",\"msg\":\"no connection\"}",
                "time=2026-01-02T03:04:05Z level=error msg=no-connection",
                "Exception in thread \"main\" java.lang.IllegalStateException",
                "panic: runtime error"
            })
    void whatAProgramCallsAnError(String line) throws IOException {
        print(line + "\n");
        assertThat(read()).containsExactly(Level.ERROR + " " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02 03:04:05,678  WARN [main] Frames - slow",
                "{\"level\": \"warn\"}",
                "level=warning msg=slow",
                "12:M 02 Jan 2026 03:04:05.678 # Server initialized"
            })
    void whatAProgramCallsAWarning(String line) throws IOException {
        print(line + "\n");
        assertThat(read()).containsExactly(Level.WARN + " " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO 0 errors, no warnings",
                "GET /error 200",
                "12:M 02 Jan 2026 03:04:05.678 * Ready to accept connections",
                "{\"level\":\"info\",\"msg\":\"error budget is full\"}"
            })
    void whatIsNoTrouble(String line) throws IOException {
        print(line + "\n");
        assertThat(read()).isEmpty();
    }
}
