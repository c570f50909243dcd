package dev.holograph.gremlin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Stands in for Gremlin's service, which tests cannot have: a server on 127.0.0.1 that keeps attacks and moves them
 * through their stages by a given clock. It does what these public sources say:
 *
 * <ul>
 *   <li>the OpenAPI document "Gremlin API" (paths, parameters, privileges in 403, fields and stages of answers; a copy
 *       stands in the repository api-evangelist/gremlin, {@code openapi/gremlin-openapi.yml});
 *   <li>gremlin-python ({@code attack_helpers.py}, {@code kubernetes_attack_helpers.py}: bodies of requests; a trailing
 *       slash, {@code /attacks/new/?teamId=});
 *   <li>public requests to {@code POST /attacks} on Kubernetes: the fields of targetingStrategy and sampling;
 *   <li>Spinnaker's orca ({@code orca-integrations-gremlin}: 201 with a bare guid as text; DELETE answers 202);
 *   <li>Gremlin's API examples: the answer of {@code /executions} is in snake_case.
 * </ul>
 *
 * <p>Assumed, since no source tells: the bodies of errors; the shape of {@code GET /kubernetes/attacks}, which is
 * answered as it was asked for; the stages of a halt, and the lifecycle of UserHalted ({@link #lifecycleAfterHalt}).
 *
 * <p>What would halt everything is refused (403) and counted: see {@link #haltsOfEverything}.
 */
public final class GremlinStandIn implements AutoCloseable {

    static {
        // Else each answer on a kept connection waits 40 ms for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public static final String KEY = "key-0f3b-not-to-be-seen";

    private static final List<String> HALT_EVERYTHING =
            List.of("DELETE /attacks", "POST /attacks/halt", "POST /halts", "POST /kubernetes/attacks/halt");

    /** A request as it came. */
    public record Recorded(
            String method, String path, Map<String, String> query, Map<String, List<String>> headers, String body) {

        public String line() {
            return method + " " + path;
        }
    }

    private record Rule(Predicate<Recorded> applies, Disturbance disturbance) {}

    private record Answer(int status, String type, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        static Answer text(int status, String body) {
            return new Answer(status, "text/plain", body);
        }
    }

    private final StandInService service;
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final Deque<Rule> rules = new ConcurrentLinkedDeque<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private volatile StandInAnswers answers;
    private volatile String authorization = "Key " + KEY;

    /**
     * @param pause between stages
     * @param effect carries the attacks out
     */
    public GremlinStandIn(Clock clock, Duration pause, Effect effect) throws IOException {
        service = new StandInService(clock, pause, effect);
        answers = new StandInAnswers(service, false);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The base URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Lets attacks go on by themselves, as a clock that runs needs it for their effects. */
    public GremlinStandIn ticking(Duration every) {
        ticker.scheduleWithFixedDelay(service::advance, 0, every.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /** Attacks go as far as the clock says. Also done before each request is answered. */
    public void advance() {
        service.advance();
    }

    /** How the attacks go that are created from now on. */
    public void course(UnaryOperator<Course> change) {
        synchronized (service) {
            service.course = change;
        }
    }

    /** Which lifecycle a halted execution ends in; no source tells it. */
    public void lifecycleAfterHalt(String lifecycle) {
        synchronized (service) {
            service.lifecycleAfterHalt = lifecycle;
        }
    }

    public void camelCase() {
        answers = new StandInAnswers(service, true);
    }

    /** The whole header that is let in. */
    public void accepts(String header) {
        authorization = header;
    }

    public void host(String id, Map<String, String> tags) {
        synchronized (service) {
            service.hosts.add(new StandInService.Machine(id, tags));
        }
    }

    public void container(String id, Map<String, String> labels) {
        synchronized (service) {
            service.containers.add(new StandInService.Machine(id, labels));
        }
    }

    public void object(KubernetesObject object) {
        synchronized (service) {
            service.objects.add(object);
        }
    }

    /** The next requests, so many, for which this is so. */
    public void disturb(int times, Predicate<Recorded> which, Disturbance disturbance) {
        for (int i = 0; i < times; i++) {
            rules.add(new Rule(which, disturbance));
        }
    }

    public void disturbNext(Disturbance disturbance) {
        disturb(1, request -> true, disturbance);
    }

    /** No request is disturbed any more. */
    public void calm() {
        rules.clear();
    }

    public List<Recorded> requests() {
        return List.copyOf(requests);
    }

    public List<String> lines() {
        return requests.stream().map(Recorded::line).toList();
    }

    public List<String> haltsOfEverything() {
        return lines().stream().filter(HALT_EVERYTHING::contains).toList();
    }

    /** The stage of each execution of all attacks, in the order in which they were created. */
    public List<String> stages() {
        synchronized (service) {
            service.advance();
            return service.attacks.values().stream()
                    .flatMap(attack -> attack.executions.stream())
                    .map(execution -> execution.stage().name())
                    .toList();
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String path = uri.getPath().replaceFirst("^/v1", "");
            Recorded request = new Recorded(
                    exchange.getRequestMethod(),
                    path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                    query(uri),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Disturbance disturbance = take(request);
            if (disturbance != null) {
                disturb(exchange, request, disturbance);
                return;
            }
            Answer answer = answer(request);
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            send(exchange, answer.status(), answer.body());
        }
    }

    private Disturbance take(Recorded request) {
        for (Rule rule : rules) {
            if (rule.applies().test(request)) {
                rules.remove(rule);
                return rule.disturbance();
            }
        }
        return null;
    }

    private void disturb(HttpExchange exchange, Recorded request, Disturbance disturbance) throws IOException {
        try {
            if (disturbance.stalls()) {
                exchange.sendResponseHeaders(disturbance.status(), Integer.MAX_VALUE);
                exchange.getResponseBody().write(disturbance.body().getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                Thread.sleep(disturbance.mute().toMillis());
                return;
            }
            Thread.sleep(disturbance.mute().toMillis());
        } catch (InterruptedException e) {
            return;
        }
        if (disturbance.handled()) {
            answer(request);
        }
        disturbance.headers().forEach(exchange.getResponseHeaders()::add);
        if (disturbance.status() != 0) {
            send(exchange, disturbance.status(), disturbance.body());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(Recorded request) throws IOException {
        if (!authorization.equals(
                request.headers().getOrDefault("Authorization", List.of("")).get(0))) {
            return Answer.text(
                    401,
                    "Authorization header missing or malformed. Please provide proper credentials in the authorization"
                            + " header.");
        }
        if (HALT_EVERYTHING.contains(request.line())) {
            return Answer.text(403, "User requires privilege: HALT_ALL");
        }
        synchronized (service) {
            service.advance();
            return route(request);
        }
    }

    private Answer route(Recorded request) throws IOException {
        String[] parts = request.path().substring(1).split("/");
        return switch (request.line()) {
            case "POST /attacks/new" -> Answer.text(201, service.create(Node.parse(request.body())));
            case "POST /attacks" ->
                Answer.json(
                        201,
                        "[{\"type\":\"Kubernetes\",\"k8sAttackId\":\""
                                + service.createOnKubernetes(Node.parse(request.body())) + "\"}]");
            case "GET /attacks/active" ->
                Answer.json(
                        200,
                        answers.attacks(service.attacks.values().stream()
                                .filter(attack -> !attack.isOver())
                                .toList()));
            case "GET /executions" ->
                found(service.attacks.get(request.query().getOrDefault("taskId", "")), 200, answers::executions);
            case "GET /clients/active" -> Answer.json(200, answers.agents());
            case "GET /kubernetes/attacks" -> Answer.json(200, answers.allOnKubernetes(service.onKubernetes.values()));
            case "GET /kubernetes/targets" -> Answer.json(200, answers.targets());
            default ->
                parts[0].equals("kubernetes") && parts.length > 2
                        ? onKubernetes(request, service.onKubernetes.get(parts[2]))
                        : onAttack(request, parts.length > 1 ? service.attacks.get(parts[1]) : null);
        };
    }

    private Answer onAttack(Recorded request, StandInAttack attack) {
        boolean halt = request.method().equals("DELETE") || request.path().endsWith("/halt");
        if (halt && attack != null) {
            service.halt(attack);
        }
        return found(attack, halt ? 202 : 200, one -> halt ? answers.attacks(List.of(one)) : answers.attack(one));
    }

    private Answer onKubernetes(Recorded request, StandInAttack.OnKubernetes attack) {
        boolean halt = request.path().endsWith("/halt");
        if (halt && attack != null) {
            service.halt(attack);
            return Answer.text(202, "");
        }
        return found(attack, 200, answers::onKubernetes);
    }

    private static <T> Answer found(T thing, int status, Function<T, String> body) {
        return thing == null ? Answer.text(404, "not found") : Answer.json(status, body.apply(thing));
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String part : uri.getRawQuery().split("&")) {
                String[] pair = part.split("=", 2);
                query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
