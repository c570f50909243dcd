package dev.holograph.chaos.application;

import dev.holograph.chaos.run.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run that goes on, as other processes see it: a file that is locked as long as the process lives, however it ends,
 * and a file that they make to end it.
 */
final class LiveRun implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String ABORT = "abort";
    private static final String ABORTED = "chaos:abort was called";
    private static final long LOOKS_EVERY_MS = 200;

    /** Locks that this process holds: on POSIX, to open and close such a file again would give up its lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    /** Never read or written: an interrupted thread would close it. */
    private final FileChannel channel;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(LiveRun::daemon);

    private boolean forgotten;

    private LiveRun(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Makes the run known, and stops it when another process asks for it. */
    static LiveRun begin(Path folder, StopSignal stop) throws IOException {
        return begin(folder, () -> stop.request(StopSignal.Reason.INTERRUPTED, ABORTED));
    }

    /** The same of several runs. */
    static LiveRun begin(Path folder, Termination all) throws IOException {
        return begin(folder, () -> all.begin(ABORTED));
    }

    private static LiveRun begin(Path folder, Runnable end) throws IOException {
        LiveRun run;
        try (RunsLock all = RunsLock.take(runs(folder))) {
            Files.createDirectories(folder);
            run = lock(folder)
                    .orElseThrow(() -> new IOException("the run in " + folder + " goes on in another process"));
        }
        run.watch.scheduleWithFixedDelay(() -> run.look(end), 0, LOOKS_EVERY_MS, TimeUnit.MILLISECONDS);
        return run;
    }

    /** Takes over what a dead run has left; empty if another process does so, or has done so. */
    static Optional<LiveRun> takeOver(Path folder) throws IOException {
        try (RunsLock all = RunsLock.take(runs(folder))) {
            return Files.isDirectory(folder) ? lock(folder) : Optional.empty();
        }
    }

    private static Optional<LiveRun> lock(Path named) throws IOException {
        Path folder = named.toRealPath();
        if (OWN.contains(folder)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                OWN.add(folder);
                return Optional.of(new LiveRun(folder, channel));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static Path runs(Path folder) {
        return Objects.requireNonNull(folder.getParent(), "a run's folder is in that of all runs");
    }

    private void look(Runnable end) {
        if (Files.exists(folder.resolve(ABORT))) {
            end.run();
        }
    }

    /** Whether the process of this run lives; to be called while the lock on all runs is held. */
    static boolean isAlive(Path folder) throws IOException {
        if (OWN.contains(folder.toRealPath())) {
            return true;
        }
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    /** Why nobody here can tell whether the process of this run lives; empty if it can be told. */
    static Optional<String> problem(Path folder) {
        Path file = folder.resolve(LOCK);
        return !Files.exists(file) || Files.isRegularFile(file) && Files.isReadable(file) && Files.isWritable(file)
                ? Optional.empty()
                : Optional.of("whether run '" + folder.getFileName() + "' goes on is unknown, since " + file
                        + " cannot be opened; ask the owner of that file");
    }

    /** Asks a run to end. */
    static void abort(Path folder) throws IOException {
        Files.write(folder.resolve(ABORT), new byte[0]);
    }

    /** Nothing of it is needed any more: its folder goes when it is closed. */
    void forget() {
        forgotten = true;
    }

    /** The run is over, and what it leaves is kept. */
    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        try (RunsLock all = RunsLock.take(runs(folder))) {
            channel.close();
            OWN.remove(folder);
            Files.deleteIfExists(folder.resolve(ABORT));
            Files.deleteIfExists(folder.resolve(LOCK));
            if (forgotten) {
                delete();
            }
        } finally {
            channel.close();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chaos-abort-watch");
        thread.setDaemon(true);
        return thread;
    }
}
