package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to the API server, their failures in words that say what to do. */
public final class Api {

    private static final int TOO_MANY = 429;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Limit of one try: a server that has gone silent must not use up the time in which the next one would answer. */
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
                throw new InterruptedException("interrupted while querying the API server");
            }
            throw new DriverException(what + ": " + reason(e), e);
        }
    }

    /** Whether a requested change is visible. */
    @FunctionalInterface
    public interface Look {
        boolean isSeen() throws DriverException, InterruptedException;
    }

    /**
     * One call that changes something for good. If no answer comes, it may have been carried out all the same: what is
     * there is looked at before that is denied.
     *
     * @param look may wait a little for what is on its way
     * @throws DriverException if it was refused, if it was not carried out, or if that cannot be told; the message says
     *     which
     */
    public static void change(String what, Runnable call, Look look) throws DriverException, InterruptedException {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while querying the API server");
            }
            String problem = what + ": " + reason(e);
            if (e.getCode() > 0 && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
                throw new DriverException(problem, e);
            }
            if (!isSeen(look, problem, e)) {
                throw new DriverException(problem + "; a look showed that nothing has changed", e);
            }
        }
    }

    private static boolean isSeen(Look look, String problem, KubernetesClientException cause)
            throws DriverException, InterruptedException {
        try {
            return look.isSeen();
        } catch (DriverException unseen) {
            cause.addSuppressed(unseen);
            throw new DriverException(
                    problem + "; whether it happened all the same is unknown, so nothing is proven: look at it"
                            + " before you run this again",
                    cause);
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

    /**
     * Does something to an object, and nothing if that is not there. A {@code catch} of Fabric8's exceptions belongs
     * here: in a driver, which every goal makes and the JVM verifies, it would load Fabric8 in builds without a cluster.
     */
    public static void unlessMissing(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (!isMissing(e)) {
                throw e;
            }
        }
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
            case TOO_MANY ->
                budget(e)
                        .map(budget -> "a PodDisruptionBudget refuses it (429): " + budget)
                        .orElse("the API server has too many requests (429); try again later");
            case HttpURLConnection.HTTP_CONFLICT -> "somebody else changes it at the same time (409): " + message(e);
            default ->
                e.getCode() > 0
                        ? "the API server answered " + e.getCode() + ": " + message(e)
                        : "the API server cannot be reached: " + root(e)
                                + "; see that the cluster of the context is up, and that this machine may reach it";
        };
    }

    /** What a disruption budget says, which answers evictions with the code of a busy server. */
    private static Optional<String> budget(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getDetails() == null
                ? Optional.empty()
                : e.getStatus().getDetails().getCauses().stream()
                        .filter(cause -> "DisruptionBudget".equals(cause.getReason()))
                        .map(StatusCause::getMessage)
                        .findFirst();
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
