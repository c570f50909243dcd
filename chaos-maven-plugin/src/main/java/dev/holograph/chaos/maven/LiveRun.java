package dev.holograph.chaos.maven;

import dev.holograph.chaos.run.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A run that goes on, as other processes see it: a file that is locked as long as the process lives, however it ends,
 * and a file that they make to end it.
 */
final class LiveRun implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String ABORT = "abort";
    private static final long LOOKS_EVERY_MS = 200;

    private final Path folder;
    /** Never read or written: an interrupted thread would close it. */
    private final FileChannel channel;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(LiveRun::daemon);

    private LiveRun(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Makes the run known, and stops it when another process asks for it. */
    static LiveRun begin(Path folder, StopSignal stop) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("the run in " + folder + " goes on in another process");
        }
        LiveRun run = new LiveRun(folder, channel);
        run.watch.scheduleWithFixedDelay(() -> run.look(stop), 0, LOOKS_EVERY_MS, TimeUnit.MILLISECONDS);
        return run;
    }

    private void look(StopSignal stop) {
        if (Files.exists(folder.resolve(ABORT))) {
            stop.request(StopSignal.Reason.INTERRUPTED, "chaos:abort was called");
        }
    }

    /** Whether the process of this run lives. */
    static boolean isAlive(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // it is this process
        }
    }

    /** Asks a run to end. */
    static void abort(Path folder) throws IOException {
        Files.write(folder.resolve(ABORT), new byte[0]);
    }

    /** The run is over. */
    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        channel.close();
        Files.deleteIfExists(folder.resolve(ABORT));
        Files.deleteIfExists(folder.resolve(LOCK));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chaos-abort-watch");
        thread.setDaemon(true);
        return thread;
    }
}
