package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.run.StopSignal.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

    private final StopSignal stop = new StopSignal();

    @Test
    void theFirstReasonStays() {
        stop.request(Reason.ABORTED, "too many errors");
        stop.request(Reason.FINISHED, "all over");
        assertThat(stop.requested())
                .hasValueSatisfying(why -> assertThat(why.why()).isEqualTo("too many errors"));
    }

    /** Requests fail for lack of file descriptors, and an abort condition is faster than who looks for that. */
    @Test
    void howTheTestBenchFailedIsKeptBesideTheFirstReason() {
        stop.request(Reason.ABORTED, "too many errors");
        stop.fail("no file descriptor is left");
        stop.fail("no file descriptor is left");
        assertThat(stop.requested())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.ABORTED));
        assertThat(stop.failures()).containsExactly("no file descriptor is left");
    }

    @Test
    void theListenerIsToldOnceAlsoWhenItComesLate() {
        AtomicInteger told = new AtomicInteger();
        stop.request(Reason.INTERRUPTED, "Ctrl-C");
        stop.onRequest(told::incrementAndGet);
        stop.request(Reason.FINISHED, "all over");
        assertThat(told).hasValue(1);
    }

    @Test
    void itEndsWhatTakesLong() {
        assertThatThrownBy(() -> stop.interruptibly(() -> {
                    stop.request(Reason.INTERRUPTED, "Ctrl-C");
                    new CountDownLatch(1).await();
                    return null;
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void itsOwnInterruptDoesNotOutliveTheAction() throws Exception {
        String made = stop.interruptibly(() -> {
            stop.request(Reason.INTERRUPTED, "Ctrl-C");
            return "made all the same";
        });
        assertThat(made).isEqualTo("made all the same");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void nothingIsBegunAfterIt() {
        stop.request(Reason.INTERRUPTED, "Ctrl-C");
        assertThatThrownBy(() -> stop.interruptibly(() -> {
                    throw new AssertionError("begun");
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptOfWhoWaitsSetsIt() {
        Thread.currentThread().interrupt();
        stop.await(Duration.ofSeconds(10));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stop.requested())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.INTERRUPTED));
    }
}
