package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.Executables;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says who listens on a port. */
final class PortOwner {

    private static final String LISTENS = "0A";

    private PortOwner() {}

    /** {@code redis-server (pid 123)}, or how to find out. */
    static String of(int port) {
        // Where there is no /proc, or the process is another user's, nothing is found.
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            sockets.addAll(sockets(Path.of(table), port));
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holdsAny(process, sockets)) {
                    return Files.readString(process.resolve("comm")).strip() + " (pid " + process.getFileName() + ")";
                }
            }
        } catch (IOException e) {
            return howToFind(port);
        }
        return howToFind(port);
    }

    private static String howToFind(int port) {
        String command = Executables.onWindows()
                ? "netstat -ano | findstr :" + port
                : "lsof -nP -iTCP:" + port + " -sTCP:LISTEN";
        return "another process (`" + command + "` tells which)";
    }

    /** Lines of {@code /proc/net/tcp}: number, local address:port in hex, remote address, state, …, inode as the tenth. */
    private static Set<String> sockets(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENS)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return sockets;
    }

    private static boolean holdsAny(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }
}
