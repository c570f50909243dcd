package dev.holograph.gremlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The smoke test of the real service, on the stand-in: it ends, and its transcript gives nothing away. */
class SmokeAttackTest {

    private static final String TEAM = "7a1c5c26-1f0e-4b7e-9b3c-1d6f7a1c5c26";

    @Test
    @Timeout(60)
    void theTranscriptHasShapesAndNoValues() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String text;
        try (GremlinStandIn gremlin = new GremlinStandIn(Clock.systemUTC(), Duration.ofMillis(20), Effect.NONE);
                Transcript transcript = new Transcript(gremlin.url())) {
            gremlin.host("host-17.example", Map.of("zone", "secret-zone", "team own", "x"));
            GremlinClient client = SmokeAttack.client(
                    transcript.url(), Map.of("GREMLIN_API_KEY", GremlinStandIn.KEY, "GREMLIN_TEAM", TEAM));

            new SmokeAttack(client, Duration.ofMillis(20))
                    .run("zone", "secret-zone", new PrintStream(out, true, StandardCharsets.UTF_8));

            text = transcript.text();
            assertThat(gremlin.haltsOfEverything()).isEmpty();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ended as: UserHalted");
        assertThat(text)
                .contains(
                        "POST /attacks/new?teamId=…",
                        "sent: {target: {type: Exact, hosts: {ids: […]}}, command: {type: cpu, args: […]},"
                                + " annotations: {smoke: …}}",
                        "201 text/plain: text of 36 characters",
                        "POST /attacks/{id}/halt?teamId=…",
                        "stage: Running")
                .doesNotContain(GremlinStandIn.KEY, TEAM, "host-17", "secret-zone", "team own");
    }
}
