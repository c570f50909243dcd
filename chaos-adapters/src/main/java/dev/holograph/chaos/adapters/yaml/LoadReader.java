package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Ramp;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.scenario.SetupRequest;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code load:}. */
final class LoadReader {

    private static final KeyBinder BINDER = KeyBinder.ofScenario();
    private static final double HIGHEST_RATE = 1e6;

    /** Variables that control k6 and its contract. */
    private static final Pattern OF_THE_RUN = Pattern.compile("(CHAOS|K6)_.*|HOME|XDG_CONFIG_HOME|APPDATA|PATH");

    private final Mistakes mistakes;
    private final TargetNames targets;
    private final Scripts scripts;

    LoadReader(Mistakes mistakes, TargetNames targets, Scripts scripts) {
        this.mistakes = mistakes;
        this.targets = targets;
        this.scripts = scripts;
    }

    /** One load, a list of loads with a name each, or none: the system has traffic of its own. */
    List<Load> read(Item item) {
        if (item.isText()) {
            item.word(List.of(ScenarioKeys.NONE));
            return List.of();
        }
        List<Load> loads = new ArrayList<>();
        Map<String, Item> names = new LinkedHashMap<>();
        boolean several = item.isList();
        for (Item entry : item.list()) {
            Block block = entry.block();
            Load load = block == null ? null : load(block, several);
            if (load != null && names.put(load.name(), entry) != null) {
                entry.wrong("two loads are named '" + load.name() + "'", null);
            }
            if (load != null) {
                loads.add(load);
            }
        }
        return loads;
    }

    private @Nullable Load load(Block block, boolean several) {
        if (several) {
            block.need("name", "name: readers");
        }
        boolean byScript = block.has("script") && !block.has("http") && !block.has("websocket");
        LoadKeys keys = BINDER.bind(block, LoadKeys.class, byScript ? LoadKeys.NOT_OF_SCRIPT : LoadKeys.OF_SCRIPT);
        String name = Objects.requireNonNullElse(keys.name(), "load");
        String script = script(keys.script());
        if (byScript) {
            return observed(block, keys, name, Objects.requireNonNullElse(script, ""));
        }
        RequestValuesReader values = new RequestValuesReader(scripts);
        String file = values.data(keys.data());
        ProfileReader profiles = new ProfileReader(mistakes, targets, values);
        SetupRequest setup = keys.setup() == null ? null : new SetupReader(profiles, values).read(keys.setup());
        Profile profile = profiles.read(block, keys);
        if (keys.data() != null && keys.script() == null && profile != null && values.isDataUnused()) {
            keys.data()
                    .wrong(
                            "no request has a value of this file",
                            "write {data.COLUMN} in a path, header, body or message, or remove data:");
        }
        boolean isFilled = profile != null
                && profile.kinds().stream()
                        .flatMap(kind -> RequestTemplate.of(kind.path()).values().stream())
                        .anyMatch(value -> value.kind() != RequestTemplate.Value.Kind.ID);
        if (keys.script() != null && isFilled) {
            keys.script()
                    .wrong(
                            "a script of its own fills no other value than {id} into the path",
                            "let the script make its URLs by itself");
        }
        if (keys.script() != null && keys.setup() != null) {
            keys.setup().wrong("a script of its own does without setup:", "let it log in by itself, or remove script:");
        }
        if (keys.script() != null && profile instanceof Profile.Http http && http.followsRedirects()) {
            keys.script()
                    .wrong(
                            "a script of its own follows redirects as it likes",
                            "remove script:, or follow: from http:");
        }
        if (keys.script() != null && keys.stages() != null) {
            keys.stages().wrong("a script of its own has one rate", "write rate:, or remove script:");
        }
        if (keys.script() != null && values.hasData()) {
            Objects.requireNonNull(keys.data())
                    .wrong("a script of its own reads its data itself, by open()", "remove data: or script:");
        }
        if (keys.script() != null
                && profile != null
                && profile.parts().stream().anyMatch(part -> part.name() != null)) {
            keys.script()
                    .wrong(
                            "a script of its own does not know the requests of this load",
                            "remove script:, and the script made from the load makes them; or remove requests:");
        }
        ArrivalModel arrivals = arrivals(block, keys, profile);
        Duration timeout = keys.timeout() == null ? null : positive(keys.timeout());
        block.done();
        return profile == null || arrivals == null || timeout == null || keys.setup() != null && setup == null
                ? null
                : new Load(
                        name,
                        profile,
                        arrivals,
                        timeout,
                        script,
                        scripts.folder(),
                        file,
                        block.at(),
                        mistakes.variables(),
                        setup);
    }

    /** A script alone: when its requests are due, and which there are, it alone knows. */
    private @Nullable Load observed(Block block, LoadKeys keys, String name, String script) {
        String target = targets.read(block);
        Double most = keys.maxFailedIterations() == null ? null : share(keys.maxFailedIterations());
        Map<String, String> environment = environment(keys.environment());
        block.done();
        return target == null || most == null
                ? null
                : new Load(
                        name,
                        new Profile.ByScript(target, environment),
                        new ArrivalModel.ByScript(most),
                        Load.DEFAULT_TIMEOUT,
                        script,
                        scripts.folder(),
                        null,
                        block.at(),
                        List.of());
    }

