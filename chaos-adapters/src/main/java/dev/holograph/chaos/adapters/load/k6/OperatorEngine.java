package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.tls.Http2Check;
import dev.holograph.chaos.adapters.tls.TlsClient;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs k6 in the pods of a cluster, by a TestRun of k6-operator. */
final class OperatorEngine implements LoadEngine {

    private static final String MODULE = "chaos.js";
    private static final String PROFILE_SCRIPT = "profile.js";
    private static final String TRUSTED = "trusted.pem";

    /** Kubernetes' own limit of a ConfigMap's data. */
    private static final int MOST_BYTES = 1024 * 1024;

    /** When Kubernetes ends a load that nobody removes: long after its planned end. */
    private static final Duration LEFT_FOR = Duration.ofHours(1);

    private final String kubeContext;
    private final LoadRunners runners;
    private final DriverContext context;

    OperatorEngine(String kubeContext, LoadRunners runners, DriverContext context) {
        this.kubeContext = kubeContext;
        this.runners = runners;
        this.context = context;
    }

    @Override
    public String name() {
        return LoadRunners.ENGINE;
    }

    /** Runs are compared with those that had the same k6 in as many pods. */
    @Override
    public String version() {
        return runners.image() + ", " + runners.count() + (runners.count() == 1 ? " runner" : " runners");
    }

    @Override
    public Optional<UndoRecipe> leaves(LoadPlan plan, String type) {
        try {
            return Optional.of(testRun(plan).recipe(type, context));
        } catch (DriverException e) {
            return Optional.empty(); // there is no such context: start() fails as well
        }
    }

    @Override
    public void remove(UndoRecipe recipe, Deadline deadline) throws DriverException {
        TestRun.of(recipe, context).remove(deadline);
    }

    private TestRun testRun(LoadPlan plan) throws DriverException {
        return TestRun.of(context, kubeContext, runners.namespace(), plan.load().name());
    }

    @Override
    public RunningLoad start(LoadPlan plan, OutcomeSink sink) throws DriverException, InterruptedException {
        failIfUnable(plan);
        Http2Check.failIfNotOffered(plan);
        TestRun testRun = testRun(plan);
        Path scripts = Path.of(TestRunSpec.SCRIPTS);
        Map<String, String> files = files(plan);
        Map<String, String> variables = Variables.ofRunners(plan, scripts, runners.count());
        variables.computeIfPresent("CHAOS_PROFILE", (name, profile) -> withDataHere(profile));
        String script = plan.load().script() == null
                ? PROFILE_SCRIPT
                : Path.of(plan.load().script()).getFileName().toString();
        boolean timings = plan.base().isSecure() || plan.load().script() != null || plan.mayEndEarly();
        JsonObject spec = TestRunSpec.of(
                runners, testRun.name(), script, arguments(plan, sink.metrics()), needed(sink.metrics(), timings));
        RunningTestRun load = new RunningTestRun(testRun, runners, plan, timings, sink, context.clock());
        testRun.create(files, variables, spec, plan.length().plus(LEFT_FOR), context);
        load.begin();
        return load;
    }

    private static void failIfUnable(LoadPlan plan) throws DriverException {
        if (plan.load().isObserved()) {
            throw new DriverException("a script without a profile cannot be run by k6-operator; give the load a profile"
                    + " beside the script: http: or websocket:");
        }
        if (K6Engine.hasSecretInPath(plan)) {
            throw new DriverException(
                    "load '" + plan.load().name() + "': {setup.NAME} stands in a path, and the logs of"
                            + " k6's pods would show it; send it in a header or a body, or let this machine drive the load:"
                            + " -Dchaos.load=k6");
        }
        Tls tls = plan.base().tls();
        if (tls != null && tls.key() != null) {
            throw new DriverException("target '" + plan.load().profile().target()
                    + "' asks its clients for a certificate, whose key would have to leave this machine; let this"
                    + " machine drive the load: -Dchaos.load=k6");
        }
        if (!plan.base().own().equals(plan.base().endpoint())) {
            throw new DriverException("target '" + plan.load().profile().target()
                    + "' is reached through a proxy of this machine, where no pod comes");
        }
    }

    /** All that the script's folder must hold in the pods. */
    private static Map<String, String> files(LoadPlan plan) throws DriverException {
        Map<String, String> files = new TreeMap<>();
        try {
            files.put(MODULE, resource(MODULE));
            files.put(TestRunSpec.FOLLOW, resource(TestRunSpec.FOLLOW));
            String script = plan.load().script();
            if (script == null) {
                files.put(PROFILE_SCRIPT, resource(PROFILE_SCRIPT));
            } else {
                ScriptFolder.add(plan.root().resolve(script), script, files);
            }
            String data = plan.load().data();
            if (data != null) {
                Path file = plan.root().resolve(data);
                files.put(file.getFileName().toString(), Files.readString(file));
            }
            Tls tls = plan.base().tls();
            if (tls != null && !tls.insecure()) {
                files.put(TRUSTED, TlsClient.of(tls).trusted());
            }
        } catch (IOException e) {
            throw new DriverException(
                    "a file of load '" + plan.load().name() + "' cannot be read: " + e.getMessage(), e);
        }
        failIfTooLarge(plan, files);
        return files;
    }

    private static void failIfTooLarge(LoadPlan plan, Map<String, String> files) throws DriverException {
        long bytes = files.entrySet().stream()
                .mapToLong(file -> file.getKey().length() + file.getValue().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > MOST_BYTES) {
            throw new DriverException("the files of load '" + plan.load().name() + "' ("
                    + String.join(", ", files.keySet()) + ") have " + bytes
                    + " bytes, and a ConfigMap, by which they come to the pods, holds " + MOST_BYTES
                    + "; take a shorter file of data, or let this machine drive the load: -Dchaos.load=k6");
        }
    }

    private static String withDataHere(String profile) {
        JsonObject json = new JsonObject(profile);
        String data = json.getString("data");
        return data == null
                ? profile
                : json.put("data", TestRunSpec.SCRIPTS + "/" + Path.of(data).getFileName())
                        .encode();
    }

    private static List<String> arguments(LoadPlan plan, MetricSink metrics) {
        Set<String> tags = new TreeSet<>(MetricRows.systemTags(metrics));
        tags.add(MetricRows.SCENARIO);
        tags.add(plan.load().profile() instanceof Profile.WebSocket ? MetricRows.STATUS : HttpVersions.TAG);
        List<String> arguments = new ArrayList<>(List.of(
                "--no-color",
                "--no-thresholds",
                "--summary-mode=compact",
                "--summary-export=" + TestRunSpec.SUMMARY,
                "--system-tags=" + String.join(",", tags),
                "--out=csv=" + TestRunSpec.CSV));
        arguments.addAll(K6Tls.options(plan.base()));
        return arguments;
    }

    /** Metrics whose rows {@link CsvRows} reads. */
    private static List<String> needed(MetricSink metrics, boolean timings) {
        Set<String> needed = new LinkedHashSet<>(CsvRows.METRICS);
        if (timings) {
            needed.addAll(Resends.TIMINGS);
        }
        metrics.wanted().stream().map(Metric::name).forEach(needed::add);
        return List.copyOf(needed);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = OperatorEngine.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + OperatorEngine.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
