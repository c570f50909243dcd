package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Validated;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Reads what a pack says about itself. */
public final class PackReader {

    /** The newest version of the scenario language that this plugin reads. */
    public static final int LANGUAGE = 1;

    private static final KeyBinder BINDER = KeyBinder.ofScenario();

    private PackReader() {}

    /**
     * Reads {@code pack.yaml}.
     *
     * @param shown the file's name for messages
     * @return the version of the language, or all mistakes; a newer version than this plugin reads is one
     */
    public static Validated<Integer> language(Path file, String shown) {
        Mistakes mistakes = new Mistakes(shown, new Placeholders(Map.of(), variable -> null).ofPack());
        Block block = YamlFile.read(file, mistakes);
        Integer language = null;
        if (block != null) {
            PackKeys keys = BINDER.bind(block, PackKeys.class);
            block.done();
            Item item = keys.language();
            language = item == null ? null : item.integer(1, 1_000);
            if (item != null && language != null && language > LANGUAGE) {
                item.wrong(
                        "the pack is written in version " + language + " of the scenario language, and this plugin"
                                + " reads " + LANGUAGE,
                        "use a newer version of the plugin, or an older one of the pack");
            }
        }
        Integer read = language;
        return mistakes.unlessAny(() -> Objects.requireNonNull(read));
    }
}
