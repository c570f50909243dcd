package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.OutcomeMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The news of all executions of {@code chaos:run} in one build. Each addressee gets one message about all of them: when
 * the build has ended, whether it succeeded or failed midway, or when it is stopped by a signal.
 */
public final class BuildNews {

    /** Longer than the end of a run that is stopped. */
    private static final long LONGEST_END_SECONDS = 90;

    private final List<ExecutionNews> ended = new ArrayList<>();
    private int working;
    private @Nullable Thread hook;

    /** An execution works. Until messages are sent, also a signal sends them. */
    synchronized void begins() {
        working++;
        if (hook == null) {
            Thread thread = new Thread(this::atShutdown, "chaos-messages");
            try {
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            } catch (IllegalStateException e) {
                // The JVM is going down already: who works now sends when it has ended.
            }
        }
    }

    /** An execution has ended. @param stopping whether the build ends with it, so that messages are sent at once */
    void ends(ExecutionNews execution, boolean stopping) {
        synchronized (this) {
            ended.add(execution);
        }
        if (stopping) {
            send();
        }
        synchronized (this) {
            working--;
            notifyAll();
        }
    }

    private void atShutdown() {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
            synchronized (this) {
                while (working > 0 && System.nanoTime() < end) {
                    wait(1000);
                }
            }
            send();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the messages that are due; nothing if that has been done. */
    public void send() {
        List<ExecutionNews> all = take();
        if (all.isEmpty()) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(BuildNews.class.getClassLoader()); // as a goal has it
        try {
            Map<ConfiguredMessage, OutcomeMessage> due = due(all);
            if (!due.isEmpty()) {
                all.get(0).sender().send(due);
            }
        } catch (RuntimeException e) {
            all.get(0).log().warn("No message was sent, by a mistake of this plugin: " + e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private synchronized List<ExecutionNews> take() {
        List<ExecutionNews> all = List.copyOf(ended);
        ended.clear();
        if (hook != null && hook != Thread.currentThread()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It runs, and finds nothing.
            }
        }
        hook = null;
        return all;
    }

    /** Each message about all executions that it is configured for, if one of them is an occasion for it. */
    private static Map<ConfiguredMessage, OutcomeMessage> due(List<ExecutionNews> all) {
        Map<Object, List<ExecutionNews>> concerned = new LinkedHashMap<>();
        Map<Object, ConfiguredMessage> due = new LinkedHashMap<>();
        for (ExecutionNews execution : all) {
            for (ConfiguredMessage message : execution.messages()) {
                concerned
                        .computeIfAbsent(message.addressee(), addressee -> new ArrayList<>())
                        .add(execution);
                if (execution.isFor(message)) {
                    due.putIfAbsent(message.addressee(), message);
                }
            }
        }
        Map<ConfiguredMessage, OutcomeMessage> outcomes = new LinkedHashMap<>();
        due.forEach((addressee, message) ->
                outcomes.put(message, ExecutionNews.together(concerned.getOrDefault(addressee, List.of()))));
        return outcomes;
    }
}
