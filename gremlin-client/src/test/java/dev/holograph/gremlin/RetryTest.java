package dev.holograph.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holograph.gremlin.GremlinException.Kind;
import dev.holograph.gremlin.command.Cpu;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {

    private static final NewAttack ATTACK =
            new NewAttack(new Target.ContainerIds(List.of("c1")), new Cpu(Duration.ofSeconds(60), null, 100));
    private static final HaltReason REASON = new HaltReason("over", "");

    private final ManualClock clock = new ManualClock();
    private GremlinStandIn gremlin;
    private GremlinClient client;

    @BeforeEach
    void start() throws IOException {
        gremlin = new GremlinStandIn(clock, Duration.ofSeconds(1), Effect.NONE);
        gremlin.container("c1", Map.of());
        client = GremlinClient.builder(Credentials.apiKey(GremlinStandIn.KEY))
                .baseUrl(gremlin.url())
                .time(clock, clock)
                .build();
    }

    @AfterEach
    void stop() {
        gremlin.close();
    }

    @Test
    void readingIsAskedAgainWithPausesThatDouble() throws Exception {
        gremlin.disturb(3, request -> true, Disturbance.status(503));
        assertThat(client.activeAttacks()).isEmpty();
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void andGivenUpInTheEnd() {
        gremlin.disturb(9, request -> true, Disturbance.status(500));
        GremlinException problem = catchThrowableOfType(GremlinException.class, client::activeAttacks);
        assertThat(problem.kind()).isEqualTo(Kind.SERVER_ERROR);
        assertThat(gremlin.requests()).hasSize(4);
    }

    @Test
    void haltingIsAskedAgain() throws Exception {
        AttackId id = client.create(ATTACK);
        clock.advance(Duration.ofSeconds(3));
        gremlin.disturb(2, request -> true, Disturbance.status(500));
        client.halt(id, REASON);
        clock.advance(Duration.ofSeconds(2));
        assertThat(gremlin.stages()).containsExactly("UserHalted");
    }

    @ParameterizedTest
    @CsvSource({"500, SERVER_ERROR", "503, SERVER_ERROR", "429, RATE_LIMITED"})
    void creatingNeverIs(int status, Kind kind) {
        gremlin.disturbNext(Disturbance.status(status));
        GremlinException problem = catchThrowableOfType(GremlinException.class, () -> client.create(ATTACK));
        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.mayHaveBeenDone()).isEqualTo(status >= 500);
        assertThat(gremlin.requests()).hasSize(1);
        assertThat(clock.slept()).isEmpty();
    }

    @Test
    void anAttackWhoseAnswerIsLostIsCreatedOnceAndCanBeFound() throws Exception {
        gremlin.disturbNext(Disturbance.answerLost());
        GremlinException problem = catchThrowableOfType(GremlinException.class, () -> client.create(ATTACK));
        assertThat(problem.kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(problem.mayHaveBeenDone()).isTrue();
        assertThat(client.activeAttacks()).hasSize(1);
    }

    @Test
    void retryAfterIsObeyedInSeconds() throws Exception {
        gremlin.disturbNext(Disturbance.rateLimit("7"));
        client.activeAttacks();
        assertThat(clock.slept()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void retryAfterIsObeyedAsADate() throws Exception {
        gremlin.disturbNext(Disturbance.rateLimit(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plusSeconds(5).atZone(ZoneOffset.UTC))));
        client.activeAttacks();
        assertThat(clock.slept()).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void aRetryAfterThatNobodyUnderstandsIsNone() throws Exception {
        gremlin.disturbNext(Disturbance.rateLimit("soon"));
        client.activeAttacks();
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void whoIsToldToWaitLongerThanHeMayDoesNotAskEarlier() {
        gremlin.disturbNext(Disturbance.rateLimit("3600"));
        assertThatThrownBy(client::activeAttacks).hasMessageContaining("429");
        assertThat(gremlin.requests()).hasSize(1);
        assertThat(clock.slept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, which argument",
        "401, UNAUTHENTICATED, Team Settings",
        "403, FORBIDDEN, EXPERIMENTS_READ",
        "404, NOT_FOUND, base URL",
        "302, UNEXPECTED_ANSWER, base URL"
    })
    void whatWillNotPassIsNotAskedAgainAndSaysWhatToDo(int status, Kind kind, String advice) {
        gremlin.disturbNext(Disturbance.status(status));
        GremlinException problem = catchThrowableOfType(GremlinException.class, client::activeAttacks);
        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.advice()).contains(advice);
        assertThat(problem).hasMessageContaining(String.valueOf(status)).hasMessageContaining("disturbed");
        assertThat(gremlin.requests()).hasSize(1);
    }

    @Test
    void theKeyIsInNoMessageEvenIfTheServiceRepeatsIt() {
        gremlin.disturbNext(Disturbance.answer(401, "Key " + GremlinStandIn.KEY + " is not valid"));
        assertThatThrownBy(client::activeAttacks)
                .hasMessageContaining("Key *** is not valid")
                .hasMessageNotContaining(GremlinStandIn.KEY);
        gremlin.disturbNext(Disturbance.answer(200, "<html>" + GremlinStandIn.KEY));
        assertThatThrownBy(client::activeAttacks)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining(GremlinStandIn.KEY);
        assertThat(Credentials.apiKey(GremlinStandIn.KEY).toString() + client).doesNotContain(GremlinStandIn.KEY);
    }

    static Stream<Disturbance> silences() {
        return Stream.of(Disturbance.mute(Duration.ofMinutes(1)), Disturbance.stalled(Duration.ofMinutes(1)));
    }

    /** Also not for an answer that begins and does not go on. */
    @ParameterizedTest
    @MethodSource("silences")
    @Timeout(30)
    void aServiceThatSaysNothingIsNotWaitedForLongerThanTold(Disturbance silence) {
        gremlin.disturbNext(silence);
        GremlinClient impatient = client.withTimeout(Duration.ofMillis(200)).withRetry(RetryPolicy.NEVER);
        GremlinException problem = catchThrowableOfType(GremlinException.class, impatient::activeAttacks);
        assertThat(problem.kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(problem.status()).isZero();
    }

    @Test
    void aServiceThatIsNotThereSaysSo() {
        gremlin.close();
        assertThatThrownBy(client::activeAttacks)
                .isInstanceOf(GremlinException.class)
                .hasMessageContaining("no answer of Gremlin to GET /attacks/active")
                .hasMessageContaining("can be reached");
        assertThat(clock.slept()).hasSize(3);
    }

    @Test
    void theTextOfARefusalIsToldWithItsPrivilege() {
        gremlin.disturbNext(Disturbance.answer(403, "User requires privilege for target team: EXPERIMENTS_RUN"));
        assertThatThrownBy(() -> client.create(ATTACK))
                .hasMessageContaining("EXPERIMENTS_RUN")
                .hasMessageContaining("team");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, -1, 0", "1, 5, 4"})
    void aPolicyThatMakesNoSenseIsRefused(int attempts, int first, int longest) {
        assertThatThrownBy(() -> new RetryPolicy(attempts, Duration.ofSeconds(first), Duration.ofSeconds(longest)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPauseIsNeverLongerThanTheLongest() {
        RetryPolicy policy = new RetryPolicy(99, Duration.ofSeconds(1), Duration.ofSeconds(10));
        assertThat(policy.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(policy.pauseAfter(5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.pauseAfter(90)).isEqualTo(Duration.ofSeconds(10));
    }
}
