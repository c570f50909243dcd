package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.BuildNews;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;

/** The news of one Maven build: sent when Maven says that the build has ended, whether it succeeded or failed midway. */
final class NewsOfSession {

    private static final String SESSION_ENDED = "sessionEnded";

    private NewsOfSession() {}

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
            request.setExecutionListener(listening(news::send, request.getExecutionListener()));
            return news;
        }
    }

    /** The listener that there is, told after the messages are sent: the summary of the build stays the last that is read. */
    static ExecutionListener listening(Runnable send, @Nullable ExecutionListener listener) {
        return (ExecutionListener) Proxy.newProxyInstance(
                NewsOfSession.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(send, arguments);
                    }
                    if (method.getName().equals(SESSION_ENDED)) {
                        send.run();
                    }
                    try {
                        return listener == null ? null : method.invoke(listener, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
