package dev.holograph.chaos.adapters.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One small file for each process that runs for a build, outside of what {@code mvn clean} deletes. A build that was
 * killed leaves its files behind; the next one ends what they name, where the leash has not.
 */
public final class ProcessRecords {

    private static final String ENDING = ".properties";

    private final Path directory;

    /** @param stateDirectory kept from build to build */
    public ProcessRecords(Path stateDirectory) {
        this.directory = stateDirectory.resolve("processes");
    }

    /** A process, and the JVM that it works for. */
    record Entry(String name, String run, ProcessIdentity process, ProcessIdentity owner) {

        boolean isOrphaned() {
            return owner.find().isEmpty();
        }

        String words() {
            return name + " (pid " + process.pid() + ") of run " + run;
        }
    }

    /** Notes a process. The returned file is to be {@linkplain #remove removed} when it has ended. */
    Path write(Entry entry) throws IOException {
        Files.createDirectories(directory);
        Properties properties = new Properties();
        properties.setProperty("name", entry.name());
        properties.setProperty("run", entry.run());
        put(properties, "process", entry.process());
        put(properties, "owner", entry.owner());
        String name = entry.process().pid() + "-" + entry.process().started().toEpochMilli();
        Path file = directory.resolve(name + ENDING);
        // Whole or not there: another build may be sweeping.
        Path unfinished = directory.resolve(name + ".tmp");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Its process has ended. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next sweep finds no such process and deletes it.
        }
    }

    /**
     * What earlier builds have left running: only where pid and start are those of the record (and the executable, where the
     * system does not tell the start exactly), and the JVM that had started it is gone. Nothing is touched.
     *
     * @return a line for each
     * @throws IOException if the records cannot be read
     */
    public List<String> orphans() throws IOException {
        List<String> orphans = new ArrayList<>();
        for (Path file : files()) {
            read(file)
                    .filter(Entry::isOrphaned)
                    .filter(entry -> entry.process().find().isPresent())
                    .ifPresent(entry -> orphans.add(entry.words()));
        }
        return orphans;
    }

    /**
     * Ends these.
     *
     * @return what was ended, a line for each
     * @throws IOException if the records cannot be read
     */
    public List<String> sweep() throws IOException {
        List<String> killed = new ArrayList<>();
        for (Path file : files()) {
            Entry entry = read(file).filter(Entry::isOrphaned).orElse(null);
            if (entry == null) {
                continue;
            }
            Optional<ProcessHandle> left = entry.process().find();
            if (left.isPresent()) {
                List<ProcessHandle> below = Child.below(left.get());
                left.get().destroyForcibly();
                below.forEach(ProcessHandle::destroyForcibly);
                killed.add(entry.words());
            }
            Files.deleteIfExists(file);
        }
        return killed;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Empty if it is gone (its process has ended meanwhile) or no record. */
    private static Optional<Entry> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new Entry(
                    properties.getProperty("name", "?"),
                    properties.getProperty("run", "?"),
                    identity(properties, "process"),
                    identity(properties, "owner")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void put(Properties properties, String prefix, ProcessIdentity identity) {
        properties.setProperty(prefix + ".pid", Long.toString(identity.pid()));
        properties.setProperty(
                prefix + ".started", Long.toString(identity.started().toEpochMilli()));
        properties.setProperty(prefix + ".executable", identity.executable());
        properties.setProperty(prefix + ".birth", identity.birth());
    }

    private static ProcessIdentity identity(Properties properties, String prefix) {
        return new ProcessIdentity(
                Long.parseLong(properties.getProperty(prefix + ".pid", "")),
                Instant.ofEpochMilli(Long.parseLong(properties.getProperty(prefix + ".started", ""))),
                properties.getProperty(prefix + ".executable", ""),
                properties.getProperty(prefix + ".birth", ""));
    }
}
