package dev.holograph.chaos.adapters.process;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.holograph.chaos.spi.DriverException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps a few of this process's file descriptors back while a run goes on. When there is no other left, requests and the
 * proxy fail for our own reason: the run hears of it, and gets these to undo its faults, to stop its services and to write
 * its report.
 */
public final class Descriptors implements AutoCloseable {

    /** An undo over HTTP, the look for a service's children and the files of a report, all at once. */
    private static final int KEPT = 32;

    private static final long LOOKS_EVERY_MS = 100;

    private static final Path NOTHING = Path.of("/dev/null");

    /** Runs of this JVM, which all share its descriptors. */
    private static final Set<Descriptors> ALL = ConcurrentHashMap.newKeySet();

    private final List<Closeable> kept = new ArrayList<>();
    private final Consumer<String> whenNoneIsLeft;
    /** Made while it can be: what makes it may not be loaded yet. */
    private final String sentence = sentence();

    private final AtomicBoolean told = new AtomicBoolean();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "chaos-descriptors");
        thread.setDaemon(true);
        return thread;
    });

    private Descriptors(Consumer<String> whenNoneIsLeft) {
        this.whenNoneIsLeft = whenNoneIsLeft;
    }

    /**
     * Keeps some until it is closed.
     *
     * @param whenNoneIsLeft takes a sentence, once; must return soon
     * @throws DriverException if there are not even so many
     */
    public static Descriptors keep(Consumer<String> whenNoneIsLeft) throws DriverException {
        Descriptors descriptors = new Descriptors(whenNoneIsLeft);
        if (Files.exists(NOTHING)) {
            NettyLog.install();
            try {
                for (int i = 0; i < KEPT; i++) {
                    descriptors.kept.add(Files.newInputStream(NOTHING));
                }
            } catch (IOException e) {
                descriptors.close();
                throw new DriverException(descriptors.sentence, e);
            }
            ALL.add(descriptors);
            descriptors.watch.scheduleWithFixedDelay(
                    descriptors::look, LOOKS_EVERY_MS, LOOKS_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        return descriptors;
    }

    /** Somebody in this JVM wanted one and got none. */
    static void noneIsLeft() {
        ALL.forEach(Descriptors::tell);
    }

    private void look() {
        try (InputStream one = Files.newInputStream(NOTHING)) {
            // There is one left.
        } catch (IOException e) {
            tell();
        }
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            release();
            whenNoneIsLeft.accept(sentence);
        }
    }

    private static String sentence() {
        boolean isKnown = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
        String most = isKnown
                ? " of the "
                        + ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                                .getMaxFileDescriptorCount()
                        + " that it may have (`ulimit -n`)"
                : "";
        return "this process has no file descriptor left" + most
                + ", so that requests fail for its own reasons, not for"
                + " the system's; allow it more, by `ulimit -n 4096`, or use fewer connections";
    }

    private synchronized void release() {
        for (Closeable one : kept) {
            try {
                one.close();
            } catch (IOException e) {
                // Nothing was written to it.
            }
        }
        kept.clear();
    }

    @Override
    public void close() {
        ALL.remove(this);
        watch.shutdownNow();
        release();
    }
}