    private Map<String, String> environment(@Nullable Item item) {
        Map<String, String> variables = new LinkedHashMap<>();
        Block inner = item == null ? null : item.block();
        if (inner != null) {
            inner.all().forEach((name, value) -> {
                String text = value.prose();
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    value.wrong("'" + name + "' is no name of a variable", "use letters, digits and _");
                } else if (OF_THE_RUN.matcher(name).matches()) {
                    value.wrong("the run sets " + name + " itself", "give it another name");
                } else if (text != null) {
                    variables.put(name, text);
                }
            });
        }
        return variables;
    }

    private @Nullable String script(@Nullable Item item) {
        String script = item == null ? null : item.text();
        return item == null || script == null ? null : scripts.find(item, script);
    }

    private @Nullable ArrivalModel arrivals(Block block, LoadKeys keys, @Nullable Profile profile) {
        Item rate = keys.rate();
        Item stages = keys.stages();
        Item connections = keys.connections();
        Item users = keys.users();
        Item pause = keys.pause();
        if (stages != null && (rate != null || users != null)) {
            stages.wrong(
                    "stages: take the place of " + (rate != null ? "rate:" : "users:"),
                    "remove one of the two; the rate of the last stage stays to the end");
            return null;
        }
        if (rate != null && users != null || rate == null && users == null && stages == null) {
            mistakes.add(Violation.of(
                            block.at(),
                            rate == null ? "'rate' or 'users' is missing" : "a load has either rate: or users:")
                    .withHint("write `rate: 100/s` (open model: due on schedule) or `users: 10` (closed model)"));
            return null;
        }
        if (users != null) {
            if (connections != null) {
                connections.wrong("connections: belongs to rate:", "with users: each user has one connection");
            }
            Integer count = users.integer(1, LoadKeys.MOST_CONNECTIONS);
            Duration between = pause == null ? Duration.ZERO : pause.duration();
            return count == null || between == null ? null : new ArrivalModel.Closed(count, between);
        }
        if (pause != null) {
            pause.wrong("pause: belongs to users:", "with rate: requests are due on schedule");
        }
        if (connections != null && profile instanceof Profile.Http) {
            connections.wrong("connections: belongs to websocket:", "for http: write maxConnections: in its block");
        }
        Integer count = connections == null ? Integer.valueOf(1) : connections.integer(1, LoadKeys.MOST_CONNECTIONS);
        Ramp ramp = stages == null ? Ramp.NONE : ramp(stages);
        Double perSecond = rate != null ? perSecond(rate) : ramp == null ? null : last(ramp);
        return perSecond == null || ramp == null || count == null
                ? null
                : new ArrivalModel.Open(perSecond, count, ramp);
    }

    /** @return {@code null} if something is wrong with it, which is noted */
    private @Nullable Ramp ramp(Item item) {
        List<Ramp.Stage> stages = new ArrayList<>();
        boolean isWhole = !item.list().isEmpty();
        if (!isWhole) {
            item.wrong("'stages' names no stage", "write, for example, `stages: [ { rate: 100/s, over: 30s } ]`");
        }
        for (Item entry : item.list()) {
            Block block = entry.block();
            if (block == null) {
                isWhole = false;
                continue;
            }
            LoadKeys.Stage keys = BINDER.bind(block, LoadKeys.Stage.class);
            block.done();
            Double perSecond = keys.rate() == null ? null : perSecond(keys.rate());
            Duration over = keys.over() == null ? null : keys.over().duration();
            if (perSecond == null || over == null) {
                isWhole = false;
            } else {
                stages.add(new Ramp.Stage(perSecond, over));
            }
        }
        return isWhole ? new Ramp(stages) : null;
    }

    private static Double last(Ramp ramp) {
        return ramp.stages().get(ramp.stages().size() - 1).perSecond();
    }

    private static @Nullable Double perSecond(Item item) {
        Quantity rate = item.quantity(Dimension.RATE);
        if (rate != null && (rate.value() <= 0 || rate.value() > HIGHEST_RATE)) {
            item.wrong("rate must be more than 0/s and at most 1000000/s", null);
            return null;
        }
        return rate == null ? null : Double.valueOf(rate.value());
    }

    private static @Nullable Double share(Item item) {
        Quantity share = item.quantity(Dimension.RATIO);
        if (share != null && share.value() > 1) {
            item.wrong("maxFailedIterations must be from 0% to 100%", null);
            return null;
        }
        return share == null ? null : Double.valueOf(share.value());
    }

    private static @Nullable Duration positive(Item item) {
        Duration duration = item.duration();
        if (duration != null && duration.toMillis() < 1) {
            item.wrong("the time-out must be at least 1ms", null);
            return null;
        }
        return duration;
    }
}
