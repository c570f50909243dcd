package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.plan.MessageSpec.Value;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.MessageProvider;
import dev.holograph.chaos.spi.MessageSettings;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.Occasion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads messages by the providers of their types. */
final class MessageReader {

    private final List<MessageProvider> providers;

    MessageReader(List<MessageProvider> providers) {
        this.providers = providers;
    }

    /** Messages of the environment and of the POM; of two with the same name only the environment's. */
    static List<MessageSpec> combined(List<MessageSpec> pom, List<MessageSpec> environment) {
        Map<String, MessageSpec> byName = new LinkedHashMap<>();
        pom.forEach(spec -> byName.put(spec.name(), spec));
        environment.forEach(spec -> byName.put(spec.name(), spec));
        return List.copyOf(byName.values());
    }

    /** All of them, or all mistakes. Opens nothing, looks for no secret. */
    Validated<List<ConfiguredMessage>> read(Collection<MessageSpec> specs) {
        List<ConfiguredMessage> messages = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (MessageSpec spec : specs) {
            Validated<ConfiguredMessage> message = read(spec);
            violations.addAll(message.violations());
            if (message.isValid()) {
                messages.add(message.get());
            }
        }
        return violations.isEmpty() ? Validated.of(List.copyOf(messages)) : Validated.wrong(violations);
    }

    private Validated<ConfiguredMessage> read(MessageSpec spec) {
        MessageSettings settings = new MessageSettings(spec);
        List<String> types =
                providers.stream().map(MessageProvider::type).sorted().toList();
        Value type = settings.need("type", "type: " + types.get(0));
        if (type == null) {
            return Validated.wrong(settings.violations()); // which keys it may have, its type knows
        }
        Optional<MessageProvider> provider =
                providers.stream().filter(one -> one.type().equals(type.text())).findFirst();
        if (provider.isEmpty()) {
            return Validated.wrong(List.of(
                    Violation.unknown(type.at(), "type of message", MessageSettings.shown(type.text()), types)));
        }
        Set<Occasion> on = settings.occasions();
        Validated<Messenger> messenger = provider.get().messenger(settings);
        return messenger.isValid()
                ? Validated.of(new ConfiguredMessage(spec.name(), type.text(), on, messenger.get(), addressee(spec)))
                : Validated.wrong(messenger.violations());
    }

    /** All that is written but the occasions. */
    private static Object addressee(MessageSpec spec) {
        Map<String, List<String>> written = new TreeMap<>();
        spec.settings()
                .forEach((key, setting) -> written.put(
                        key, setting.values().stream().map(Value::text).toList()));
        written.remove(MessageSettings.ON);
        return List.of(spec.name(), written);
    }
}
