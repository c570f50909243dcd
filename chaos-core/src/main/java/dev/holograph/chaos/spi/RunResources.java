package dev.holograph.chaos.spi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Things of a run that several adapters use, such as one event loop: made once, closed in reverse order. */
public final class RunResources implements AutoCloseable {

    /** How a thing is closed. */
    @FunctionalInterface
    public interface Closer<T> {
        /** Called once, at the end of the run. */
        void close(T thing) throws Exception;
    }

    private final Map<Class<?>, Object> things = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * The run's one thing of this type, made when it is first asked for.
     *
     * @param closer what the run does with it at its end
     * @throws IllegalStateException if the run is over
     */
    public synchronized <T> T get(Class<T> type, Supplier<T> maker, Closer<T> closer) {
        if (closed) {
            throw new IllegalStateException("the run is over: no " + type.getSimpleName() + " can be had");
        }
        Object known = things.get(type);
        if (known != null) {
            return type.cast(known);
        }
        T made = maker.get();
        things.put(type, made);
        open.push(() -> closer.close(made));
        return made;
    }

    /** Closes all, each even when another fails; the first failure is thrown with the others suppressed. */
    @Override
    public synchronized void close() throws Exception {
        closed = true;
        Exception failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
