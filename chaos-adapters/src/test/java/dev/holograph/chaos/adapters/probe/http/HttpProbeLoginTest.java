package dev.holograph.chaos.adapters.probe.http;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.GatedSystem;
import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.scenario.ProbeQuery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A probe asks below the path of its target's URL, with its user and password. */
class HttpProbeLoginTest {

    private static final ProbeQuery ORDER = new ProbeQuery.Http("/orders/1", "200", "/id");

    @Test
    void userPasswordAndPathOfTheTargetAreUsed() throws Exception {
        try (GatedSystem system = new GatedSystem();
                ProbeRun run = new ProbeRun()) {
            run.every(Duration.ofSeconds(1)).start(ORDER, system.url());
            eventually("answers come", ProbeRun.PATIENCE, () -> run.count("it_value") >= 3);

            assertThat(run.values("it_ok")).containsOnly(1.0);
            assertThat(run.values("it_value")).containsOnly(7.0);
        }
    }

    @Test
    void aWrongPasswordIsNotLetIn() throws Exception {
        try (GatedSystem system = new GatedSystem();
                ProbeRun run = new ProbeRun()) {
            run.start(ORDER, system.url().replace("s3cret", "wrong"));
            eventually("answers come", ProbeRun.PATIENCE, () -> run.count("it_ok") >= 3);

            assertThat(run.values("it_ok")).containsOnly(0.0);
        }
    }
}
