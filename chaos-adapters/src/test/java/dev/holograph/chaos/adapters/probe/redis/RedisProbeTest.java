package dev.holograph.chaos.adapters.probe.redis;

import static dev.holograph.chaos.adapters.probe.ProbeRun.PATIENCE;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.fault.redis.RealRedis;
import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.Endpoint;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real redis-server. */
class RedisProbeTest {

    private static final String PASSWORD = "correct-horse";

    @TempDir
    private Path folder;

    private final ProbeRun run = new ProbeRun();

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void theAnswerIsTheValueAndFollowsTheRedis() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            run.start(new ProbeQuery.Redis("dbsize"), redis.url());
            eventually("it is empty", PATIENCE, () -> run.last("it_value") == 0);
            redis.client().set("frames", "1");
            redis.client().set("more", "1");
            eventually("it has two keys", PATIENCE, () -> run.last("it_value") == 2);

            // On a busy machine the first answers may come too late.
            assertThat(run.last("it_ok")).isEqualTo(1);
            assertThat(run.values("it")).allMatch(millis -> millis > 0 && millis <= 1000);
            assertThat(run.told()).noneMatch(line -> line.contains("no data"));

            run.stop();
            int heard = run.count("it_ok");
            TimeUnit.MILLISECONDS.sleep(3 * ProbeRun.EVERY.toMillis());
            assertThat(run.count("it_ok")).isEqualTo(heard);
        }
    }

    @Test
    void aNumberMayBeText() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "requirepass " + PASSWORD)) {
            String url = "redis://:" + PASSWORD + "@" + redis.endpoint();
            redis.client(url).set("frames", "17.5");
            run.start(new ProbeQuery.Redis("GET  frames"), url);
            eventually("it is read", PATIENCE, () -> run.last("it_value") == 17.5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET frames, the answer to GET of Redis PLACE is no number",
        "GET nothing, GET of Redis PLACE finds nothing",
    })
    void whereANumberIsDueItsAbsenceIsToldOnceAndIsNoZero(String command, String why) throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            redis.client().set("frames", "token-8");
            run.start(new ProbeQuery.Redis(command), redis.url());
            eventually("it has asked", PATIENCE, () -> run.last("it_ok") == 1 && run.count("it") >= 3);

            assertThat(run.values("it_value")).isEmpty();
            assertThat(run.toldAtLast())
                    .containsExactly(
                            "probe it: " + why.replace("PLACE", redis.endpoint().toString())
                                    + "; it_value has no data where that is so");
        }
    }

    @Test
    void aConnectionThatBreaksIsOpenedAgain() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            run.start(new ProbeQuery.Redis("DBSIZE"), redis.url());
            eventually("it answers", PATIENCE, () -> run.last("it_value") == 0);
            RedisCommands<String, String> own = redis.client();
            own.set("frames", "1");
            own.clientKill(KillArgs.Builder.typeNormal().skipme());
            int asked = run.count("it_ok");
            eventually("it answers again", PATIENCE, () -> run.count("it_ok") >= asked + 3 && run.last("it_ok") == 1);
            assertThat(run.last("it_value")).isEqualTo(1);
        }
    }

    @Test
    void aWrongPasswordIsToldOnceWithoutIt() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "requirepass " + PASSWORD)) {
            run.start(new ProbeQuery.Redis("DBSIZE"), "redis://:wrong-horse@" + redis.endpoint());
            eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

            assertThat(run.values("it_ok")).containsOnly(0.0);
            assertThat(run.values("it")).as("a fast failure is no latency").isEmpty();
            assertThat(run.values("it_value")).isEmpty();
            assertThat(run.toldAtLast())
                    .singleElement()
                    .asString()
                    .contains("WRONGPASS")
                    .doesNotContain("horse");
        }
    }

    @Test
    void silenceIsNoData() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            run.start(new ProbeQuery.Redis("DBSIZE"), redis.url());
            eventually("it answers", PATIENCE, () -> run.last("it_value") == 0);
            redis.client().clientPause(1500);
            eventually("it is silent", PATIENCE, () -> run.last("it_ok") == 0 && run.last("it") == 100);
            int known = run.count("it_value");
            eventually("it answers again", PATIENCE, () -> run.count("it_value") > known + 1);
            assertThat(run.values("it_value")).containsOnly(0.0);
        }
    }

    @Test
    void aRedisThatIsGoneIsNoData() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            redis.client().set("frames", "1");
            run.start(new ProbeQuery.Redis("DBSIZE"), redis.url());
            eventually("it answers", PATIENCE, () -> run.last("it_value") == 1);
            redis.kill();
            eventually("it is gone", PATIENCE, () -> run.last("it_ok") == 0);
            int known = run.count("it_value");
            int asked = run.count("it_ok");
            eventually("it is asked", PATIENCE, () -> run.count("it_ok") >= asked + 3);
            assertThat(run.count("it_value")).isEqualTo(known);
            assertThat(run.values("it_value")).containsOnly(1.0);
            assertThat(run.toldAtLast()).hasSize(1);
        }
    }

    @Test
    void throughTheProxyItAsksTheProxy() throws Exception {
        try (RealRedis redis = RealRedis.start(folder)) {
            run.startThrough(new ProbeQuery.Redis("DBSIZE"), redis.url(), new Endpoint("127.0.0.1", 1));
            eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 2);
            assertThat(run.values("it_ok")).containsOnly(0.0);
        }
    }
}
