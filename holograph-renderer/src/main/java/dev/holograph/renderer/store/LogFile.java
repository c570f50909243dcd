package dev.holograph.renderer.store;

import java.io.Closeable;
import java.io.IOException;

/** The end of the log file, as the committing thread sees it. */
interface LogFile extends Closeable {
    /** Adds the bytes at the end. */
    void append(byte[] bytes) throws IOException;

    /** Returns when everything appended so far would survive a power cut. */
    void sync() throws IOException;
}
