package dev.holograph.chaos.adapters.message;

import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build whose pauses take no time. */
public final class TestContext implements MessageContext {

    public static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

    public final List<Duration> pauses = new ArrayList<>();

    private final Map<String, String> secrets;
    private final String user;

    /** @param secrets by a variable's name or a server's id */
    public TestContext(Map<String, String> secrets, String user) {
        this.secrets = Map.copyOf(secrets);
        this.user = user;
    }

    public TestContext(Map<String, String> secrets) {
        this(secrets, "");
    }

    @Override
    public Optional<String> secret(String variable, String server) {
        return Optional.ofNullable(secrets.get(variable)).or(() -> Optional.ofNullable(secrets.get(server)));
    }

    @Override
    public Optional<String> user(String server) {
        return Optional.of(user).filter(name -> secrets.containsKey(server) && !name.isEmpty());
    }

    @Override
    public Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
    }

    public static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(30), () -> 0);
    }

    /** Keys and their values; those of a list are separated by commas. Each stands in a line of its own. */
    public static MessageSettings settings(String... keysAndValues) {
        Map<String, MessageSpec.Setting> settings = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            int line = i / 2 + 2;
            settings.put(
                    keysAndValues[i],
                    new MessageSpec.Setting(
                            new Location("env.yaml", line, 5),
                            Arrays.stream(keysAndValues[i + 1].split(", "))
                                    .map(value -> new MessageSpec.Value(value, new Location("env.yaml", line, 15)))
                                    .toList()));
        }
        return new MessageSettings(new MessageSpec("team", settings, new Location("env.yaml", 1, 3)));
    }
}
