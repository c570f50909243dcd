package dev.holograph.renderer.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps frames. Safe for use by several threads; stages may complete on any thread. */
public interface FrameStore extends AutoCloseable {
    /**
     * Completes when the sender may be told that the frame is kept; exceptionally when it is not
     * kept. How much that promise is worth is what tells one store from another.
     */
    CompletionStage<Void> store(Frame frame);

    /** The frame's JSON, or empty if no frame of this id is known. */
    CompletionStage<Optional<String>> find(String id);

    /** Whether frames can be stored now. */
    boolean canStore();

    /** Stores what has been taken so far, then lets go of files and connections. */
    @Override
    void close();
}
