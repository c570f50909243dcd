package dev.holograph.chaos.testkit;

import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverProvider;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Undoes a fault as {@code chaos:recover} does after {@code kill -9}: in a JVM that knows nothing but the recipe and the
 * settings of the build. The recipe travels by a file, and secrets by environment variables, as in a build.
 */
final class OtherProcess {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(120);

    private static final String DATA = "data.";
    private static final String SETTING = "setting.";
    private static final String SECRETS = "secrets";

    private OtherProcess() {}

    /** Writes a recipe into a file, and reads it again. */
    static UndoRecipe throughAFile(UndoRecipe recipe, Path file) throws IOException {
        write(recipe, Map.of(), Map.of(), "", file);
        return recipe(read(file));
    }

    /** @throws AssertionError if the other process could not undo it; with what it said */
    static void undo(
            Class<? extends DriverProvider> provider,
            UndoRecipe recipe,
            Map<String, String> settings,
            Map<String, String> secrets,
            Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve("recipe.properties");
        Path said = folder.resolve("other-process.txt");
        write(recipe, settings, secrets, provider.getName(), file);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(secrets);
        Process process = builder.start();
        try {
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the undo in another process did not end:\n" + Files.readString(said));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("the undo in another process failed:\n" + Files.readString(said));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(
            UndoRecipe recipe, Map<String, String> settings, Map<String, String> secrets, String provider, Path file)
            throws IOException {
        Properties all = new Properties();
        all.setProperty("provider", provider);
        all.setProperty("driver", recipe.driver());
        all.setProperty("fault", recipe.fault());
        all.setProperty("byHand", recipe.byHand());
        all.setProperty(SECRETS, String.join(",", secrets.keySet()));
        recipe.data().forEach((key, value) -> all.setProperty(DATA + key, value));
        settings.forEach((key, value) -> all.setProperty(SETTING + key, value));
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties all = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            all.load(in);
        }
        return all;
    }

    private static UndoRecipe recipe(Properties all) {
        return new UndoRecipe(
                all.getProperty("driver"), all.getProperty("fault"), under(DATA, all), all.getProperty("byHand"));
    }

    private static Map<String, String> under(String prefix, Properties all) {
        Map<String, String> some = new HashMap<>();
        for (String key : all.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                some.put(key.substring(prefix.length()), all.getProperty(key));
            }
        }
        return some;
    }

    /** @param arguments the file with the recipe */
    public static void main(String[] arguments) throws Exception {
        Properties all = read(Path.of(arguments[0]));
        UndoRecipe recipe = recipe(all);
        DriverProvider provider = Class.forName(all.getProperty("provider"))
                .asSubclass(DriverProvider.class)
                .getDeclaredConstructor()
                .newInstance();
        Map<String, String> secrets = List.of(all.getProperty(SECRETS).split(",")).stream()
                .filter(name -> System.getenv(name) != null)
                .collect(Collectors.toMap(name -> name, System::getenv));
        try (TestContext context = new TestContext(TestServices.NONE, under(SETTING, all), secrets)) {
            provider.drivers(context).stream()
                    .filter(driver -> Drivers.type(driver).equals(recipe.fault()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nothing undoes " + recipe.fault()))
                    .undo(recipe, Deadline.in(WITHIN, System::nanoTime));
        }
    }
}
