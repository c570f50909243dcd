package dev.holograph.renderer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private long now;
    private final Breaker breaker = new Breaker(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> now);

    @Test
    void restsAfterAFailureAndTriesAgain() {
        assertThat(breaker.allows()).isTrue();
        breaker.failed();
        assertThat(breaker.allows()).isFalse();
        pass(Duration.ofMillis(999));
        assertThat(breaker.allows()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void aSuccessEndsTheRest() {
        breaker.failed();
        breaker.succeeded();
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void onlyFailuresWithoutASuccessBetweenMakeAConnectionDead() {
        assertThat(breaker.failed()).isFalse();
        pass(Duration.ofSeconds(4));
        breaker.succeeded();
        assertThat(breaker.failed()).isFalse();
        pass(Duration.ofSeconds(4));
        assertThat(breaker.failed()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.failed()).isTrue();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
