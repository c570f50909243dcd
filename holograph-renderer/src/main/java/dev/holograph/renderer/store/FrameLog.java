package dev.holograph.renderer.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holograph.renderer.metrics.Metrics;
import dev.holograph.renderer.store.LogIndex.Position;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of all frames: {@code frames.log}, a magic number and then one {@link
 * LogRecord} after the other. Opening it replays it; a last group that was torn by a crash is cut.
 */
final class FrameLog implements AutoCloseable {
    static final String FILE_NAME = "frames.log";
    static final byte[] MAGIC = "HOLOLOG1".getBytes(US_ASCII);

    /** A crash tears at most the last group: its limit counts characters, of up to 3 bytes, and no headers. */
    private static final long MAX_TORN = GroupCommit.GROUP_BYTES * 4L + LogRecord.MAX_BODY;

    private static final Logger LOG = System.getLogger(FrameLog.class.getName());

    private final FileChannel lock;
    private final RandomAccessFile reader;
    private final LogIndex index;
    private final GroupCommit commits;

    private FrameLog(FileChannel lock, RandomAccessFile reader, LogIndex index, GroupCommit commits) {
        this.lock = lock;
        this.reader = reader;
        this.index = index;
        this.commits = commits;
    }

    /**
     * Opens the log in the folder, which is made where missing.
     *
     * @throws IOException if the folder is in use by another renderer, cannot be written, or the log
     *     is damaged in its middle
     */
    static FrameLog open(Path folder, Metrics metrics) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            Path path = folder.resolve(FILE_NAME);
            LogIndex index = new LogIndex();
            long end = replay(path, index);
            cut(path, end);
            LogFile file = new SyncedFile(path);
            if (end == 0) {
                file.append(MAGIC);
                file.sync();
                syncFolder(folder);
                end = MAGIC.length;
            }
            RandomAccessFile reader = new RandomAccessFile(path.toFile(), "r");
            return new FrameLog(lock, reader, index, new GroupCommit(file, index, end, metrics));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** See {@link GroupCommit#submit}. */
    CompletableFuture<Boolean> append(Frame frame) {
        return commits.submit(frame);
    }

    /** The JSON of a durable frame. */
    Optional<String> read(String id) throws IOException {
        Position position = index.get(id);
        if (position == null) {
            return Optional.empty();
        }
        byte[] json = new byte[position.length()];
        synchronized (reader) {
            reader.seek(position.offset());
            reader.readFully(json);
        }
        return Optional.of(new String(json, UTF_8));
    }

    /** See {@link LogIndex#ids}. */
    Set<String> ids() {
        return index.ids();
    }

    int size() {
        return index.size();
    }

    boolean isBroken() {
        return commits.isBroken();
    }

    @Override
    public void close() throws IOException {
        commits.close();
        reader.close();
        lock.close();
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("frames.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw new IOException("DATA_DIR " + folder.toAbsolutePath()
                    + " is in use by another renderer: stop that one, or give each its own folder");
        }
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Fills the index and returns where the last good record ends; 0 if the file is new or has not even its magic. */
    private static long replay(Path path, LogIndex index) throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20))) {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (magic.length < MAGIC.length) {
                return 0;
            }
            if (!Arrays.equals(magic, MAGIC)) {
                throw new IOException(path.toAbsolutePath() + " is not a log of frames: move it away");
            }
            long end = MAGIC.length;
            for (LogRecord record = next(in); record != null; record = next(in)) {
                Frame frame = record.frame();
                int offset = LogRecord.jsonOffset(frame);
                index.put(frame.id(), new Position(end + offset, record.size() - offset));
                end += record.size();
            }
            return end;
        }
    }

    private static @Nullable LogRecord next(DataInputStream in) throws IOException {
        return LogRecord.read(in).orElse(null);
    }

    private static void cut(Path path, long end) throws IOException {
        long torn = Files.exists(path) ? Files.size(path) - end : 0;
        if (torn == 0) {
            return;
        }
        if (torn > MAX_TORN) {
            throw new IOException(String.format(
                    "%s is damaged at byte %d and %d bytes follow: more than a crash can tear."
                            + " Restore it from a copy, or move it away to start empty",
                    path.toAbsolutePath(), end, torn));
        }
        LOG.log(Level.WARNING, "Cut {0} bytes of an unfinished write off {1}; none of it was acknowledged", torn, path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(end);
            file.getFD().sync();
        }
    }

    /** Without this the name of a new file may be lost in a power cut, though its content is safe. */
    private static void syncFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return; // Windows opens no folders, and NTFS keeps names by its own journal.
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static final class SyncedFile implements LogFile {
        // Not a FileChannel: that closes itself when its thread is interrupted.
        private final FileOutputStream out;

        SyncedFile(Path path) throws IOException {
            out = new FileOutputStream(path.toFile(), true);
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            out.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
