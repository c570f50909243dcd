package dev.holograph.chaos.adapters.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ties a child to this JVM: when the JVM is gone, also by SIGKILL, so is the child, with its whole process group.
 *
 * <p>The child's standard input is a pipe whose other end only this JVM holds. A shell leaves a watcher behind that
 * reads from it, then becomes the program ({@code exec}: the same pid). The pipe ends when the JVM dies, and also when
 * the child ends by itself; either way the watcher kills what is left of the group. It cannot hit a stranger: it is a
 * member of the group itself, and no pid is given anew while a group bears its number.
 *
 * <p>The group is the child's own (by {@code setsid}, or {@code perl} on macOS), so that a Ctrl-C, which goes to the
 * whole group of the build, does not end services and load before the faults are undone. Ignoring SIGINT would not do:
 * redis-server and k6 install handlers of their own.
 *
 * <p>Where a POSIX system has neither, the child stays in the group of the build, and the watcher kills only the child.
 * On Windows there is no leash; {@link ProcessRecords} are swept by the next run.
 */
final class Leash {

    private static final Path SHELL = Path.of("/bin/sh");

    /** {@code $0} is a minus sign where the pid is also that of a group. */
    private static final String SCRIPT = """
            exec 3<&0 </dev/null
            ( ( trap "" HUP INT QUIT TERM; read -r end <&3; kill -9 "$0$$" ) >/dev/null 2>&1 & )
            exec 3<&-
            exec "$@"
            """;

    private static final String OWN_GROUP = "setpgrp(0, 0); exec { $ARGV[0] } @ARGV or exit 127";

    private Leash() {}

    /** The words that start this program on a leash. */
    static List<String> around(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (isThere()) {
            List<String> group = ownGroup();
            words.addAll(group);
            words.addAll(List.of(SHELL.toString(), "-c", SCRIPT, group.isEmpty() ? "" : "-"));
        }
        words.add(program.toString());
        words.addAll(arguments);
        return words;
    }

    /** Whether there is a leash on this system. Where there is, the child's standard input belongs to it. */
    static boolean isThere() {
        return !Executables.onWindows() && Files.isExecutable(SHELL);
    }

    private static List<String> ownGroup() {
        // setsid does not fork here, so that the pid stays: a child of a JVM is never the leader of its group.
        Optional<Path> setsid = Executables.find("setsid");
        if (setsid.isPresent()) {
            return List.of(setsid.get().toString());
        }
        return Executables.find("perl")
                .map(perl -> List.of(perl.toString(), "-e", OWN_GROUP))
                .orElse(List.of());
    }
}
