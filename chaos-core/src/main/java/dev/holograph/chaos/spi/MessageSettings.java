package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.plan.MessageSpec.Setting;
import dev.holograph.chaos.plan.MessageSpec.Value;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a message while they are read. No mistake repeats a value that might be a secret in the wrong place; a
 * key that nobody asked for is unknown.
 */
public final class MessageSettings {

    /** The key of a message's occasions. */
    public static final String ON = "on";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String SECRETS_STAND_ELSEWHERE =
            "write `variable: NAME` for an environment variable that holds"
                    + " it, or `server: ID` for a <server> of settings.xml whose password it is";

    private final MessageSpec spec;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();
    private boolean hasRefused;

    /** @param spec the message as it is written */
    public MessageSettings(MessageSpec spec) {
        this.spec = spec;
    }

    /** Where the message is written. */
    public Location at() {
        return spec.at();
    }

    /** The one value of a key; {@code null} if the key is not there, or has several values, which is a mistake. */
    public @Nullable Value value(String key) {
        List<Value> values = values(key);
        if (values.size() > 1) {
            add(Violation.of(values.get(1).at(), "'" + key + "' takes a single value"));
            return null;
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** All values of a key; empty if it is not there. */
    public List<Value> values(String key) {
        asked.add(key);
        Setting setting = spec.settings().get(key);
        return setting == null ? List.of() : setting.values();
    }

    /** The value of a key that must be there; {@code null} if it is not, which is a mistake. @param example {@code key: value} */
    public @Nullable Value need(String key, String example) {
        if (!spec.settings().containsKey(key)) {
            asked.add(key);
            missing(key, example);
            return null;
        }
        return value(key);
    }

    /** The values of a key that must be there; empty if it is not, which is a mistake. @param example {@code key: value} */
    public List<Value> needAny(String key, String example) {
        List<Value> values = values(key);
        if (values.isEmpty()) {
            missing(key, example);
        }
        return values;
    }

    private void missing(String key, String example) {
        add(Violation.of(spec.at(), "'" + key + "' is missing").withHint("write, for example, `" + example + "`"));
    }

    /** When the message is sent, by {@code on:}. Where it is not written: whenever something went wrong, or works again. */
    public Set<Occasion> occasions() {
        Set<Occasion> occasions = EnumSet.noneOf(Occasion.class);
        List<Value> values = values(ON);
        for (Value value : values) {
            Occasion.of(value.text())
                    .ifPresentOrElse(
                            occasions::add,
                            () -> add(Violation.unknown(
                                    value.at(), "value for on", shown(value.text()), Occasion.words())));
        }
        return spec.settings().containsKey(ON)
                ? occasions
                : EnumSet.of(Occasion.BREACH, Occasion.NOT_PROVEN, Occasion.FIXED);
    }

    /** One of these words; the standard one where the key is not there. */
    public String word(String key, String standard, Collection<String> allowed) {
        Value value = value(key);
        if (value == null) {
            return standard;
        }
        if (!allowed.contains(value.text())) {
            add(Violation.unknown(value.at(), "value for " + key, shown(value.text()), allowed));
            return standard;
        }
        return value.text();
    }

    /** Where the secret of this message is: {@code variable:}, {@code server:} or both; {@code null} if neither. */
    public @Nullable SecretSource secret() {
        String variable = name("variable", VARIABLE, "the name of an environment variable");
        String server = name("server", SERVER, "the id of a <server> in settings.xml");
        return variable == null && server == null ? null : new SecretSource(variable, server);
    }

    /**
     * The same where there must be one: without it, a mistake, unless a key under which it stood was refused before.
     *
     * @param what it is, for a person: {@code the webhook's URL}
     */
    public @Nullable SecretSource needSecret(String what) {
        SecretSource source = secret();
        if (source == null
                && !hasRefused
                && !spec.settings().containsKey("variable")
                && !spec.settings().containsKey("server")) {
            add(Violation.of(spec.at(), what + " is missing").withHint(SECRETS_STAND_ELSEWHERE));
        }
        return source;
    }

    private @Nullable String name(String key, Pattern pattern, String what) {
        Value value = value(key);
        if (value == null) {
            return null;
        }
        if (!pattern.matcher(value.text()).matches()) {
            add(Violation.of(
                            value.at(),
                            "'" + key + "' must be " + what + "; the value is not repeated here, as it may"
                                    + " be a secret")
                    .withHint(SECRETS_STAND_ELSEWHERE));
            return null;
        }
        return value.text();
    }

    /**
     * Refuses a key under which people write a secret, without repeating its value.
     *
     * @param what it is, for a person: {@code a webhook's URL}
     */
    public void refuse(String key, String what) {
        Setting setting = spec.settings().get(key);
        if (setting != null) {
            asked.add(key);
            hasRefused = true;
            add(Violation.of(setting.at(), what + " is a secret and must not stand in this file")
                    .withHint("remove '" + key + "', change the secret if the file was shared, and "
                            + SECRETS_STAND_ELSEWHERE));
        }
    }

    /** Adds a mistake, which must not repeat what might be a secret. */
    public void add(Violation violation) {
        violations.add(violation);
    }

    /** The mistakes so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** What is made of it, or all mistakes, unknown keys among them. */
    public <T> Validated<T> unlessAny(Supplier<T> maker) {
        spec.settings().forEach((key, setting) -> {
            if (!asked.contains(key)) {
                add(Violation.unknown(setting.at(), "key", shown(key), asked));
            }
        });
        return violations.isEmpty() ? Validated.of(maker.get()) : Validated.wrong(violations);
    }

    /** A text that may be repeated: no URL and nothing long. */
    public static String shown(String text) {
        return text.length() > 30 || text.contains("://") || text.contains("@") ? "…" : text;
    }
}
