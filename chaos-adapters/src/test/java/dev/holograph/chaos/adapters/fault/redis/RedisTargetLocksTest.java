package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two runs at work on one real Redis, the second does not start. */
class RedisTargetLocksTest {

    private static final String PASSWORD = "s3cret";

    @TempDir
    private Path folder;

    private RealRedis redis;
    private final RedisTargetLocks one = new RedisTargetLocks();
    private final RedisTargetLocks two = new RedisTargetLocks();

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder, "requirepass " + PASSWORD, "user blind on >s3cret ~* resetchannels +@all");
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    private <F extends Fault> Plan plan(String run, FaultDriver<F> driver, F fault, String login) {
        String url = "redis://" + login + "@" + redis.endpoint();
        Environment environment =
                new Environment("here", "here.yaml", "Here", List.of(), Map.of(), Map.of(), DriverChoice.AUTO, null);
        return new Plan(
                run,
                1,
                Scenarios.scenario().build(),
                environment,
                List.of(RedisSteps.prepare(driver, fault, RedisSteps.at(url))));
    }

    private UndoRecipe recipe(RedisTargetLocks claims, String run) {
        return claims.recipe(
                        plan(run, new RedisFlusher(new RedisSteps.Context()), new RedisFlush(), ":" + PASSWORD),
                        "claim")
                .orElseThrow();
    }

    private static DriverContext context(String run) {
        return new RunContext(run, Clock.systemUTC(), 1, Map.of(), (variable, server) -> Optional.empty());
    }

    @Test
    void theSecondIsRefusedUntilTheFirstIsOver() throws Exception {
        UndoRecipe first = recipe(one, "run-1");
        UndoRecipe second = recipe(two, "run-2");
        assertThat(first.toString()).doesNotContain(PASSWORD);
        one.claim(first, context("run-1"), why -> {});

        assertThatThrownBy(() -> two.claim(second, context("run-2"), why -> {}))
                .isInstanceOf(DriverException.class)
                .hasMessage("run run-1 is at work on Redis " + redis.endpoint()
                        + ": its faults would be measured as this run's; wait until it is over");
        two.release(second, context("run-2"), RedisSteps.soon());
        assertThat(redis.client("redis://:" + PASSWORD + "@" + redis.endpoint()).dbsize())
                .as("nothing is stored")
                .isZero();
        one.release(first, context("run-1"), RedisSteps.soon());

        Eventually.eventually("the claim is given back", Duration.ofSeconds(5), () -> {
            try {
                two.claim(recipe(two, "run-2"), context("run-2"), why -> {});
                return true;
            } catch (DriverException | InterruptedException e) {
                return false;
            } finally {
                two.release(recipe(two, "run-2"), context("run-2"), RedisSteps.soon());
            }
        });
    }

    @Test
    void aUserWhoMayNotClaimIsToldWhatIsNeeded() {
        UndoRecipe recipe = one.recipe(
                        plan(
                                "run-1",
                                new RedisFlusher(new RedisSteps.Context()),
                                new RedisFlush(),
                                "blind:" + PASSWORD),
                        "claim")
                .orElseThrow();
        assertThatThrownBy(() -> one.claim(recipe, context("run-1"), why -> {}))
                .hasMessageStartingWith("Redis " + redis.endpoint() + " cannot be claimed: NOPERM")
                .hasMessageEndingWith("may use SUBSCRIBE and PUBSUB on channels chaos-claim:*")
                .hasMessageNotContaining(PASSWORD);
        one.release(recipe, context("run-1"), RedisSteps.soon());
    }

    /** It counts the connections that it cuts off, and a claim would be one of them. */
    @Test
    void aRunThatCutsClientsOffClaimsNothing() {
        assertThat(one.recipe(
                        plan(
                                "run-1",
                                new RedisDisconnector(new RedisSteps.Context()),
                                new RedisDisconnect(RedisDisconnect.Clients.ALL),
                                ":" + PASSWORD),
                        "claim"))
                .isEmpty();
    }
}
