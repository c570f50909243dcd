package dev.holograph.gremlin;

import dev.holograph.gremlin.command.Cpu;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attack that harms nobody, by the real service: 10 s of 1 % of one core of one host, halted as soon as it runs. It
 * is started by hand alone, by the workflow {@code gremlin-smoke}, and leaves a transcript to compare the next one with.
 */
final class SmokeAttack {

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int POLLS = 60;

    private final GremlinClient client;
    private final Duration poll;

    SmokeAttack(GremlinClient client, Duration poll) {
        this.client = client;
        this.poll = poll;
    }

    /**
     * Arguments: the file for the transcript, and a tag that the host has, {@code name=value}. The key and the team are
     * the environment's {@code GREMLIN_API_KEY} and {@code GREMLIN_TEAM}.
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        String[] tag = arguments[1].split("=", 2);
        try (Transcript transcript = new Transcript(GremlinClient.GREMLIN)) {
            GremlinClient client = client(transcript.url(), environment);
            try {
                new SmokeAttack(client, POLL).run(tag[0], tag[1], System.out);
            } finally {
                Files.writeString(Path.of(arguments[0]), transcript.text());
            }
        }
    }

    static GremlinClient client(URI service, Map<String, String> environment) {
        return GremlinClient.builder(Credentials.apiKey(environment.getOrDefault("GREMLIN_API_KEY", "")))
                .teamId(environment.getOrDefault("GREMLIN_TEAM", ""))
                .baseUrl(service)
                .build();
    }

    /** @throws IOException if it did not run, or did not end */
    void run(String tag, String value, PrintStream out) throws GremlinException, IOException, InterruptedException {
        client.kubernetesTargets();
        String host = client.activeAgents().stream()
                .filter(agent -> value.equals(agent.tags().get(tag)))
                .map(Agent::id)
                .findFirst()
                .orElseThrow(() -> new IOException("no active host has the tag"));
        AttackId id = client.create(new NewAttack(
                new Target.HostIds(List.of(host)), new Cpu(LENGTH, 1, 1), Map.of("smoke", "gremlin-client")));
        try {
            out.println("hasRun: " + await(id, Execution::hasRun));
        } finally {
            client.halt(id, new HaltReason("the smoke test is over", "gremlin-smoke"));
        }
        out.println("ended as: " + await(id, Execution::isFinished));
    }

    private String await(AttackId id, java.util.function.Predicate<Execution> is)
            throws GremlinException, IOException, InterruptedException {
        for (int i = 0; i < POLLS; i++) {
            Optional<Execution> execution =
                    client.executions(id).stream().filter(is).findFirst();
            if (execution.isPresent()) {
                return execution.get().stage().name();
            }
            Thread.sleep(poll.toMillis());
        }
        throw new IOException(
                "the attack is not there after " + poll.multipliedBy(POLLS).toSeconds() + " s");
    }
}
