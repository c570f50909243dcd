package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes a pack out of its jar. Sizes are counted as they are read: what a jar says of itself may be wrong. */
final class PackJar {

    private static final int BUFFER = 64 * 1024;

    private PackJar() {}

    /**
     * Writes what lies under {@code META-INF/chaos/} into an empty folder.
     *
     * @param shown the pack's name for messages
     * @throws PackException if it has nothing there, leads out of the folder, or holds more than a pack may
     */
    static void unpack(Path jar, Path folder, String shown) throws IOException, PackException {
        long left = PackFolder.MOST_BYTES;
        int files = 0;
        Set<String> names = new HashSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.isDirectory() || !entry.getName().startsWith(Pack.PLACE)) {
                    continue;
                }
                if (!names.add(entry.getName().toLowerCase(Locale.ROOT))) {
                    throw new PackException(shown + " has two entries '" + entry.getName()
                            + "', which are one name on some systems; the pack is not used");
                }
                if (++files > PackFolder.MOST_FILES) {
                    throw PackFolder.tooMuch(shown, "has more than " + PackFolder.MOST_FILES + " files");
                }
                Path file = PackFolder.inside(folder, entry.getName().substring(Pack.PLACE.length()), shown);
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(file)) {
                    left -= copy(in, out, left, shown);
                }
            }
        }
        if (files == 0) {
            throw new PackException(shown + " is no pack: it has no folder " + Pack.PLACE);
        }
    }

    private static long copy(InputStream in, OutputStream out, long most, String shown)
            throws IOException, PackException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > most) {
                throw PackFolder.tooMuch(shown, "has more than " + (PackFolder.MOST_BYTES >> 20) + " MiB");
            }
            out.write(buffer, 0, read);
        }
        return copied;
    }
}
