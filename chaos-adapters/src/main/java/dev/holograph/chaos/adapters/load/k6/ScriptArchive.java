package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The script of a pack with all files that it reads, in one file that k6 makes ({@code k6 archive}). Run from it, a script
 * can open what is in it and nothing else, whatever it does later; so what is in it decides what a pack may read.
 */
final class ScriptArchive {

    /** Beside the files of the machine: the script once more, and what k6 knows of it. */
    private static final List<String> ITS_OWN = List.of("data", "metadata.json");

    private ScriptArchive() {}

    /**
     * Makes it.
     *
     * @param variables that the script is run with
     * @param folder that it is written to
     * @throws DriverException if the script reads a file outside of its pack, or loads code from the network
     */
    static Path of(K6 k6, LoadPlan plan, Path script, Path pack, Map<String, String> variables, Path folder)
            throws DriverException, InterruptedException {
        Path archive = folder.resolve("script.tar");
        String shown = String.valueOf(plan.load().script());
        String answer = k6.archive(script, variables, archive);
        if (!Files.isRegularFile(archive)) {
            throw new DriverException("k6 cannot load " + shown + ": "
                    + answer.lines().findFirst().orElse("it does not say why"));
        }
        try {
            String inArchive = entry(archive, folder.resolve("metadata.json"));
            String relative = pack.relativize(script).toString().replace('\\', '/');
            if (!inArchive.endsWith("/" + relative)) {
                throw new DriverException("k6 has packed " + inArchive + ", not " + shown);
            }
            String inside = inArchive.substring(0, inArchive.length() - relative.length());
            List<String> outside = Archive.files(archive).stream()
                    .filter(name -> !ITS_OWN.contains(name) && !name.startsWith(inside))
                    .sorted()
                    .toList();
            if (!outside.isEmpty()) {
                throw new DriverException(why(shown, outside));
            }
        } catch (IOException | DecodeException | IllegalArgumentException e) {
            throw new DriverException("the archive that k6 made of " + shown + " cannot be read: " + e.getMessage(), e);
        }
        return archive;
    }

    /** The script's own name in the archive: as k6 writes it, which leaves names of users out. */
    private static String entry(Path archive, Path metadata) throws IOException {
        Files.createFile(metadata);
        Archive.extract(archive, "metadata.json", metadata);
        URI script = URI.create(new JsonObject(Files.readString(metadata)).getString("filename", ""));
        return script.getScheme() + script.getPath();
    }

    private static String why(String script, List<String> outside) {
        String first = outside.get(0);
        return first.startsWith("file/")
                ? script + " is a pack's, and reads " + first.substring("file".length())
                        + ", which lies outside of the pack: put the file into the pack, or the script into this project"
                : script + " is a pack's, and loads " + first.replaceFirst("/", "://")
                        + " from the network, which no digest of the pack covers: put it into the pack";
    }
}
