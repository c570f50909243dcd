package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.StopSignal;
import dev.holograph.chaos.run.StopSignal.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** With a real shell: {@code EndsTest}. */
class ParentWatchTest {

    private static final ProcessHandle PARENT = ProcessHandle.current();

    @Test
    void whenTheParentIsGoneTheRunEndsAndSoDoesEachThatFollows() {
        AtomicBoolean gone = new AtomicBoolean();
        StopSignal first = new StopSignal();
        StopSignal second = new StopSignal();
        try (Termination termination = new Termination();
                ParentWatch watch = ParentWatch.begin(PARENT, gone::get, termination)) {
            termination.stops(first);
            assertThat(first.isRequested()).isFalse();

            gone.set(true);
            first.await(Duration.ofSeconds(10));
            termination.stops(second);
        }
        StopSignal.Stop why = new StopSignal.Stop(
                Reason.INTERRUPTED, "the process that started the build (" + PARENT.pid() + ") is gone");
        assertThat(first.requested()).contains(why);
        assertThat(second.requested()).contains(why);
    }

    @Test
    void aParentThatLivesEndsNothing() throws Exception {
        StopSignal run = new StopSignal();
        try (Termination termination = new Termination();
                ParentWatch watch = ParentWatch.begin(termination)) {
            termination.stops(run);
            run.await(Duration.ofMillis(1200));
            assertThat(run.isRequested()).isFalse();
        }
    }
}
