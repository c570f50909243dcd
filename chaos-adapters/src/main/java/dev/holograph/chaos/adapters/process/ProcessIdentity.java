package dev.holograph.chaos.adapters.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells one process from every other that bears, or will bear, its number.
 *
 * @param executable the program's real path; a start script may become another one ({@code exec})
 * @param birth what nothing else has that ever bore this number; empty where the system does not say
 */
record ProcessIdentity(long pid, Instant started, String executable, String birth) {

    /** On Linux the start is worked out from the boot time, which two JVMs may see differently once the clock was set. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** The 22nd field, counted from the one behind the name, which is the third. */
    private static final int START = 22 - 3;

    /** Identifies a process that may not have become its program yet ({@code exec}). */
    static ProcessIdentity of(ProcessHandle process, Path program) {
        return new ProcessIdentity(
                process.pid(),
                process.info().startInstant().orElse(Instant.EPOCH),
                real(program.toString()),
                birth(process.pid()));
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
        String now = birth(pid);
        if (!birth.isEmpty() && !now.isEmpty()) {
            return birth.equals(now);
        }
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

    /** On Linux the boot of the machine and, in its clock ticks, the start of the process: proc(5), field 22 of stat. */
    private static String birth(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // a name may have spaces
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "/" + fields[START];
        } catch (IOException | IndexOutOfBoundsException e) {
            return "";
        }
    }

    private static String real(String program) {
        try {
            return Path.of(program).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return program;
        }
    }
}
