package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code chaos.lock}: to which commit each pack from Git is pinned, and the digest of its files. */
public final class Lock {

    /** Its name, beside the POM. */
    public static final String FILE = "chaos.lock";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int MOST_LINES = 1_000;

    /**
     * A line of it.
     *
     * @param written the reference that it was made for: where the build names another one, this pin is none
     */
    record Entry(String written, String commit, String digest) {}

    private final Path file;
    private final Map<String, Entry> entries;

    private Lock(Path file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /**
     * Reads it; empty if there is none.
     *
     * @throws PackException with the first line that is none of it
     */
    public static Lock read(Path file) throws PackException {
        Map<String, Entry> entries = new TreeMap<>();
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split("\\s+");
                if (parts.length != 4
                        || !COMMIT.matcher(parts[2]).matches()
                        || !DIGEST.matcher(parts[3]).matches()
                        || entries.containsKey(parts[0])) {
                    throw new PackException(FILE + ":" + (i + 1) + ": this is no line of it, or its pack has one"
                            + " already; remove the line, and the next goal pins the pack anew");
                }
                entries.put(parts[0], new Entry(parts[1], parts[2], parts[3].substring("sha256:".length())));
            }
        } catch (IOException e) {
            throw new PackException(FILE + " cannot be read: " + e.getMessage(), e);
        }
        return new Lock(file, entries);
    }

    Optional<Entry> of(GitReference reference) {
        return Optional.ofNullable(entries.get(reference.name()))
                .filter(entry -> entry.written().equals(reference.written()));
    }

    /** The same with this pack pinned. */
    Lock with(GitReference reference, String commit, Pack pack) {
        Map<String, Entry> more = new TreeMap<>(entries);
        more.put(reference.name(), new Entry(reference.written(), commit, pack.digest()));
        return new Lock(file, more);
    }

    /** The same with the pins that another one has of these packs. */
    Lock with(Set<String> names, Lock other) {
        Map<String, Entry> more = new TreeMap<>(entries);
        other.entries.forEach((name, entry) -> {
            if (names.contains(name)) {
                more.put(name, entry);
            }
        });
        return new Lock(file, more);
    }

    /** Whether both pin the pack alike, or neither does. */
    public boolean agreesOn(String pack, Lock other) {
        return Objects.equals(entries.get(pack), other.entries.get(pack));
    }

    /** The commit at which the pack is pinned; empty if it is not, as the build names it now. */
    public Optional<String> commit(PackReference reference) throws PackException {
        return of(reference.git()).map(Entry::commit);
    }

    /** Writes it in place of what is there. */
    void write() throws PackException {
        List<String> lines = new ArrayList<>();
        lines.add("# Packs from Git: name, reference, commit, digest of the files. Commit this file;"
                + " mvn chaos:update moves the pins.");
        entries.forEach((name, entry) ->
                lines.add(name + " " + entry.written() + " " + entry.commit() + " sha256:" + entry.digest()));
        try {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".chaos", ".lock");
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PackException(FILE + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lock lock && entries.equals(lock.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
