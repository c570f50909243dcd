package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.scenario.fault.RedisDisconnect;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.scenario.fault.RedisMemory;
import dev.holograph.chaos.scenario.fault.RedisMemory.Policy;
import dev.holograph.chaos.scenario.fault.RedisPause;
import dev.holograph.chaos.scenario.fault.RedisPause.Commands;
import dev.holograph.chaos.slo.Evidence;
import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPreflightTest {

    @TempDir
    private Path folder;

    private final RedisSteps.Context context = new RedisSteps.Context();

    @Test
    void nothingStandsInTheWayAndNothingIsDone() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            RedisCommands<String, String> other = redis.client();
            other.set("a", "1");

            assertThat(problemsOfAll(redis.url())).isEmpty();

            assertThat(other.get("a")).isEqualTo("1");
            assertThat(other.set("b", "not paused")).isEqualTo("OK");
            assertThat(other.configGet("maxmemory")).containsEntry("maxmemory", "0");
        }
    }

    @Test
    void aServiceOfTheRunIsNotThereYet() throws Exception {
        RedisFlusher flusher = new RedisFlusher(context);

        assertThat(flusher.preflight(RedisSteps.prepare(flusher, new RedisFlush(), RedisSteps.service("redis"))))
                .isEqualTo(Preflight.CLEAR);
    }

    @Test
    void aRedisThatIsNotThereIsTold() throws Exception {
        int port = new Ports().free();

        assertThat(flush("redis://:secret@127.0.0.1:" + port))
                .containsExactly("Redis 127.0.0.1:" + port + " cannot be reached: Connection refused: /127.0.0.1:"
                        + port + "; see that it runs, and that its URL is right");
    }

    @Test
    void wrongCredentialsAreTold() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "requirepass correct-horse")) {
            assertThat(flush("redis://:wrong-horse@" + redis.endpoint()))
                    .singleElement()
                    .asString()
                    .contains("WRONGPASS")
                    .doesNotContain("wrong-horse");
            assertThat(flush(redis.url())).singleElement().asString().contains("NOAUTH");
        }
    }

    @Test
    void commandsThatTheUserMayNotCallAreToldEach() throws Exception {
        try (RealRedis redis = RealRedis.start(
                folder,
                "user default on nopass ~* resetchannels +@all -flushall -client|pause -client|kill -config -monitor")) {
            List<String> problems = problemsOfAll(redis.url());

            assertThat(problems).hasSize(7);
            assertThat(problems).allSatisfy(problem -> assertThat(problem)
                    .startsWith("Redis " + redis.endpoint() + ": ")
                    .contains("NOPERM")
                    .endsWith("or leave the fault out"));
            assertThat(String.join("\n", problems))
                    .contains("'flushall'", "'client|pause'", "'client|kill'", "'config|set'", "'monitor'")
                    .contains("channel");
        }
    }

    @Test
    void aCommandThatTheServerDoesNotKnowIsTold() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "rename-command FLUSHALL \"\"")) {
            assertThat(flush(redis.url())).singleElement().asString().contains("unknown command 'flushall'");
        }
    }

    /** Such as under a redis-memory of the same run: it queues nothing, and what it is asked of it still does. */
    @Test
    void aFullRedisDeniesNobodyACommand() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            redis.client().set("a", "1");
            redis.client().configSet("maxmemory", "1");

            String problem = "Redis " + redis.endpoint() + " is full (OOM) and takes no transaction, which FLUSHALL is"
                    + " sent in; raise its maxmemory, or flush it before redis-memory";
            assertThat(problemsOfAll(redis.url())).containsExactly(problem);
        }
    }

    @Test
    void aSentinelIsRefused() throws Exception {
        try (RealRedis redis = RealRedis.sentinel(folder)) {
            assertThat(flush(redis.url()))
                    .containsExactly(
                            "Redis " + redis.endpoint() + " is a Sentinel, which holds no data; give the target"
                                    + " the URL of the Redis that it watches");
        }
    }

    @Test
    void aReplicaIsRefused() throws Exception {
        try (RealRedis master = RealRedis.start(folder);
                RealRedis replica = RealRedis.start(
                        folder, "replicaof 127.0.0.1 " + master.endpoint().port())) {
            assertThat(flush(replica.url()))
                    .containsExactly("Redis " + replica.endpoint() + " is a replica of " + master.endpoint()
                            + "; faults are for a master: give the target its URL");
        }
    }

    /** A fault acts on the node that the URL names, as on any other Redis. */
    @Test
    void aNodeOfAClusterIsARedis() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "cluster-enabled yes")) {
            RedisCommands<String, String> other = redis.client();
            other.clusterAddSlotsRange(Range.create(0, 16383));
            Eventually.eventually("the cluster is whole", Duration.ofSeconds(10), () -> other.clusterInfo()
                    .contains("cluster_state:ok"));
            other.set("a", "1");

            assertThat(problemsOfAll(redis.url())).isEmpty();
            for (Commands commands : Commands.values()) {
                RedisPauser pauser = new RedisPauser(context, Duration.ofSeconds(1));
                var prepared = RedisSteps.prepare(pauser, new RedisPause(commands), RedisSteps.at(redis.url()));
                assertThat(pauser.inject(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
                pauser.undo(context.recipe(prepared), RedisSteps.soon());
            }
            RedisFlusher flusher = new RedisFlusher(context);
            assertThat(flusher.inject(RedisSteps.prepare(flusher, new RedisFlush(), RedisSteps.at(redis.url())))
                            .text())
                    .endsWith("held 1 keys before and 0 after");
        }
    }

    private List<String> flush(String url) throws Exception {
        RedisFlusher flusher = new RedisFlusher(context);
        return flusher.preflight(RedisSteps.prepare(flusher, new RedisFlush(), RedisSteps.at(url)))
                .problems();
    }

    private List<String> problemsOfAll(String url) throws Exception {
        List<String> problems = new ArrayList<>(flush(url));
        for (Commands commands : Commands.values()) {
            RedisPauser pauser = new RedisPauser(context);
            problems.addAll(pauser.preflight(RedisSteps.prepare(pauser, new RedisPause(commands), RedisSteps.at(url)))
                    .problems());
        }
        RedisDisconnector disconnector = new RedisDisconnector(context);
        problems.addAll(disconnector
                .preflight(RedisSteps.prepare(
                        disconnector, new RedisDisconnect(RedisDisconnect.Clients.ALL), RedisSteps.at(url)))
                .problems());
        RedisMemoryLimiter limiter = new RedisMemoryLimiter(context);
        problems.addAll(
                limiter.preflight(RedisSteps.prepare(limiter, new RedisMemory("50%", Policy.KEEP), RedisSteps.at(url)))
                        .problems());
        return problems;
    }
}
