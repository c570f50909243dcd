package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pack whose files are at hand.
 *
 * @param name by which this build calls it
 * @param source where it is from, with its version
 * @param folder its files
 * @param digest of the names and bytes of all files, 64 hexadecimal digits
 */
public record Pack(String name, String source, Path folder, String digest) {

    /** Where a jar has a pack. */
    static final String PLACE = "META-INF/chaos/";

    /** Where a project has the pack that it makes, before it becomes a jar. */
    public static final String MADE = "src/main/resources/META-INF/chaos";

    /** Its subfolder with the scenarios. */
    public static final String SCENARIOS = "scenarios";

    /** Its optional file about itself. */
    public static final String ABOUT = "pack.yaml";

    /**
     * The pack of a jar.
     *
     * @param packs a folder of the build's output, for the files of all packs
     * @throws PackException if the jar holds no pack, or more than a pack may
     */
    public static Pack ofJar(PackReference reference, Path jar, Path packs) throws PackException {
        String shown = "the pack '" + reference.name() + "' (" + reference.coordinates() + ")";
        try {
            Files.createDirectories(packs);
            Path fresh = Files.createTempDirectory(packs, "." + reference.name());
            try {
                PackJar.unpack(jar, fresh, shown);
                String digest = PackFolder.digest(fresh, shown);
                Path folder = packs.resolve(reference.name() + "-" + digest.substring(0, 12));
                if (!isSame(folder, digest, shown)) {
                    CacheFolders.delete(folder);
                    CacheFolders.move(fresh, folder);
                }
                return new Pack(reference.name(), reference.coordinates(), folder, digest);
            } finally {
                CacheFolders.delete(fresh);
            }
        } catch (IOException e) {
            throw new PackException(shown + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The pack that a project makes, before it becomes a jar. */
    public static Pack made(Path folder) throws PackException {
        try {
            return new Pack("made", MADE, folder, PackFolder.digest(folder, "the pack in " + MADE));
        } catch (IOException e) {
            throw new PackException("the pack in " + MADE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file's name for messages and reports: it says where the file is from. */
    public String shown(Path file) {
        String inside = folder.relativize(file).toString().replace('\\', '/');
        return source.equals(MADE) ? MADE + "/" + inside : source + "!" + inside;
    }

    /** What a report says of it. */
    public String line() {
        return "pack " + name + ": " + source + ", sha256 " + digest;
    }

    private static boolean isSame(Path folder, String digest, String shown) throws IOException {
        try {
            return Files.isDirectory(folder) && PackFolder.digest(folder, shown).equals(digest);
        } catch (PackException e) {
            return false;
        }
    }
}
