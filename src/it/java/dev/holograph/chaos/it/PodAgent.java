package dev.holograph.chaos.it;

import dev.holograph.gremlin.Effect;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does to the renderer's pods what Gremlin's agent would, for the attacks that the OpenAPI document "Gremlin API" and
 * Gremlin's command line call packet_loss (a share of what the target sends), blackhole (all of the traffic, in and
 * out), process_killer (all processes of a whole name, every few seconds) and shutdown. By which signals no public
 * source tells: here a container is shut down by SIGTERM, by which container runtimes stop one, and a process is killed
 * by SIGKILL. The minute for which the real one waits before a shutdown is left out.
 */
final class PodAgent implements Effect, AutoCloseable {

    private final Cluster cluster;
    private final ScheduledExecutorService killers = Executors.newScheduledThreadPool(2);
    private final Map<Attacked, Future<?>> killing = new ConcurrentHashMap<>();

    PodAgent(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void begin(Attacked attacked) throws IOException, InterruptedException {
        String type = attacked.commandLine().get(0);
        switch (type) {
            case "packet_loss" -> PodNetwork.lose(uid(attacked), attacked.argument("-r", "1"));
            case "blackhole" -> PodNetwork.cut(uid(attacked));
            case "shutdown" ->
                PodProcesses.first(cluster.container(attacked.target())).destroy();
            case "process_killer" ->
                killing.put(
                        attacked,
                        killers.scheduleWithFixedDelay(
                                () -> kill(attacked),
                                0,
                                Long.parseLong(attacked.argument("-i", "5")),
                                TimeUnit.SECONDS));
            default -> throw new IOException("this agent cannot do " + type);
        }
    }

    @Override
    public void end(Attacked attacked) throws IOException, InterruptedException {
        switch (attacked.commandLine().get(0)) {
            case "process_killer" -> killing.remove(attacked).cancel(true);
            case "packet_loss", "blackhole" -> PodNetwork.restore(uid(attacked));
            default -> {
                // a shutdown has nothing to take back
            }
        }
    }

    /** Between two containers of a pod there is none, and nothing to kill. */
    private void kill(Attacked attacked) {
        String container = cluster.container(attacked.target());
        PodProcesses.named(container, attacked.argument("-p", "")).forEach(ProcessHandle::destroyForcibly);
    }

    private String uid(Attacked attacked) {
        return cluster.pods().get(attacked.target());
    }

    @Override
    public void close() {
        killers.shutdownNow();
    }
}
