package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Patterns;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.scenario.SetupRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code setup:} of one load: the request that is made once, before it starts. */
final class SetupReader {

    private static final KeyBinder BINDER = KeyBinder.ofScenario();

    private final ProfileReader profiles;
    private final RequestValuesReader values;

    /** @param values of the load: they have the names of this setup from now on */
    SetupReader(ProfileReader profiles, RequestValuesReader values) {
        this.profiles = profiles;
        this.values = values;
    }

    /** @return {@code null} if something is wrong with it, which is noted */
    @Nullable SetupRequest read(Item item) {
        values.setup(Set.of());
        Block block = item.block();
        if (block == null) {
            return null;
        }
        LoadKeys.Setup keys = BINDER.bind(block, LoadKeys.Setup.class);
        Map<String, String> pointers = pointers(keys.values());
        Map<String, String> headers = profiles.headers(keys.headers(), false);
        headers.values().forEach(text -> needToBeFixed(keys.headers(), text));
        needToBeFixed(block.get("path"), keys.path());
        needToBeFixed(block.get("body"), keys.body());
        String login = ProfileReader.login(keys.basicAuth(), headers);
        ExpectedAnswer expect = ExpectedAnswerReader.read(keys.expect(), keys.method());
        block.done();
        values.setup(pointers.keySet());
        return keys.method() == null || keys.path() == null || expect == null || pointers.isEmpty()
                ? null
                : new SetupRequest(
                        keys.method(),
                        keys.path(),
                        ProfileReader.withContentType(headers, keys.body()),
                        login,
                        keys.body(),
                        expect,
                        pointers);
    }

    private static void needToBeFixed(@Nullable Item item, @Nullable String text) {
        if (item != null && text != null && !RequestTemplate.of(text).values().isEmpty()) {
            item.wrong(
                    "setup is one request: it has no {id} and no other values of requests",
                    "write the values themselves; secrets by {env.NAME}");
        }
    }

    private static Map<String, String> pointers(@Nullable Item item) {
        Map<String, String> pointers = new LinkedHashMap<>();
        Block block = item == null ? null : item.block();
        if (item == null || block == null) {
            return pointers;
        }
        block.all().forEach((name, pointer) -> {
            String text = pointer.shown();
            if (!name.matches(RequestTemplate.NAME)) {
                pointer.wrong("'" + name + "' is no name of a value", "use letters, digits, _ and -");
            } else if (text != null && !text.matches(Patterns.POINTER)) {
                pointer.wrong("'" + text + "' " + Patterns.NO_POINTER, null);
            } else if (text != null) {
                pointers.put(name, text);
            }
        });
        if (block.all().isEmpty()) {
            item.wrong("'values' names no value", "write, for example, `values: { token: /access_token }`");
        }
        return pointers;
    }
}
