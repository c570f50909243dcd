package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The limits that the files of a pack keep to, and the digest of their content. */
final class PackFolder {

    static final int MOST_FILES = 1_000;
    static final long MOST_BYTES = 20L << 20;
    static final int DEEPEST = 10;

    private PackFolder() {}

    /**
     * A digest of the names and bytes of all files.
     *
     * @return the SHA-256, 64 hexadecimal digits
     * @throws PackException if a file is neither a file nor a folder, or there are too many, too large or too deep
     */
    static String digest(Path folder, String shown) throws IOException, PackException {
        MessageDigest digest = sha256();
        long bytes = 0;
        List<Path> files = files(folder, shown);
        if (files.size() > MOST_FILES) {
            throw tooMuch(shown, "has more than " + MOST_FILES + " files");
        }
        for (Path file : files) {
            bytes += Files.size(file);
            if (bytes > MOST_BYTES) {
                throw tooMuch(shown, "has more than " + (MOST_BYTES >> 20) + " MiB");
            }
            byte[] content = Files.readAllBytes(file);
            digest.update((name(folder, file) + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Sorted by their names within the pack, which use / on every system. */
    private static List<Path> files(Path folder, String shown) throws IOException, PackException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (folder.relativize(path).getNameCount() > DEEPEST) {
                    throw tooMuch(shown, "has folders deeper than " + DEEPEST);
                }
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(path);
                } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new PackException(shown + " has '" + name(folder, path)
                            + "', which is neither a file nor a folder; a pack holds no links");
                }
            }
        }
        files.sort((one, other) -> name(folder, one).compareTo(name(folder, other)));
        return files;
    }

    /** The file of this name in a folder. @throws PackException if the name leads out of it, or too deep into it */
    static Path inside(Path folder, String name, String shown) throws PackException {
        boolean isPlain = !name.isEmpty() && !name.startsWith("/") && name.indexOf('\\') < 0 && name.indexOf(':') < 0;
        Path file = isPlain ? folder.resolve(name).normalize() : folder;
        if (!isPlain || !file.startsWith(folder) || name.split("/").length > DEEPEST) {
            throw new PackException(shown + " has the entry '" + name
                    + "', which leads out of the pack, or too deep into it; nothing of it is used");
        }
        return file;
    }

    static PackException tooMuch(String shown, String what) {
        return new PackException(shown + " " + what + "; a pack holds scenarios, scripts and their data alone");
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
