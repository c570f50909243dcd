package dev.holograph.chaos.it;

import dev.holograph.gremlin.Effect;
import java.io.IOException;

/**
 * Does to the renderer's pods what Gremlin's agent would, for the attacks that the OpenAPI document "Gremlin API" and
 * Gremlin's command line call packet_loss (a share of what the target sends), blackhole (all of the traffic, in and out)
 * and shutdown. By which signal a container is shut down, no public source tells: here it is SIGTERM, by which container
 * runtimes stop one. The minute for which the real one waits before that is left out.
 */
final class PodAgent implements Effect {

    private final Cluster cluster;

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
            default -> throw new IOException("this agent cannot do " + type);
        }
    }

    @Override
    public void end(Attacked attacked) throws IOException, InterruptedException {
        if (!attacked.commandLine().get(0).equals("shutdown")) {
            PodNetwork.restore(uid(attacked));
        }
    }

    private String uid(Attacked attacked) {
        return cluster.pods().get(attacked.target());
    }
}
