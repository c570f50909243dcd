package dev.holograph.gremlin;

import dev.holograph.gremlin.Transport.Call;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Creates, watches and halts attacks by Gremlin's REST API. Immutable and safe for many threads.
 *
 * <p>It halts by id alone. The API can also halt everything that a team, or a whole company, runs; this client has no
 * way to ask for that, as it has none to attack "all hosts" or "all containers".
 *
 * <p>Reading and halting may be asked twice without harm, and are asked again by the {@link RetryPolicy}. Creating is
 * not: two attacks could come of it.
 *
 * <p>Each method waits for its answer, at most attempts × time-out and the pauses between.
 */
public final class GremlinClient {

    /** Gremlin's own. */
    public static final URI GREMLIN = URI.create("https://api.gremlin.com/v1");

    private static final String READ = "EXPERIMENTS_READ";
    private static final String READ_CLIENTS = "CLIENTS_READ";
    private static final String RUN = "EXPERIMENTS_RUN";
    private static final String HALT = "HALT_WRITE";

    private final Transport transport;

    GremlinClient(Transport transport) {
        this.transport = transport;
    }

    public static GremlinClientBuilder builder(Credentials credentials) {
        return new GremlinClientBuilder(credentials);
    }

    /** The same client, that waits another time for each answer. */
    public GremlinClient withTimeout(Duration timeout) {
        return new GremlinClient(transport.withTimeout(GremlinClientBuilder.checked(timeout)));
    }

    /** The same client, that asks again by another rule. */
    public GremlinClient withRetry(RetryPolicy retry) {
        return new GremlinClient(transport.withRetry(retry));
    }

    /**
     * Attacks hosts or containers. Returns when the attack is created, which is long before it runs.
     *
     * <p>By {@code /attacks/new}, which the API calls deprecated: {@code POST /attacks} takes no annotations, and by these
     * an attack is found again whose id never arrived.
     *
     * @throws GremlinException if it was refused, or no answer came: then it {@linkplain
     *     GremlinException#mayHaveBeenDone() may} have been created
     */
    public AttackId create(NewAttack attack) throws GremlinException, InterruptedException {
        Call call = post("/attacks/new", Requests.attack(attack), false, RUN);
        return readId(call, AttackId::new);
    }

    /**
     * Attacks objects of a Kubernetes cluster. Returns when the attack is created; its {@link KubernetesAttack#attack()}
     * follows when Gremlin has found the containers.
     *
     * @throws GremlinException as for {@link #create}
     */
    public KubernetesAttackId create(NewKubernetesAttack attack) throws GremlinException, InterruptedException {
        Call call = post("/attacks", Requests.kubernetesAttack(attack), false, RUN);
        return read(call, Answers::createdOnKubernetes);
    }

    public Attack attack(AttackId id) throws GremlinException, InterruptedException {
        return read(get("/attacks/" + id, Map.of()), Answers::attack);
    }

    /** The attacks of the team that are not finished. */
    public List<Attack> activeAttacks() throws GremlinException, InterruptedException {
        return read(get("/attacks/active", Map.of()), answer -> answer.map(Answers::attack));
    }

    /** What an attack does to each of its targets; empty until it has been distributed to them. */
    public List<Execution> executions(AttackId id) throws GremlinException, InterruptedException {
        return read(get("/executions", Map.of("taskId", id.value())), answer -> answer.map(Answers::execution));
    }

    public KubernetesAttack kubernetesAttack(KubernetesAttackId id) throws GremlinException, InterruptedException {
        return read(get("/kubernetes/attacks/" + id, Map.of()), Answers::kubernetesAttack);
    }

    /** The Kubernetes attacks of the team, also those that are finished. */
    public List<KubernetesAttack> kubernetesAttacks() throws GremlinException, InterruptedException {
        return read(get("/kubernetes/attacks", Map.of()), answer -> answer.map(Answers::kubernetesAttack));
    }

    /** The objects of the team's clusters that can be attacked. */
    public List<KubernetesObject> kubernetesTargets() throws GremlinException, InterruptedException {
        Call call = new Call("GET", "/kubernetes/targets", Map.of(), null, true, READ_CLIENTS);
        return read(call, Answers::kubernetesTargets);
    }

    /** The team's agents that run now: the hosts that can be attacked. */
    public List<Agent> activeAgents() throws GremlinException, InterruptedException {
        Call call = new Call("GET", "/clients/active", Map.of(), null, true, READ_CLIENTS);
        return read(call, Answers::agents);
    }

    /** Asks for this attack to end, and returns before it has. One that is finished already stays as it is. */
    public void halt(AttackId id, HaltReason reason) throws GremlinException, InterruptedException {
        transport.send(post("/attacks/" + id + "/halt", Requests.halt(reason), true, HALT));
    }

    /** Asks for this attack to end, and returns before it has. One that is finished already stays as it is. */
    public void halt(KubernetesAttackId id, HaltReason reason) throws GremlinException, InterruptedException {
        transport.send(post("/kubernetes/attacks/" + id + "/halt", Requests.halt(reason), true, HALT));
    }

    private static Call get(String path, Map<String, String> query) {
        return new Call("GET", path, query, null, true, READ);
    }

    private static Call post(String path, String body, boolean repeatable, String privilege) {
        return new Call("POST", path, Map.of(), body, repeatable, privilege);
    }

    /** A bare text; some versions of the service put it in quotes. */
    private <T> T readId(Call call, Function<String, T> reader) throws GremlinException, InterruptedException {
        String body = transport.send(call);
        try {
            return reader.apply(body.strip().replaceAll("^\"|\"$", ""));
        } catch (IllegalArgumentException e) {
            throw unreadable(call, body);
        }
    }

    private <T> T read(Call call, Function<Node, T> reader) throws GremlinException, InterruptedException {
        String body = transport.send(call);
        try {
            return reader.apply(Node.parse(body));
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(call, body);
        }
    }

    private GremlinException unreadable(Call call, String body) {
        return new Failures(transport.credentials()).unreadable(call.words(), body);
    }

    @Override
    public String toString() {
        return "GremlinClient of " + transport.base();
    }
}
