package dev.holograph.chaos.adapters.load.k6;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes one file out of a {@code .zip}, {@code .tar.gz} or {@code .tar}, and lists the files of the last. The JDK reads the
 * first; of tar this is as much as it takes to find regular files (POSIX.1-2017, pax, sections "ustar Interchange Format"
 * and "pax Extended Header"): no library for that.
 */
final class Archive {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;

    private static final int MAGIC_AT = 257;
    private static final String MAGIC = "ustar";
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final byte FOLDER = '5';

    /** What stands before a file with a name that the header has no room for. */
    private static final byte EXTENDED = 'x';

    private static final Pattern PATH = Pattern.compile("(?m)^\\d+ path=(.*)$");

    private Archive() {}

    /**
     * Writes the file of this name, in whichever folder of the archive it is, to a file that is there already.
     *
     * @return whether the archive has it
     * @throws IOException if it is no such archive, or is cut off
     */
    static boolean extract(Path archive, String name, Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            String kind = archive.getFileName().toString();
            if (kind.endsWith(".zip")) {
                return fromZip(new ZipInputStream(in), name, file);
            }
            return fromTar(kind.endsWith(".tar") ? in : new BufferedInputStream(new GZIPInputStream(in)), name, file);
        }
    }

    private static boolean fromZip(ZipInputStream zip, String name, Path file) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory() && isNamed(entry.getName(), name)) {
                Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
                return true;
            }
        }
        return false;
    }

    private static boolean fromTar(InputStream tar, String name, Path file) throws IOException {
        byte[] header = tar.readNBytes(BLOCK);
        while (header.length == BLOCK && header[0] != 0) {
            long size = size(header);
            boolean isFile = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
            if (isFile && isNamed(text(header, 0, NAME_LENGTH), name)) {
                copy(tar, size, file);
                return true;
            }
            tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
            header = tar.readNBytes(BLOCK);
        }
        return false;
    }

    /**
     * The names of all files of a {@code .tar}.
     *
     * @throws IOException if it is no such archive, or is cut off
     */
    static List<String> files(Path archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream tar = new BufferedInputStream(Files.newInputStream(archive))) {
            String longName = null;
            byte[] header = tar.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                long size = size(header);
                if (size > Integer.MAX_VALUE) {
                    throw new IOException("it has a file of " + size + " bytes");
                }
                long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
                if (header[TYPE_AT] == EXTENDED) {
                    byte[] content = tar.readNBytes((int) padded);
                    Matcher path = PATH.matcher(new String(content, 0, (int) size, StandardCharsets.UTF_8));
                    longName = path.find() ? path.group(1) : longName;
                } else {
                    tar.skipNBytes(padded);
                    if (header[TYPE_AT] != FOLDER) {
                        names.add(longName != null ? longName : name(header));
                    }
                    longName = null;
                }
                header = tar.readNBytes(BLOCK);
            }
            if (header.length != BLOCK) {
                throw new EOFException("the archive has no end");
            }
        }
        return names;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, NAME_LENGTH);
        String before =
                text(header, MAGIC_AT, MAGIC.length()).equals(MAGIC) ? text(header, PREFIX_AT, PREFIX_LENGTH) : "";
        return before.isEmpty() ? name : before + "/" + name;
    }

    private static void copy(InputStream tar, long size, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (long left = size; left > 0; ) {
                int read = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("the archive ends in the middle of a file");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static long size(byte[] header) throws IOException {
        try {
            return Long.parseLong(text(header, SIZE_AT, SIZE_LENGTH).strip(), 8);
        } catch (NumberFormatException e) {
            throw new IOException("it is no tar archive", e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static boolean isNamed(String path, String name) {
        return path.equals(name) || path.endsWith("/" + name);
    }
}
