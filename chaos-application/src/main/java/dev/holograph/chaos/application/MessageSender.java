package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.OutcomeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages side by side, and reports each in one line. None keeps another from being sent, and none changes what
 * the build comes to.
 */
final class MessageSender {

    /** Together with all undos this ends before a signal's patience does; see {@link Termination}. */
    private static final Duration LAST_ATTEMPT_WITHIN = Duration.ofSeconds(18);

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final MessageContext context;
    private final Log log;
    private final Duration within;

    MessageSender(MessageContext context, Log log) {
        this(context, log, WITHIN);
    }

    /** @param within after so long no message is waited for */
    MessageSender(MessageContext context, Log log, Duration within) {
        this.context = context;
        this.log = log;
        this.within = within;
    }

    private record Sending(ConfiguredMessage message, FutureTask<@Nullable String> task, Thread thread) {}

    /**
     * Sends the same message to everybody.
     *
     * @return how many were not sent, those among them that lack something
     */
    int send(List<ConfiguredMessage> messages, OutcomeMessage outcome) {
        Map<ConfiguredMessage, OutcomeMessage> all = new LinkedHashMap<>();
        messages.forEach(message -> all.put(message, outcome));
        return send(all);
    }

    /**
     * Sends messages, in their order, each with its own outcome.
     *
     * @return how many were not sent, those among them that lack something
     */
    int send(Map<ConfiguredMessage, OutcomeMessage> outcomes) {
        int unsent = 0;
        List<Sending> sendings = new ArrayList<>();
        for (Map.Entry<ConfiguredMessage, OutcomeMessage> one : outcomes.entrySet()) {
            ConfiguredMessage message = one.getKey();
            Optional<String> missing = missing(message);
            if (missing.isPresent()) {
                log.info(capital(message) + " is skipped: " + missing.get());
                unsent++;
            } else {
                sendings.add(begin(message, one.getValue()));
            }
        }
        long end = System.nanoTime() + within.toNanos();
        for (Sending sending : sendings) {
            String problem = end(sending, end);
            if (problem == null) {
                log.info(capital(sending.message()) + " is sent");
            } else {
                log.warn(capital(sending.message()) + " was not sent: " + problem);
                unsent++;
            }
        }
        return unsent;
    }

    private Optional<String> missing(ConfiguredMessage message) {
        try {
            return message.messenger().missing(context);
        } catch (RuntimeException e) {
            return Optional.of(
                    "it failed by a mistake of its kind: " + e.getClass().getName());
        }
    }

    private Sending begin(ConfiguredMessage message, OutcomeMessage outcome) {
        Deadline deadline = Deadline.in(LAST_ATTEMPT_WITHIN, System::nanoTime);
        FutureTask<@Nullable String> task = new FutureTask<>(() -> {
            try {
                message.messenger().send(outcome, context, deadline);
                return null;
            } catch (MessageException e) {
                return String.valueOf(e.getMessage());
            } catch (InterruptedException e) {
                return "it was given up";
            }
        });
        Thread thread = new Thread(task, "chaos-message-" + message.name());
        thread.setDaemon(true);
        thread.start();
        return new Sending(message, task, thread);
    }

    /** What went wrong; {@code null} if nothing did. An interrupt does not cut it short. */
    private @Nullable String end(Sending sending, long end) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return sending.task().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            sending.thread().interrupt();
            return "it took longer than " + within.toMillis() / 1000.0 + " s; it may have arrived";
        } catch (ExecutionException e) {
            // Its text is not known to be free of secrets.
            return "it failed by a mistake of its kind: "
                    + String.valueOf(e.getCause()).split("[:\\s]")[0];
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String capital(ConfiguredMessage message) {
        String text = message.toString();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
