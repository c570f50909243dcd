package dev.holograph.chaos.run;

import dev.holograph.chaos.spi.DriverException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for adapters, with an end. */
final class Futures {

    private Futures() {}

    static <T> T get(CompletableFuture<T> future, Duration within, String otherwise)
            throws DriverException, InterruptedException {
        try {
            return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DriverException(otherwise + " within " + within.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof DriverException known ? known : new DriverException(String.valueOf(cause), cause);
        }
    }
}
