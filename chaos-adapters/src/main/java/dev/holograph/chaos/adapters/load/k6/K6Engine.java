package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.process.Child;
import dev.holograph.chaos.adapters.process.ChildSpec;
import dev.holograph.chaos.adapters.process.Launcher;
import dev.holograph.chaos.adapters.process.ProcessRecords;
import dev.holograph.chaos.adapters.tls.Http2Check;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.slo.MetricSink;
import dev.holograph.chaos.slo.OutcomeSink;
import dev.holograph.chaos.slo.Window;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs k6 with a scenario's script, or with one that follows its profile. */
final class K6Engine implements LoadEngine {

    private static final String LOG = "k6.log";
    private static final String MODULE = "chaos.js";
    private static final String PROFILE_SCRIPT = "profile.js";

    private final K6 k6;
    private final ProcessRecords records;
    private final double processors;
    private final ProcessorTimes times = new ProcessorTimes();

    K6Engine(K6 k6, ProcessRecords records) {
        this(k6, records, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors that k6 can take */
    K6Engine(K6 k6, ProcessRecords records, double processors) {
        this.k6 = k6;
        this.records = records;
        this.processors = processors;
    }

    @Override
    public String name() {
        return "k6";
    }

    @Override
    public String version() {
        return k6.version();
    }

    @Override
    public RunningLoad start(LoadPlan plan, OutcomeSink sink) throws DriverException, InterruptedException {
        Http2Check.failIfNotOffered(plan);
        Path folder = plan.directory().resolve("k6-" + plan.load().name());
        Path csv = folder.resolve("samples.csv");
        Path summary = folder.resolve("summary.json");
        Path script;
        Optional<Path> config;
        try {
            Files.createDirectories(folder);
            unpack(MODULE, folder);
            Files.createFile(csv);
            script = script(plan, folder);
            config = K6Tls.write(plan.base(), folder);
        } catch (IOException e) {
            throw new DriverException("k6's files cannot be written to " + folder + ": " + e.getMessage(), e);
        }
        Map<String, String> variables = Variables.of(plan, folder);
        String pack = plan.load().scriptFolder();
        if (pack != null && plan.load().script() != null) {
            script = ScriptArchive.of(k6, plan, script, plan.root().resolve(pack), variables, folder);
        }
        ScriptOptions options = plan.load().isObserved() ? k6.inspect(script, variables) : ScriptOptions.UNKNOWN;
        if (plan.load().isObserved()) {
            needToLast(plan, options);
        }
        ChildSpec spec = new ChildSpec(
                "k6",
                words(plan, csv, summary, config, script, sink.metrics()),
                variables,
                folder,
                folder.resolve(LOG));
        Child child = new Launcher(records, plan.runId()).start(spec);
        times.add(child::processorTime);
        CpuWatch cpu = new CpuWatch(times::total, System::nanoTime, () -> Window.micros(Instant.now()), processors);
        return new RunningK6(child, csv, summary, cpu, plan, options, sink);
    }

    /** A script of its own has a length of its own; one that ends first would leave the system without load. */
    private static void needToLast(LoadPlan plan, ScriptOptions options) throws DriverException {
        Duration longest = options.longest().orElse(plan.length());
        if (longest.compareTo(plan.length()) < 0) {
            throw new DriverException(plan.load().script() + " lasts " + Quantity.time(longest)
                    + " at most without its graceful stop, and the phases of this scenario take "
                    + Quantity.time(plan.length())
                    + ": let its options take the length from __ENV.CHAOS_LOAD_MS, or be long enough; chaos:run ends it"
                    + " in time");
        }
    }

    private static Path script(LoadPlan plan, Path folder) throws IOException {
        String script = plan.load().script();
        return script == null ? unpack(PROFILE_SCRIPT, folder) : plan.root().resolve(script);
    }

    private List<String> words(
            LoadPlan plan, Path csv, Path summary, Optional<Path> config, Path script, MetricSink metrics) {
        Set<String> tags = new TreeSet<>(MetricRows.systemTags(metrics));
        tags.add(MetricRows.SCENARIO);
        if (plan.load().isObserved()) {
            tags.addAll(Destinations.TAGS);
        }
        // Of a refused handshake, which no script gets to see, the status.
        tags.add(plan.load().profile() instanceof Profile.WebSocket ? MetricRows.STATUS : HttpVersions.TAG);
        List<String> words = new ArrayList<>(List.of(
                k6.executable().toString(),
                "run",
                "--quiet",
                "--no-color",
                "--no-thresholds", // judged here, by windows
                // Its own counts, which tell whether its CSV is whole; they cost it 8 bytes for each sample of a trend.
                "--summary-mode=compact",
                "--summary-export=" + summary,
                // An address of its own choice: on the standard one two runs would collide.
                "--address=localhost:0",
                "--system-tags=" + String.join(",", tags),
                "--out=csv=" + csv));
        if (hasSecretInPath(plan)) {
            // Of each request that gets no answer k6 warns with its URL. Other warnings are lost with these.
            words.add("--log-output=file=" + LOG + ",level=error");
        }
        config.ifPresent(file -> words.add("--config=" + file));
        words.addAll(K6Tls.options(plan.base()));
        words.add(script.toString());
        return words;
    }

    private static boolean hasSecretInPath(LoadPlan plan) {
        Stream<String> paths = plan.load().profile() instanceof Profile.WebSocket socket
                ? Stream.of(socket.path())
                : plan.load().profile().kinds().stream().map(HttpRequest::path);
        return paths.anyMatch(path -> RequestTemplate.of(path).has(RequestTemplate.Value.Kind.SETUP));
    }

    private static Path unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = K6Engine.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing beside " + K6Engine.class);
            }
            Files.copy(in, file);
        }
        return file;
    }
}
