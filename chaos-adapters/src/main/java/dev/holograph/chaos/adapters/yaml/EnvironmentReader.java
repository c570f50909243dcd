package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Environment.ParameterSetting;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Kinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads environments, all mistakes of a file at once. */
public final class EnvironmentReader {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private final Kinds kinds;
    private final Placeholders placeholders;
    private final Path root;

    /** One whose paths are relative to the current folder. */
    public EnvironmentReader(Kinds kinds, Placeholders placeholders) {
        this(kinds, placeholders, Path.of(""));
    }

    /**
     * @param kinds of target that are at hand
     * @param root what paths are relative to: the project
     */
    public EnvironmentReader(Kinds kinds, Placeholders placeholders, Path root) {
        this.kinds = kinds;
        this.placeholders = placeholders;
        this.root = root;
    }

    /** @param shown the file's name for messages and reports */
    public Validated<Environment> read(Path file, String shown) {
        Mistakes mistakes = new Mistakes(shown, placeholders);
        Block block = YamlFile.read(file, mistakes);
        if (block == null) {
            return mistakes.unlessAny(() -> {
                throw new IllegalStateException("a file that cannot be read has a mistake");
            });
        }
        EnvironmentKeys keys = KeyBinder.ofScenario().bind(block, EnvironmentKeys.class);
        Block guardBlock = keys.guard() == null ? null : keys.guard().block();
        Guard guard = guardBlock == null ? null : new GuardReader(item -> filled(item, List.of())).read(guardBlock);
        String name = FileNames.withoutEnding(file);
        String title = Objects.requireNonNullElse(keys.title(), name);
        Map<String, Item> declared = entries(keys.services());
        Map<String, TargetSpec> targets = targets(keys.targets(), List.copyOf(declared.keySet()), guard);
        List<ServiceSpec> services = services(declared, targets.values());
        checkPorts(services, targets.values(), mistakes);
        Map<String, DriverChoice> drivers = new LinkedHashMap<>();
        DriverChoice load = drivers(keys.drivers(), drivers);
        Block runnerBlock = keys.k6Operator() == null ? null : keys.k6Operator().block();
        LoadRunners runners = runnerBlock == null ? null : RunnersReader.read(runnerBlock, guard);
        List<MessageSpec> messages = messages(keys.messages());
        Map<String, ParameterSetting> parameters = parameters(keys.parameters());
        block.done();
        return mistakes.unlessAny(() -> new Environment(
                name, shown, title, services, targets, drivers, load, guard, messages, parameters, runners));
    }

    private static Map<String, Item> entries(@Nullable Item item) {
        Block block = item == null ? null : item.block();
        return block == null ? Map.of() : block.all();
    }

    private List<ServiceSpec> services(Map<String, Item> declared, Collection<TargetSpec> targets) {
        List<ServiceSpec> services = new ArrayList<>();
        List<String> places = places(declared.keySet(), targets);
        Map<String, String> advice = advice(targets);
        declared.forEach((name, entry) -> {
            checkName(name, entry);
            Block inner = entry.block();
            ServiceSpec service = inner == null ? null : service(name, inner, places, advice);
            if (service != null) {
                services.add(service);
            }
        });
        return services;
    }

    /** What only a run knows: a service's own port and folder, and where the services are. */
    private static List<String> places(Set<String> services, Collection<TargetSpec> targets) {
        List<String> places = new ArrayList<>(List.of("port", "address", "directory"));
        services.forEach(name -> {
            places.add(name + ".address");
            places.add(name + ".proxied");
        });
        targets.stream()
                .filter(target -> target.throughProxy() && !services.contains(target.name()))
                .forEach(target -> places.add(target.name() + ".proxied"));
        return places;
    }

    /** What to do about {@code {NAME.proxied}} of a target that has no proxy. */
    private static Map<String, String> advice(Collection<TargetSpec> targets) {
        Map<String, String> advice = new HashMap<>();
        targets.stream()
                .filter(target -> !target.throughProxy())
                .forEach(target -> advice.put(
                        target.name() + ".proxied",
                        "add `through: proxy` to target '" + target.name() + "' (" + target.location() + ")"));
        return advice;
    }

    private @Nullable ServiceSpec service(String name, Block block, List<String> places, Map<String, String> advice) {
        block.notYet("image", "use artifact: or command:");
        ServiceKeys keys = new KeyBinder(item -> item.text(places, advice)).bind(block, ServiceKeys.class);
        ServiceSpec.Kind kind = kind(block, keys);
        String ready = keys.ready() == null ? null : ready(keys.ready(), places);
        block.done();
        return kind == null || keys.readyWithin() == null || keys.restart() == null
                ? null
                : new ServiceSpec(
                        name,
                        kind,
                        keys.environment() == null ? Map.of() : keys.environment(),
                        keys.port(),
                        ready,
                        keys.readyWithin(),
                        keys.restart(),
                        block.at());
    }

