package dev.holograph.chaos.adapters.process;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells one process from every other that bears, or will bear, its number.
 *
 * @param executable the program's real path
 */
record ProcessIdentity(long pid, Instant started, String executable) {

    /** On Linux the start is worked out from the boot time, which two JVMs may see differently once the clock was set. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** Identifies a process that may not have become its program yet ({@code exec}). */
    static ProcessIdentity of(ProcessHandle process, Path program) {
        return new ProcessIdentity(
                process.pid(), process.info().startInstant().orElse(Instant.EPOCH), real(program.toString()));
    }

    /** Identifies this JVM. */
    static ProcessIdentity ofThisJvm() {
        ProcessHandle self = ProcessHandle.current();
        return of(self, Path.of(self.info().command().orElse("java")));
    }

    /** The process, if it is there and the same in every respect. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean sameStart = info.startInstant()
                .map(start -> Duration.between(started, start).abs().compareTo(START_TOLERANCE) <= 0)
                .orElse(false);
        // Of a script, the program is its interpreter, and it is an argument of that.
        return sameStart
                && Stream.concat(
                                info.command().stream(),
                                info.arguments().stream().flatMap(Stream::of))
                        .anyMatch(word -> real(word).equals(executable));
    }

    private static String real(String program) {
        try {
            return Path.of(program).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return program;
        }
    }
}
