package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.Progress.Tick;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.LiveView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private static final Tick TICK = new Tick(
            Phase.FAULT,
            Duration.ofSeconds(12),
            new LiveView.Standing(99.6, 0.015, Duration.ofMillis(2010)),
            List.of("latency"));

    private final LogLines log = new LogLines();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void oneLineHoldsAll() {
        assertThat(ConsoleProgress.text(TICK))
                .isEqualTo("fault     12s left     99.6/s  errors   1.5%  p95 2.01s  fault on: latency");
    }

    @Test
    void aTerminalHasItsLineWrittenAgain() {
        ConsoleProgress progress = progress(true);
        progress.tick(TICK);
        progress.tick(TICK);
        progress.event("undoing latency");

        String line = "\r\u001b[K" + ConsoleProgress.text(TICK);
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo(line + line + "\r\u001b[K");
        assertThat(log.lines).containsExactly("INFO undoing latency");
    }

    @Test
    void aLogGetsAPlainLineEveryFiveSeconds() {
        ConsoleProgress progress = progress(false);
        for (int i = 0; i < 11; i++) {
            progress.tick(TICK);
        }

        assertThat(log.lines).hasSize(2).allMatch(line -> line.equals("INFO " + ConsoleProgress.text(TICK)));
        assertThat(terminal.size()).isZero();
    }

    private ConsoleProgress progress(boolean live) {
        return new ConsoleProgress(log, live, new PrintStream(terminal, true, StandardCharsets.UTF_8));
    }
}