    private ServiceSpec.@Nullable Kind kind(Block block, ServiceKeys keys) {
        if (Stream.of("type", "artifact", "command").filter(block::has).count() != 1) {
            if (!block.has("image")) {
                block.mistakes()
                        .add(
                                Violation.of(block.at(), "a service has one of type:, artifact: and command:")
                                        .withHint(
                                                "write `type: redis`, `artifact: group:name:version` or `command: [java, -jar, app.jar]`"));
            }
            return null;
        }
        if (keys.artifact() != null) {
            return artifact(keys.artifact());
        }
        Item command = block.get("command");
        if (command == null) {
            return keys.type() == null ? null : new ServiceSpec.Kind.Redis();
        }
        List<String> words = keys.command();
        if (command.isEmptyList()
                || words != null && !words.isEmpty() && words.get(0).isBlank()) {
            command.wrong("'command' is empty", "write a program and its arguments: [java, -jar, app.jar]");
            return null;
        }
        return words == null || words.isEmpty() ? null : new ServiceSpec.Kind.Command(words);
    }

    private ServiceSpec.@Nullable Kind artifact(Item artifact) {
        String text = filled(artifact, List.of());
        if (text != null && !text.matches("[^:\\s]+:[^:\\s]+:[^:\\s]+")) {
            artifact.wrong("'" + text + "' is no artifact", "write groupId:artifactId:version");
            return null;
        }
        return text == null ? null : new ServiceSpec.Kind.Artifact(text);
    }

    private @Nullable String ready(Item item, List<String> places) {
        String text = filled(item, places);
        if (text != null && !text.matches("https?://\\S+")) {
            item.wrong("'" + TargetUrl.withoutLogin(text) + "' is no URL", "write http://{address}/healthz");
            return null;
        }
        return text;
    }

    private static @Nullable String filled(Item item, List<String> places) {
        return item.text(places);
    }

    private Map<String, TargetSpec> targets(@Nullable Item item, List<String> services, @Nullable Guard guard) {
        Map<String, TargetSpec> targets = new LinkedHashMap<>();
        List<String> places = services.stream().map(name -> name + ".address").toList();
        TargetReader reader = new TargetReader(
                kinds.targets(),
                entry -> filled(entry, List.of()),
                entry -> filled(entry, places),
                services,
                guard,
                root);
        entries(item).forEach((name, entry) -> {
            checkName(name, entry);
            Block inner = entry.block();
            TargetSpec target = inner == null ? null : reader.read(name, inner);
            if (target != null) {
                targets.put(name, target);
            }
        });
        return targets;
    }

    private static DriverChoice drivers(@Nullable Item item, Map<String, DriverChoice> drivers) {
        DriverChoice load = DriverChoice.AUTO;
        for (Map.Entry<String, Item> entry : entries(item).entrySet()) {
            String driver = entry.getValue().text();
            if (driver == null) {
                continue;
            }
            DriverChoice choice = new DriverChoice(driver, entry.getValue().at());
            if (entry.getKey().equals("load")) {
                load = choice;
            } else {
                drivers.put(entry.getKey(), choice);
            }
        }
        return load;
    }

    /** Values for parameters of scenarios, by their names. */
    static Map<String, ParameterSetting> parameters(@Nullable Item item) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>();
        entries(item).forEach((name, entry) -> {
            String text = entry.text();
            if (text != null) {
                boolean isVariable = entry.hasVariable();
                parameters.put(
                        name, new ParameterSetting(text, String.valueOf(entry.written()), isVariable, entry.at()));
            }
        });
        return parameters;
    }

    private List<MessageSpec> messages(@Nullable Item item) {
        List<MessageSpec> messages = new ArrayList<>();
        entries(item).forEach((name, entry) -> {
            checkName(name, entry);
            Block inner = entry.block();
            if (inner != null) {
                messages.add(new MessageSpec(name, settings(inner), inner.at()));
            }
        });
        return messages;
    }

    /** Which keys there are is the business of the message's type. */
    private Map<String, MessageSpec.Setting> settings(Block block) {
        Map<String, MessageSpec.Setting> settings = new LinkedHashMap<>();
        block.all().forEach((key, item) -> {
            List<MessageSpec.Value> values = new ArrayList<>();
            for (Item one : key.equals("type") ? List.of(item) : item.list()) {
                String text = filled(one, List.of());
                if (text != null) {
                    values.add(new MessageSpec.Value(text, one.at()));
                }
            }
            settings.put(key, new MessageSpec.Setting(block.at(key), values));
        });
        return settings;
    }

    /** Two that are to listen on one port, of services and of proxies with a port of their own. */
    private static void checkPorts(List<ServiceSpec> services, Collection<TargetSpec> targets, Mistakes mistakes) {
        Map<Integer, String> owners = new HashMap<>();
        for (ServiceSpec service : services) {
            Integer port = service.port();
            String owner = port == null ? null : owners.put(port, "service '" + service.name() + "'");
            if (owner != null) {
                mistakes.add(Violation.of(
                                service.location(),
                                "service '" + service.name() + "' cannot have port " + port + ", which " + owner
                                        + " has")
                        .withHint("give one of them another port:, or none"));
            }
        }
        for (TargetSpec target : targets) {
            Integer port = target.proxyPort();
            String owner = port == null ? null : owners.put(port, "the proxy of target '" + target.name() + "'");
            if (owner != null) {
                mistakes.add(Violation.of(
                                target.location(),
                                "the proxy of target '" + target.name() + "' cannot have port " + port + ", which "
                                        + owner + " has")
                        .withHint("give one of them another port:"));
            }
        }
    }

    private static void checkName(String name, Item item) {
        if (!name.matches(NAME)) {
            item.wrong("'" + name + "' is no name", "use up to 40 lower-case letters, digits and -");
        }
    }
}
