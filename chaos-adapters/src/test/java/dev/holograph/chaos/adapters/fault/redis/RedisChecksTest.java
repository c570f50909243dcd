package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holograph.chaos.adapters.local.LocalServices;
import dev.holograph.chaos.adapters.process.Eventually;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Restart;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Check;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisChecksTest {

    private static final Location HERE = new Location("local.yaml", 1, 1);

    @TempDir
    static Path folder;

    private static List<Check> checks(String service, String url) throws InterruptedException {
        TargetSpec target = new TargetSpec("cache", service, false, url, HERE);
        Environment environment = new Environment(
                "local", "local.yaml", "Local", List.of(), Map.of("cache", target), Map.of(), DriverChoice.AUTO, null);
        return RedisChecks.of(environment, new RunContext(Clock.systemUTC(), 1));
    }

    @Test
    void aRedisIsToldWithItsVersionAndAReplicaIsNone() throws Exception {
        try (LocalServices services = new LocalServices(folder, Restart.NEVER)) {
            String url = "redis://" + services.redis();
            RedisClient client = RedisClient.create(url);
            RedisCommands<String, String> redis = client.connect().sync();
            try {
                assertThat(checks(null, url)).singleElement().satisfies(check -> {
                    assertThat(check.name()).isEqualTo("target cache");
                    assertThat(check.state()).isEqualTo(Check.State.OK);
                    assertThat(check.found())
                            .matches("Redis " + services.redis() + ": version \\d+\\.\\d+\\.\\d+, standalone");
                });

                redis.replicaof(Ports.LOOPBACK, new Ports().free());

                assertThat(checks(null, url)).singleElement().satisfies(check -> {
                    assertThat(check.state()).isEqualTo(Check.State.FAIL);
                    assertThat(check.found()).contains("is a replica of 127.0.0.1:", "give the target its URL");
                });
            } finally {
                client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void ofAClusterOnlyOneNodeWouldFeelIt() throws Exception {
        Optional<Path> program = Executables.find("redis-server");
        assumeTrue(program.isPresent(), "not run: there is no redis-server on the PATH that could be a cluster's");
        int port = new Ports().free();
        Process node = new ProcessBuilder(
                        program.get().toString(),
                        "--port",
                        Integer.toString(port),
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        Integer.toString(new Ports().free()),
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        try {
            Eventually.eventually("the node listens", Duration.ofSeconds(10), () -> !Ports.isFree(port));
            assertThat(checks(null, "redis://127.0.0.1:" + port))
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.state()).isEqualTo(Check.State.WARN);
                        assertThat(check.found()).endsWith(", cluster");
                        assertThat(check.advice()).contains("this one node alone");
                    });
        } finally {
            node.destroy();
            assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void oneThatIsNotThereIsToldWithoutItsPassword() throws Exception {
        int port = new Ports().free();
        assertThat(checks(null, "redis://:secret@127.0.0.1:" + port))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.state()).isEqualTo(Check.State.FAIL);
                    assertThat(check.found())
                            .startsWith("Redis 127.0.0.1:" + port + " cannot be reached: Connection refused")
                            .doesNotContain("secret");
                });
    }

    @Test
    void whatIsNoRedisOrDoesNotRunYetIsLeftAlone() throws Exception {
        assertThat(checks("redis", null)).isEmpty();
        assertThat(checks(null, "http://127.0.0.1:1")).isEmpty();
    }
}
