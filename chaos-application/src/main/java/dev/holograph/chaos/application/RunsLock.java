package dev.holograph.chaos.application;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock on the folder of all runs, held for an instant while one is made known, looked at or forgotten: no process
 * sees a run that is half of it. It ends with the process that holds it.
 */
final class RunsLock implements AutoCloseable {

    private static final String FILE = ".lock";
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Between the threads of this process: a lock on a file is the process's own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private RunsLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the other processes and threads that hold it. */
    static RunsLock take(Path runs) throws IOException {
        THREADS.lock();
        try {
            Files.createDirectories(runs);
            return new RunsLock(locked(runs.resolve(FILE)));
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        long end = System.nanoTime() + WITHIN.toNanos();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (channel.tryLock() == null) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("another process has held " + file + " for " + WITHIN.toSeconds()
                            + " s; end that process, then try again");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
