package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to the API server, their failures in words that say what to do. */
public final class Api {

    private static final int TOO_MANY = 429;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Of one try: a server that has gone silent must not use up the time in which the next one would answer. */
    private static final long LONGEST_TRY_MS = 3_000;

    private static final long SHORTEST_TRY_MS = 500;

    private Api() {}

    /**
     * One call.
     *
     * @param what was to be done, for messages: "pods of web cannot be listed"
     * @throws DriverException if it fails; the message says what to do
     */
    public static <T> T call(String what, Supplier<T> call) throws DriverException, InterruptedException {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            // The client reports an interrupt as a failure and keeps the thread's flag.
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while the API server was asked");
            }
            throw new DriverException(what + ": " + reason(e), e);
        }
    }

    /**
     * The same call again until it succeeds, as long as it may help and there is time: for what must be taken back.
     *
     * @param client the run's
     * @param call is given a client whose tries end with the deadline
     */
    public static <T> T until(
            Deadline deadline, String what, KubernetesClient client, Function<KubernetesClient, T> call)
            throws DriverException {
        while (true) {
            try {
                return call.apply(impatient(client, deadline));
            } catch (KubernetesClientException e) {
                if (!mayPass(e) || deadline.isOver()) {
                    throw new DriverException(what + ": " + reason(e), e);
                }
                LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remaining().toNanos()));
            }
        }
    }

    private static KubernetesClient impatient(KubernetesClient client, Deadline deadline) {
        long millis = Math.min(LONGEST_TRY_MS, deadline.remaining().toMillis());
        return client.newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                                .withRequestTimeout((int) Math.max(SHORTEST_TRY_MS, millis))
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .adapt(KubernetesClient.class);
    }

    /** Whether the object is not there. */
    public static boolean isMissing(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** Whether somebody else was faster. */
    public static boolean isConflict(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** No answer, too many requests, a conflict, a failure of the server: the next try may succeed. */
    private static boolean mayPass(KubernetesClientException e) {
        return e.getCode() <= 0 || e.getCode() == TOO_MANY || isConflict(e) || e.getCode() >= 500;
    }

    /** Why it failed and what to do. */
    public static String reason(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "the API server does not accept the credentials (401); log in again, or renew the token in the kubeconfig";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "not allowed (403): " + message(e) + "; grant it by a Role, see docs/guide/kubernetes.md";
            case TOO_MANY -> "the API server has too many requests (429); try again later";
            case HttpURLConnection.HTTP_CONFLICT -> "somebody else changes it at the same time (409): " + message(e);
            default ->
                e.getCode() > 0
                        ? "the API server answered " + e.getCode() + ": " + message(e)
                        : "the API server cannot be reached: " + root(e)
                                + "; see that the cluster of the context is up, and that this machine may reach it";
        };
    }

    private static @Nullable String message(KubernetesClientException e) {
        return e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
    }

    static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
