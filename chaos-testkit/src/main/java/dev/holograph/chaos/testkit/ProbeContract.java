package dev.holograph.chaos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.spi.ProbeProvider.RunningProbe;
import dev.holograph.chaos.spi.Services;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What every probe promises. Extend it in a test of a kind of probe, with a real target that the test starts. */
public abstract class ProbeContract {

    /** Generous: a busy machine is no breach. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final String NAME = "it";

    /** The probe's provider: a new one at each call. */
    protected abstract ProbeProvider provider();

    /** The query: something that the target answers as expected. */
    protected abstract ProbeQuery query();

    /** The target that is queried. */
    protected abstract TargetSpec target();

    /** A target that can never be queried so, as its keys show. */
    protected abstract TargetSpec unsuited();

    /** Takes the target away: from now on nobody answers as expected. */
    protected abstract void silence() throws Exception;

    /** The services of the run, and where targets are reached. */
    protected Services services() {
        return TestServices.NONE;
    }

    /** The settings of the build that the probe reads. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** The secrets that the probe asks for, by their environment variables. */
    protected Map<String, String> secrets() {
        return Map.of();
    }

    private Probe probe() {
        return new Probe(NAME, query(), target().name(), EVERY, EVERY, new Location("it", 1, 1));
    }

    private interface Listening {
        void to(Samples samples, RunningProbe running, List<String> told) throws Exception;
    }

    private void listen(Listening listening) throws Exception {
        Samples samples = new Samples();
        List<String> told = new CopyOnWriteArrayList<>();
        try (TestContext context = new TestContext(services(), settings(), secrets())) {
            RunningProbe running = provider().start(probe(), target(), samples, context, told::add);
            try {
                listening.to(samples, running, told);
            } finally {
                running.stop(soon());
            }
        }
    }

    private static Deadline soon() {
        return Deadline.in(PATIENCE, System::nanoTime);
    }

    private static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        Deadline deadline = soon();
        while (!condition.getAsBoolean()) {
            if (deadline.isOver()) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            Thread.sleep(10);
        }
    }

    @Test
    final void itsKindAndItsMetricsAreKnownBeforeItRuns() {
        assertEquals(provider().query(), query().getClass(), "the provider asks this kind");
        assertEquals(provider().kind(), query().kind());
        assertTrue(Probe.GIVEN.containsAll(query().endings()), "a probe gives " + Probe.GIVEN + ", not others");
        assertFalse(query().endings().isEmpty(), "a probe without metrics shows nothing");
        assertFalse(query().words().isBlank(), "chaos:plan shows what is asked");
        for (String secret : secrets().values()) {
            assertFalse(query().words().contains(secret), "plans are printed: no secrets");
        }
    }

    @Test
    final void whatCannotBeAskedIsKnownBeforeItRuns() {
        assertTrue(provider().lacking(target()).isEmpty(), "the target of this test can be asked");
        assertFalse(
                provider().lacking(unsuited()).orElse("").isBlank(),
                "of a target that cannot be asked, lacking() says what to write");
    }

    @Test
    final void itGivesWhatItSaysAndAtTheTimeAtWhichItAsked() throws Exception {
        long before = micros();
        listen((samples, running, told) -> {
            for (String metric : probe().metrics()) {
                eventually("samples of " + metric, () -> samples.of(metric).size() >= 3);
            }
            long after = micros();
            for (Samples.Sample sample : samples.all()) {
                assertTrue(
                        probe().metrics().contains(sample.name()),
                        () -> sample.name() + " is none of " + probe().metrics());
                assertTrue(
                        before <= sample.at() && sample.at() <= after,
                        () -> sample + " belongs to no moment of this probe");
                assertTrue(Double.isFinite(sample.value()), () -> sample + " is no number");
            }
            List<Samples.Sample> ok = samples.of(probe().ok());
            assertTrue(
                    ok.isEmpty() || ok.stream().anyMatch(sample -> sample.value() == 1),
                    "where the target answers, NAME_ok is 1");
            assertTrue(ok.stream().allMatch(sample -> sample.value() == 0 || sample.value() == 1), "NAME_ok is 1 or 0");
        });
    }

    /** No answer is no data: never a number that looks like one. */
    @Test
    final void whereNobodyAnswersThereIsNoNumber() throws Exception {
        silence();
        Samples samples = new Samples();
        List<String> told = new CopyOnWriteArrayList<>();
        try (TestContext context = new TestContext(services(), settings(), secrets())) {
            RunningProbe running = provider().start(probe(), target(), samples, context, told::add);
            try {
                eventually("a sign that nobody answers", () -> !samples.of(probe().ok())
                        .isEmpty());
                assertTrue(
                        samples.of(probe().ok()).stream().allMatch(sample -> sample.value() == 0),
                        "NAME_ok is 0 where nobody answers as expected");
                assertTrue(samples.of(probe().value()).isEmpty(), "no answer has no number, not even 0");
            } finally {
                running.stop(soon());
            }
        } catch (DriverException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank(), "a probe that can never ask says what to do");
        }
    }

    @Test
    final void onceStoppedItIsSilent() throws Exception {
        listen((samples, running, told) -> {
            eventually("a sample", () -> !samples.all().isEmpty());

            running.stop(soon());
            running.stop(soon());

            long stopped = micros();
            // As long as it would have taken to ask several times more: what must not come cannot be waited for.
            eventually("time goes on", () -> micros() - stopped > 5 * EVERY.toNanos() / 1000);
            assertTrue(
                    samples.all().stream().allMatch(sample -> sample.at() <= stopped),
                    "nothing is asked after the stop");
        });
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
