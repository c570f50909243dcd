package dev.holograph.chaos.maven;

import dev.holograph.chaos.spi.OutcomeMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;

/**
 * The news of all executions of {@code chaos:run} in one build. Each addressee gets one message about all of them: when
 * Maven says that the build has ended, whether it succeeded or failed midway, or when it is stopped by a signal.
 */
final class BuildNews {

    /** Longer than the end of a run that is stopped. */
    private static final long LONGEST_END_SECONDS = 90;

    private static final String SESSION_ENDED = "sessionEnded";

    private final List<ExecutionNews> ended = new ArrayList<>();
    private int working;
    private @Nullable Thread hook;

    /**
     * The news of a build: those of its first execution, for all others.
     *
     * @param request of the build; its listener is asked to say when the build has ended
     */
    static BuildNews of(MavenExecutionRequest request) {
        // Modules that give the plugin other dependencies have other classes, and with them messages of their own.
        String key = BuildNews.class.getName() + "@" + System.identityHashCode(BuildNews.class.getClassLoader());
        Map<String, Object> data = request.getData();
        synchronized (data) {
            if (data.get(key) instanceof BuildNews known) {
                return known;
            }
            BuildNews news = new BuildNews();
            data.put(key, news);
            request.setExecutionListener(news.listening(request.getExecutionListener()));
            return news;
        }
    }

    /** The listener that there is, after the messages are sent: the summary of the build stays the last that is read. */
    private ExecutionListener listening(@Nullable ExecutionListener listener) {
        return (ExecutionListener) Proxy.newProxyInstance(
                BuildNews.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(this, arguments);
                    }
                    if (method.getName().equals(SESSION_ENDED)) {
                        send();
                    }
                    try {
                        return listener == null ? null : method.invoke(listener, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

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
    void send() {
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
