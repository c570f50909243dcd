package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.adapters.redis.RedisConnection;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.fault.RedisMemory;
import dev.holograph.chaos.scenario.fault.RedisMemory.Policy;
import dev.holograph.chaos.scenario.fault.RedisPause;
import dev.holograph.chaos.scenario.fault.RedisPause.Commands;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a Redis is found with its password and over TLS, also by a process that has nothing but the recipe. */
class RedisTargetsTest {

    private static final String PASSWORD = "correct-horse";

    @TempDir
    private Path folder;

    private final RedisSteps.Context context = new RedisSteps.Context();
    private final RedisMemoryLimiter limiter = new RedisMemoryLimiter(context);

    @Test
    void thisProcessKnowsThePasswordAndTheRecipeDoesNot() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "requirepass " + PASSWORD)) {
            Prepared<RedisMemory> prepared = prepare("redis://:" + PASSWORD + "@" + redis.endpoint());

            assertThat(limiter.preflight(prepared).problems()).isEmpty();
            limiter.inject(prepared);
            UndoRecipe recipe = context.recipe(prepared);
            limiter.undo(recipe, RedisSteps.soon());

            assertThat(limit(redis, ":" + PASSWORD)).isEqualTo("0");
            assertThat(recipe.toString() + prepared.description())
                    .contains(redis.endpoint().host())
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void anotherProcessAsksForThePassword() throws Exception {
        try (RealRedis redis = RealRedis.start(folder, "requirepass " + PASSWORD)) {
            Prepared<RedisMemory> prepared = prepare("redis://:" + PASSWORD + "@" + redis.endpoint());
            limiter.inject(prepared);
            UndoRecipe recipe = context.recipe(prepared);

            assertThatThrownBy(() -> new RedisMemoryLimiter(new RedisSteps.Context()).undo(recipe, RedisSteps.soon()))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("Redis " + redis.endpoint() + " wants a password; set REDIS_PASSWORD, or give Maven's"
                            + " settings a <server> 'redis' with it");
            assertThatThrownBy(() -> new RedisMemoryLimiter(new RedisSteps.Context().withPassword("wrong-horse"))
                            .undo(recipe, RedisSteps.soon()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("wrong-horse");
            assertThat(limit(redis, ":" + PASSWORD)).isNotEqualTo("0");
            new RedisMemoryLimiter(new RedisSteps.Context().withPassword(PASSWORD)).undo(recipe, RedisSteps.soon());

            assertThat(limit(redis, ":" + PASSWORD)).isEqualTo("0");
        }
    }

    @Test
    void aPersonGivesUserAndPasswordToo() throws Exception {
        try (RealRedis redis =
                RealRedis.start(folder, "user alice on >" + PASSWORD + " ~* &* +@all", "user default off")) {
            Prepared<RedisMemory> prepared = prepare("redis://alice:" + PASSWORD + "@" + redis.endpoint());
            limiter.inject(prepared);
            String byHand = context.recipe(prepared).byHand();

            assertThat(byHand).doesNotContain(PASSWORD);
            assertThatThrownBy(() -> ByHand.run(byHand, Map.of())).hasMessageContaining("REDIS_PASSWORD");
            ByHand.run(byHand, Map.of("REDIS_PASSWORD", PASSWORD));

            assertThat(limit(redis, "alice:" + PASSWORD)).isEqualTo("0");
        }
    }

    @Test
    void theUserIsKnownToTheRecipe() throws Exception {
        try (RealRedis redis =
                RealRedis.start(folder, "user alice on >" + PASSWORD + " ~* &* +@all", "user default off")) {
            Prepared<RedisMemory> prepared = prepare("redis://alice:" + PASSWORD + "@" + redis.endpoint());
            limiter.inject(prepared);

            new RedisMemoryLimiter(new RedisSteps.Context().withPassword(PASSWORD))
                    .undo(context.recipe(prepared), RedisSteps.soon());

            assertThat(limit(redis, "alice:" + PASSWORD)).isEqualTo("0");
        }
    }

    @Test
    void aLoneWordBeforeTheAtIsAPassword() {
        Prepared<RedisMemory> prepared = prepare("redis://" + PASSWORD + "@127.0.0.1:6379");

        assertThat(context.recipe(prepared).toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aUrlThatIsNoneIsToldWithoutItsPassword() {
        assertThatThrownBy(() -> prepare("redis://:" + PASSWORD + "@127.0.0.1:99999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write redis://host:port")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void tlsIsUsedAndItsCertificateChecked() throws Exception {
        TlsKeys keys = TlsKeys.make(folder);
        try (RealRedis redis = RealRedis.start(
                folder,
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + keys.certificate(),
                "tls-key-file " + keys.key(),
                "tls-auth-clients no",
                "requirepass " + PASSWORD)) {
            String url = "rediss://:" + PASSWORD + "@" + redis.endpoint();
            RedisPauser pauser = new RedisPauser(context, Duration.ofSeconds(1));
            Prepared<RedisPause> prepared =
                    RedisSteps.prepare(pauser, new RedisPause(Commands.ALL), RedisSteps.at(url));

            assertThat(pauser.preflight(prepared).problems())
                    .singleElement()
                    .asString()
                    .contains(
                            "Redis " + redis.endpoint() + " cannot be reached",
                            "TLS handshake failed: certificate of an unknown authority");
            String plain = url.replace("rediss:", "redis:");
            assertThat(limiter.preflight(prepare(plain)).problems())
                    .singleElement()
                    .asString()
                    .contains("cannot be reached");
            trusting(keys, () -> {
                assertThat(pauser.preflight(prepared).problems()).isEmpty();
                assertThat(pauser.inject(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
                pauser.undo(context.recipe(prepared), RedisSteps.soon());
                new RedisPauser(new RedisSteps.Context().withPassword(PASSWORD))
                        .undo(context.recipe(prepared), RedisSteps.soon());
            });
        }
    }

    /** Another process reads the same files, whose paths stand in the recipe. */
    @Test
    void anUndoElsewhereTrustsTheSameAuthority() throws Exception {
        TlsKeys keys = TlsKeys.make(folder);
        try (RealRedis redis = RealRedis.start(
                folder,
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + keys.certificate(),
                "tls-key-file " + keys.key(),
                "tls-ca-cert-file " + keys.certificate(),
                "tls-auth-clients yes")) {
            Location here = new Location("here.yaml", 3, 3);
            Tls tls = new Tls(
                    new Tls.PemFile(keys.certificate(), "redis.crt", here),
                    new Tls.PemFile(keys.certificate(), "redis.crt", here),
                    new Tls.PemFile(keys.key(), "redis.key", here),
                    false);
            TargetSpec target =
                    new TargetSpec("store", null, false, null, "rediss://" + redis.endpoint(), null, tls, here);
            Prepared<RedisMemory> prepared = RedisSteps.prepare(limiter, new RedisMemory("50%", Policy.KEEP), target);
            limiter.inject(prepared);

            new RedisMemoryLimiter(new RedisSteps.Context()).undo(context.recipe(prepared), RedisSteps.soon());

            assertThat(context.recipe(prepared).toString())
                    .contains(keys.key().toString())
                    .doesNotContain(Files.readAllLines(keys.key()).get(1));
            limiter.inject(prepared);
            ByHand.run(context.recipe(prepared).byHand(), Map.of());
            try (RedisConnection look = RedisConnection.open(
                    new RedisTargets(context).address(prepared.target()), RedisConnection.ANSWERS_WITHIN)) {
                assertThat(MemoryState.of(look).limit()).isZero();
            }
        }
    }

    @Test
    void aRecipeKeepsHowTlsIsChecked() throws Exception {
        TlsKeys keys = TlsKeys.make(folder);
        try (RealRedis redis = RealRedis.start(
                folder,
                "port 0",
                "tls-port {port}",
                "tls-cert-file " + keys.certificate(),
                "tls-key-file " + keys.key(),
                "tls-auth-clients no")) {
            Prepared<RedisMemory> prepared = prepare("rediss://" + redis.endpoint() + "?verifyPeer=NONE");
            limiter.inject(prepared);

            new RedisMemoryLimiter(new RedisSteps.Context()).undo(context.recipe(prepared), RedisSteps.soon());

            limiter.inject(prepared);
            ByHand.run(context.recipe(prepared).byHand(), Map.of());
            try (RedisConnection look = RedisConnection.open(
                    new RedisTargets(context).address(prepared.target()), RedisConnection.ANSWERS_WITHIN)) {
                assertThat(MemoryState.of(look).limit()).isZero();
            }
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    /** As {@code MAVEN_OPTS} would set it. */
    private static void trusting(TlsKeys keys, Action action) throws Exception {
        System.setProperty("javax.net.ssl.trustStore", keys.trustStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", TlsKeys.STORE_PASSWORD);
        try {
            action.run();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static String limit(RealRedis redis, String credentials) {
        RedisCommands<String, String> client = redis.client("redis://" + credentials + "@" + redis.endpoint());
        return client.configGet("maxmemory").get("maxmemory");
    }

    private Prepared<RedisMemory> prepare(String url) {
        return RedisSteps.prepare(limiter, new RedisMemory("50%", Policy.KEEP), RedisSteps.at(url));
    }
}
