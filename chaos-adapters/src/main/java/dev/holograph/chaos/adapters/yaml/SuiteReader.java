package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Environment.ParameterSetting;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads suites. Whether there are such scenarios, and whether they have such parameters, is not known here. */
public final class SuiteReader {

    private final Placeholders placeholders;

    public SuiteReader(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * A suite file, also one with mistakes: what its other lines name can be checked all the same.
     *
     * @param suite as far as it could be read; of a file with mistakes nothing is to be run
     */
    public record Read(Suite suite, List<Violation> violations) {

        public Read {
            violations = List.copyOf(violations);
        }

        /** The suite if nothing is wrong with its file. */
        public Validated<Suite> sound() {
            return violations.isEmpty() ? Validated.of(suite) : Validated.wrong(violations);
        }
    }

    /** @param shown the file's name for messages */
    public Read read(Path file, String shown) {
        Mistakes mistakes = new Mistakes(shown, placeholders);
        Block block = YamlFile.read(file, mistakes);
        String name = FileNames.withoutEnding(file);
        Suite suite = block == null
                ? new Suite(name, shown, name, Suite.Services.EACH, List.of())
                : suite(block, name, shown);
        return new Read(suite, mistakes.unlessAny(() -> suite).violations());
    }

    private static Suite suite(Block block, String name, String shown) {
        SuiteKeys keys = KeyBinder.ofScenario().bind(block, SuiteKeys.class);
        List<Suite.Entry> entries = keys.scenarios() == null ? List.of() : entries(keys.scenarios());
        block.done();
        return new Suite(
                name,
                shown,
                Objects.requireNonNullElse(keys.title(), name),
                Objects.requireNonNullElse(keys.services(), Suite.Services.EACH),
                entries);
    }

    private static List<Suite.Entry> entries(Item item) {
        List<Suite.Entry> entries = new ArrayList<>();
        List<Item> all = item.list();
        if (all.isEmpty()) {
            item.wrong("'scenarios' is empty", "write the name of a scenario: [latency]");
        }
        for (Item one : all) {
            Suite.Entry entry = one.isText() ? entry(one, Map.of()) : block(one);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static Suite.@Nullable Entry block(Item item) {
        Block block = item.block();
        if (block == null) {
            return null;
        }
        SuiteKeys.Entry keys = KeyBinder.ofScenario().bind(block, SuiteKeys.Entry.class);
        block.done();
        return keys.scenario() == null ? null : entry(keys.scenario(), EnvironmentReader.parameters(keys.parameters()));
    }

    private static Suite.@Nullable Entry entry(Item scenario, Map<String, ParameterSetting> parameters) {
        String name = scenario.shown();
        return name == null ? null : new Suite.Entry(name.strip(), parameters, scenario.at());
    }
}
