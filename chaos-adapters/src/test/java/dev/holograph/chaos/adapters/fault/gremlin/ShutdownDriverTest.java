package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.Shutdown;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.Disturbance;
import dev.holograph.gremlin.Stage;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownDriverTest {

    private GremlinLab lab;
    private FaultDriver<Shutdown> driver;

    @BeforeEach
    void start() throws IOException {
        lab = new GremlinLab().pod("renderer-1").pod("renderer-2").pod("renderer-3");
        driver = lab.driver(Shutdown.class);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "9, 3", "50%, 1", "67%, 2", "1%, 1", "100%, 3"})
    void soManyPodsAreShutDown(String pods, int count) throws Exception {
        var prepared = lab.prepare(new Shutdown(pods));
        assertThat(driver.preflight(prepared).blast()).isEqualTo(new Preflight.BlastRadius(3, 3, count, true));
        Evidence evidence = driver.inject(prepared);
        assertThat(lab.happened.stream().filter(line -> line.startsWith("begin")))
                .hasSize(count);
        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(evidence.text()).endsWith(count + " × Successful");
        assertThat(prepared.undo()).isNull();
        assertThat(prepared.description()).contains("(shutdown -d 1)");
    }

    @Test
    void theSameSeedChoosesTheSamePods() throws Exception {
        driver.inject(lab.prepare(new Shutdown("1")));
        driver.inject(lab.prepare(new Shutdown("1")));
        assertThat(lab.happened.get(0)).isEqualTo(lab.happened.get(2));
    }

    @Test
    void whatIsGivenUpIsCalledOff() {
        lab.gremlin.course(course -> course.stuckAt(Stage.PENDING));
        assertThatThrownBy(() -> driver.inject(lab.prepare(new Shutdown("1"))))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("did not get to its end");
        assertThat(lab.gremlin.lines()).anyMatch(line -> line.endsWith("/halt"));
        lab.clock.advance(Duration.ofMinutes(1));
        assertThat(lab.gremlin.stages()).containsExactly("UserHalted");
        assertThat(lab.gremlin.haltsOfEverything()).isEmpty();
    }

    /** It waits for a minute, which is time to look for it. */
    @Test
    void whatWasCreatedWithoutAnAnswerIsHaltedBeforeItBegins() throws Exception {
        lab.gremlin.disturb(1, request -> request.line().equals("POST /attacks"), Disturbance.answerLost());
        var prepared = lab.prepare(new Shutdown("1"));
        assertThatThrownBy(() -> driver.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("may have been created or not, and is looked for and halted");
        UndoRecipe cleanupRecipe = prepared.cleanupRecipe();
        for (var more : lab.remembered) {
            cleanupRecipe = cleanupRecipe.with(more);
        }

        lab.driver(Shutdown.class).undo(cleanupRecipe, lab.within(Duration.ofSeconds(30)));

        assertThat(lab.gremlin.lines()).anyMatch(line -> line.endsWith("/halt"));
        lab.clock.advance(Duration.ofMinutes(2));
        lab.gremlin.advance();
        assertThat(lab.happened).isEmpty();
    }

    @Test
    void whatFailsIsAProblem() {
        lab.gremlin.course(course -> course.after(Stage.INITIALIZING, Stage.FAILED));
        assertThatThrownBy(() -> driver.inject(lab.prepare(new Shutdown("1"))))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("ended in 1 × Failed");
    }
}
