package dev.holograph.chaos.adapters.fault.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.fault.ByHand;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.fault.RedisMemory;
import dev.holograph.chaos.scenario.fault.RedisMemory.Policy;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisMemoryLimiterTest {

    private static final String FORMER_LIMIT = "268435456";
    private static final String FORMER_POLICY = "volatile-ttl";

    @TempDir
    private Path folder;

    private final RedisSteps.Context context = new RedisSteps.Context();
    private final RedisMemoryLimiter limiter = new RedisMemoryLimiter(context);
    private RealRedis redis;
    private RedisCommands<String, String> other;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(folder, "maxmemory 256mb", "maxmemory-policy " + FORMER_POLICY, "save \"\"");
        other = redis.client();
        IntStream.range(0, 2000).forEach(i -> other.set("key" + i, "x".repeat(1000)));
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    @Test
    void writesAreRefusedUntilTheUndo() throws Exception {
        Prepared<RedisMemory> prepared = prepare("50%", Policy.NOEVICTION);

        Evidence evidence = limiter.inject(prepared);

        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.CLAIMED);
        assertThat(evidence.text())
                .contains("with noeviction (before: maxmemory " + FORMER_LIMIT + "B with " + FORMER_POLICY + ")");
        assertThat(limiter.observe(prepared).kind())
                .as("nobody wrote, so nobody felt it")
                .isEqualTo(Evidence.Kind.NONE);
        assertThatThrownBy(() -> other.set("one", "more"))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("OOM");
        assertThat(limiter.observe(prepared))
                .isEqualTo(Evidence.observed("since the fault began Redis " + redis.endpoint()
                        + " has thrown away 0 keys and refused 1 commands for lack of memory"));

        limiter.undo(context.recipe(prepared), RedisSteps.soon());

        assertIsAsBefore();
        assertThat(other.set("one", "more")).isEqualTo("OK");
        assertThat(other.dbsize()).as("nothing is lost").isEqualTo(2001);
        other.configSet("maxmemory", "0");
        limiter.undo(context.recipe(prepared), RedisSteps.soon());
        assertIsAsBefore();
    }

    /** What a plan refuses: here it happens all the same. */
    @Test
    void anUndoWhileAllCommandsAreHeldBackSaysHowLongItWaited() throws Exception {
        Prepared<RedisMemory> prepared = prepare("50%", Policy.NOEVICTION);
        limiter.inject(prepared);
        other.dispatch(
                CommandType.CLIENT,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("PAUSE").add(3000).add("ALL"));

        assertThatThrownBy(() ->
                        limiter.undo(context.recipe(prepared), Deadline.in(Duration.ofMillis(1498), System::nanoTime)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(": no answer came within 1.5 s; see that it runs");
        limiter.undo(context.recipe(prepared), RedisSteps.soon());
        assertIsAsBefore();
    }

    @Test
    void aLimitThatSomebodyElseSetsIsDisturbed() throws Exception {
        Prepared<RedisMemory> prepared = prepare("50%", Policy.NOEVICTION);
        limiter.inject(prepared);
        other.configSet("maxmemory", "123456789");

        Evidence evidence = limiter.observe(prepared);

        assertThat(evidence.kind()).isEqualTo(Evidence.Kind.DISTURBED);
        assertThat(evidence.text())
                .contains("has maxmemory 123456789B with noeviction before the end of the fault")
                .contains("somebody has changed it");
        limiter.undo(context.recipe(prepared), RedisSteps.soon());
        assertIsAsBefore();
    }

    @Test
    void keysAreThrownAwayIfThePolicySaysSo() throws Exception {
        Prepared<RedisMemory> prepared = prepare("2MiB", Policy.ALLKEYS_LRU);

        limiter.inject(prepared);
        other.set("one", "more");

        assertThat(config("maxmemory")).isEqualTo("2097152");
        assertThat(config("maxmemory-policy")).isEqualTo("allkeys-lru");
        assertThat(limiter.observe(prepared).kind()).isEqualTo(Evidence.Kind.OBSERVED);
        assertThat(other.dbsize()).isLessThan(2000);
        limiter.undo(context.recipe(prepared), RedisSteps.soon());
        assertIsAsBefore();
    }

    @Test
    void thePolicyIsKeptUnlessAnotherIsWritten() throws Exception {
        limiter.inject(prepare("3MiB", Policy.KEEP));

        assertThat(config("maxmemory-policy")).isEqualTo(FORMER_POLICY);
    }

    @Test
    void anotherProcessGivesBackWhatWasRemembered() throws Exception {
        Prepared<RedisMemory> prepared = prepare("50%", Policy.NOEVICTION);
        limiter.inject(prepared);

        new RedisMemoryLimiter(new RedisSteps.Context()).undo(context.recipe(prepared), RedisSteps.soon());

        assertIsAsBefore();
    }

    @Test
    void whatIsToBeDoneByHandGivesItBack() throws Exception {
        Prepared<RedisMemory> prepared = prepare("50%", Policy.NOEVICTION);
        assertThat(Objects.requireNonNull(prepared.undo()).byHand()).contains("as the journal says");
        limiter.inject(prepared);

        ByHand.run(context.recipe(prepared).byHand(), Map.of());

        assertIsAsBefore();
    }

    @Test
    void theFormerValuesAreOnDiskBeforeAnythingIsSet() throws Exception {
        Map<String, String> setThen = new HashMap<>();
        context.whenRemembered(() -> {
            setThen.put("maxmemory", config("maxmemory"));
            setThen.put("maxmemory-policy", config("maxmemory-policy"));
        });
        Prepared<RedisMemory> prepared = prepare("50%", Policy.NOEVICTION);

        limiter.inject(prepared);

        assertThat(setThen).containsEntry("maxmemory", FORMER_LIMIT).containsEntry("maxmemory-policy", FORMER_POLICY);
        assertThat(context.recipe(prepared).data()).containsAllEntriesOf(setThen);
    }

    @Test
    void whatWasNeverInjectedIsUndone() throws Exception {
        limiter.undo(context.recipe(prepare("50%", Policy.KEEP)), RedisSteps.soon());

        assertIsAsBefore();
    }

    @Test
    void aLimitThatIsNoneIsRefused() throws Exception {
        Prepared<RedisMemory> prepared = prepare("256MiB", Policy.KEEP);

        assertThatThrownBy(() -> limiter.inject(prepared))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("may use 268435456B as it is");
        limiter.undo(context.recipe(prepared), RedisSteps.soon());
        assertIsAsBefore();
    }

    @Test
    void anUndoThatRedisRefusesIsTold() {
        UndoRecipe undo = context.recipe(prepare("50%", Policy.KEEP))
                .with(Map.of("maxmemory", "many", "maxmemory-policy", FORMER_POLICY));

        assertThatThrownBy(() -> limiter.undo(undo, RedisSteps.soon()))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("did not carry out CONFIG SET maxmemory many");
    }

    private void assertIsAsBefore() {
        assertThat(List.of(config("maxmemory"), config("maxmemory-policy")))
                .isEqualTo(List.of(FORMER_LIMIT, FORMER_POLICY));
    }

    private String config(String parameter) {
        return other.configGet(parameter).get(parameter);
    }

    private Prepared<RedisMemory> prepare(String maxmemory, Policy policy) {
        return RedisSteps.prepare(limiter, new RedisMemory(maxmemory, policy), RedisSteps.at(redis.url()));
    }
}
