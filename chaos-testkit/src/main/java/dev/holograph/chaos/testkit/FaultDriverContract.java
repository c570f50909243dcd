package dev.holograph.chaos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every fault driver promises. Extend it in a test of a driver, with a real target that the test starts: nothing of
 * it works against a stand-in for the driver's own calls.
 *
 * @param <F> the kind of fault
 */
public abstract class FaultDriverContract<F extends Fault> {

    /** Generous: a busy machine is no breach. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration WITHIN = Duration.ofSeconds(20);

    private static final String STEP = "the-fault";

    @TempDir
    private Path folder;

    private final List<TestContext> contexts = new ArrayList<>();

    /** The driver's provider: a new one at each call, as in another process. */
    protected abstract DriverProvider provider();

    /** The fault with its settings. */
    protected abstract F fault();

    /** On what it acts. */
    protected abstract TargetSpec target();

    /**
     * How things stand with the target, as the driver's fault would change it and its undo brings back: a text that is
     * the same whenever no fault is on. Asked by another way than the driver's own.
     */
    protected abstract String world() throws Exception;

    /** How strong the evidence is that the driver gives where the fault works and the target is in use. */
    protected Evidence.Kind evidence() {
        return Evidence.Kind.OBSERVED;
    }

    /** Uses the target while the fault is on, where a driver observes nothing of a target that nobody uses. */
    protected void use() throws Exception {}

    /** The services of the run, and where targets are reached. */
    protected Services services() {
        return TestServices.NONE;
    }

    /** The settings of the build that the driver reads. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** The secrets that the driver asks for, by their environment variables. */
    protected Map<String, String> secrets() {
        return Map.of();
    }

    /** A driver of its own each time, as it is in another run or process. */
    private final class Hand {
        final TestContext context = new TestContext(services(), settings(), secrets());
        final FaultDriver<F> driver = driver(context);
        final Prepared<F> prepared = driver.prepare(step(), fault(), target(), Map.of(target().name(), target()));

        Hand() {
            contexts.add(context);
        }

        UndoRecipe recipe() {
            return context.known(Objects.requireNonNull(prepared.undo(), "a lasting fault has an undo"));
        }

        void undo() throws DriverException {
            driver.undo(recipe(), soon());
        }
    }

    @SuppressWarnings("unchecked") // the driver says itself which fault it does
    private FaultDriver<F> driver(DriverContext context) {
        return (FaultDriver<F>) Drivers.of(provider(), context, fault().getClass());
    }

    private FaultStep step() {
        Duration length = type().lasting() ? Duration.ofSeconds(30) : null;
        return new FaultStep(STEP, fault(), target().name(), Duration.ZERO, length, null, new Location("it", 1, 1));
    }

    private FaultType type() {
        return fault().type();
    }

    private static Deadline soon() {
        return Deadline.in(WITHIN, System::nanoTime);
    }

    @AfterEach
    void closeContexts() throws Exception {
        for (TestContext context : contexts) {
            context.close();
        }
    }

    @Test
    final void whatIsPreparedIsCompleteAndNothingIsTouched() throws Exception {
        String before = world();

        Hand hand = new Hand();
        Prepared<F> prepared = hand.prepared;

        assertEquals(before, world(), "prepare() must touch nothing");
        assertEquals(provider().name(), prepared.driver(), "a run finds the driver again by this name");
        assertEquals(fault(), prepared.fault());
        assertEquals(target(), prepared.target());
        assertFalse(prepared.description().isBlank(), "chaos:plan shows what will happen");
        assertEquals(prepared, new Hand().prepared, "the same plan from the same input");
        UndoRecipe recipe = prepared.undo() != null ? prepared.undo() : prepared.cleanupRecipe();
        if (type().lasting()) {
            assertNotNull(prepared.undo(), "a lasting fault has an undo");
        } else {
            assertNull(
                    prepared.undo(), "an instant fault has none; what its injection makes belongs into cleanupRecipe");
        }
        if (recipe != null) {
            assertEquals(provider().name(), recipe.driver());
            assertEquals(type().name(), recipe.fault());
            assertFalse(recipe.byHand().isBlank(), "a person must be able to undo it by hand");
            for (String secret : secrets().values()) {
                assertFalse((recipe.data() + recipe.byHand()).contains(secret), "recipes lie on disk: no secrets");
            }
        }
    }

