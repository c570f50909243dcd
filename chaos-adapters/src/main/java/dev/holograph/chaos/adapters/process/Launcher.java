package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the child processes of a run: on a leash, on record, with a closed environment, their output in a file. */
public final class Launcher {

    private final ProcessRecords records;
    private final String runId;

    /** Keeps them reachable: the pipe of a collected {@link Process} is closed, and the leash would end the child. */
    private final Set<Child> running = ConcurrentHashMap.newKeySet();

    public Launcher(ProcessRecords records, String runId) {
        this.records = records;
        this.runId = runId;
    }

    /**
     * Starts a process.
     *
     * @throws DriverException if there is no such program or it cannot be started
     */
    public Child start(ChildSpec spec) throws DriverException {
        Path program = program(spec);
        List<String> arguments = spec.words().subList(1, spec.words().size());
        try {
            Files.createDirectories(spec.directory());
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(Leash.around(program, arguments))
                    .directory(spec.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.putAll(spec.environment());
            Process process = builder.start();
            if (!Leash.isThere()) {
                process.getOutputStream().close();
            }
            return onRecord(spec, process, program);
        } catch (IOException e) {
            throw new DriverException(spec.name() + ": " + program + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * The program that would be started.
     *
     * @throws DriverException if it is not there
     */
    public static Path program(ChildSpec spec) throws DriverException {
        String word = spec.words().get(0);
        return Executables.find(word, spec.environment(), spec.directory())
                .orElseThrow(() -> new DriverException(spec.name() + ": there is no program '" + word
                        + "'; install it, put it on the PATH, or give its path"));
    }

    private Child onRecord(ChildSpec spec, Process process, Path program) throws IOException {
        Path record;
        try {
            record = records.write(new ProcessRecords.Entry(
                    spec.name(), runId, ProcessIdentity.of(process.toHandle(), program), ProcessIdentity.ofThisJvm()));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        Child child = new Child(spec, process, () -> records.remove(record));
        running.add(child);
        child.ended().thenRun(() -> running.remove(child));
        return child;
    }
}
