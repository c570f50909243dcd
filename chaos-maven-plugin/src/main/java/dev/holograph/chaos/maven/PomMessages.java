package dev.holograph.chaos.maven;

import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.plan.MessageSpec.Setting;
import dev.holograph.chaos.plan.MessageSpec.Value;
import dev.holograph.chaos.scenario.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.maven.model.InputLocation;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Reads the messages of the plugin's configuration: an element for each, named by it, with an element for each key. */
final class PomMessages {

    private final UnaryOperator<String> shown;

    /** @param shown a file's name for messages */
    PomMessages(UnaryOperator<String> shown) {
        this.shown = shown;
    }

    /** @param configuration of the goal; {@code null} if there is none */
    List<MessageSpec> read(@Nullable Xpp3Dom configuration) {
        Xpp3Dom messages = configuration == null ? null : configuration.getChild("messages");
        if (messages == null) {
            return List.of();
        }
        return Arrays.stream(messages.getChildren())
                .map(message -> new MessageSpec(message.getName(), settings(message), at(message)))
                .toList();
    }

    private Map<String, Setting> settings(Xpp3Dom message) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Xpp3Dom key : message.getChildren()) {
            List<Value> values = new ArrayList<>();
            Stream.concat(Stream.of(key), Arrays.stream(key.getChildren()))
                    .filter(element -> element.getValue() != null)
                    .forEach(element -> Arrays.stream(element.getValue().split(","))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .forEach(text -> values.add(new Value(text, at(element)))));
            settings.merge(
                    key.getName(),
                    new Setting(at(key), values),
                    (one, other) -> new Setting(
                            one.at(),
                            Stream.concat(one.values().stream(), other.values().stream())
                                    .toList()));
        }
        return settings;
    }

    /** Where an element's text begins; its file's beginning where Maven does not know. */
    private Location at(Xpp3Dom element) {
        if (element.getInputLocation() instanceof InputLocation location) {
            String file = location.getSource() == null
                    ? "pom.xml"
                    : Objects.requireNonNullElse(location.getSource().getLocation(), "pom.xml");
            return new Location(
                    shown.apply(file), Math.max(1, location.getLineNumber()), Math.max(1, location.getColumnNumber()));
        }
        return new Location("pom.xml", 1, 1);
    }
}