    @Test
    final void whatIsLookedAtBeforeTheInjectionIsNotTouched() throws Exception {
        String before = world();
        Hand hand = new Hand();

        hand.driver.preflight(hand.prepared);

        assertEquals(before, world(), "preflight() only reads");
    }

    @Test
    final void theFaultIsSeenAndIsTakenBack() throws Exception {
        String before = world();
        Hand hand = new Hand();
        try {
            Evidence injected = hand.driver.inject(hand.prepared);
            use();
            Evidence observed = hand.driver.observe(hand.prepared);

            assertTrue(
                    injected.kind() == evidence() || observed.kind() == evidence(),
                    "the fault was in force, and its evidence is " + injected + ", then " + observed);
            assertFalse(injected.text().isBlank() || observed.text().isBlank(), "evidence is a sentence");
            if (type().lasting()) {
                assertNotEquals(before, world(), "while the fault is on, the world is another");
            }
        } finally {
            if (type().lasting()) {
                hand.undo();
            }
        }
        if (type().lasting()) {
            assertEquals(before, world(), "the undo is confirmed when it returns");
        }
    }

    @Test
    final void theUndoOfWhatNeverHappenedChangesNothing() throws Exception {
        assumeTrue(type().lasting(), "an instant fault has no undo");
        String before = world();

        new Hand().undo();

        assertEquals(before, world());
    }

    @Test
    final void theUndoMayBeRepeated() throws Exception {
        assumeTrue(type().lasting(), "an instant fault has no undo");
        String before = world();
        Hand hand = new Hand();
        hand.driver.inject(hand.prepared);

        hand.undo();
        hand.undo();

        assertEquals(before, world());
    }

    @Test
    final void theFaultMayComeAgain() throws Exception {
        assumeTrue(type().lasting(), "an instant fault leaves nothing that would have to be as before");
        String before = world();
        Hand hand = new Hand();
        for (int i = 0; i < 2; i++) {
            hand.driver.inject(hand.prepared);
            assertNotEquals(before, world(), "injected once more, it is in force once more");
            hand.undo();
            assertEquals(before, world());
        }
    }

    @Test
    final void theRecipeSurvivesAFile() throws Exception {
        assumeTrue(type().lasting(), "an instant fault has no undo");
        Hand hand = new Hand();
        hand.driver.inject(hand.prepared);
        try {
            UndoRecipe recipe = hand.recipe();
            assertEquals(recipe, OtherProcess.throughAFile(recipe, folder.resolve("recipe.properties")));
        } finally {
            hand.undo();
        }
    }

    /** As {@code chaos:recover} does it after {@code kill -9}; the driver that injected lives on here and is idle. */
    @Test
    final void anotherProcessTakesItBackByTheRecipeAlone() throws Exception {
        assumeTrue(type().lasting(), "an instant fault has no undo");
        Hand hand = new Hand();
        assumeTrue(hand.driver.outlivesProcess(), "the fault ends with the process that injected it");
        String before = world();
        hand.driver.inject(hand.prepared);
        try {
            OtherProcess.undo(provider().getClass(), hand.recipe(), settings(), secrets(), folder);
            assertEquals(before, world());
        } finally {
            hand.undo();
        }
        assertEquals(before, world(), "the undo of what another has undone changes nothing");
    }

    @Test
    final void anUndoWithoutTimeEnds() throws Exception {
        assumeTrue(type().lasting(), "an instant fault has no undo");
        String before = world();
        Hand hand = new Hand();
        hand.driver.inject(hand.prepared);
        try {
            assertTimeoutPreemptively(
                    PATIENCE,
                    () -> {
                        try {
                            hand.driver.undo(hand.recipe(), Deadline.in(Duration.ZERO, System::nanoTime));
                        } catch (DriverException e) {
                            assertFalse(
                                    String.valueOf(e.getMessage()).isBlank(), "what could not be confirmed is told");
                        }
                    },
                    "an undo keeps its deadline");
        } finally {
            hand.undo();
        }
        assertEquals(before, world());
    }
}
