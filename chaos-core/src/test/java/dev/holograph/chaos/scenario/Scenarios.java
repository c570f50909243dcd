package dev.holograph.chaos.scenario;

import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.PodKill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scenarios for tests: 5 s of warm-up, 20 s baseline, 30 s fault, 40 s recovery, 100 requests a second. */
public final class Scenarios {

    public static final Location HERE = new Location("scenarios/test.yaml", 1, 1);

    private final List<String> steadyState = new ArrayList<>(List.of("error_rate < 1%"));
    private final List<String> effect = new ArrayList<>();
    private final List<String> slo = new ArrayList<>();
    private final List<String> abortIf = new ArrayList<>();
    private final List<FaultStep> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable String warn;
    private boolean noDataPasses;
    private ArrivalModel arrivals = new ArrivalModel.Open(100, 10);
    private String target = "renderer";
    private Duration timeout = Duration.ofSeconds(10);
    private Phases phases =
            new Phases(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(40));
    private RecoveryRule recovery = RecoveryRule.DEFAULT;
    private final List<Probe> probes = new ArrayList<>();
    private @Nullable Ledger ledger;
    private List<ParameterValue> parameters = List.of();
    private String definition = "";

    private @Nullable Profile profile = new Profile.Http("renderer", "GET", "/", Map.of(), null, "2xx", null, 0);
    private @Nullable String script;

    private final List<Load> more = new ArrayList<>();

    private Scenarios() {}

    public static Scenarios scenario() {
        return new Scenarios();
    }

    public Scenarios steadyState(String... objectives) {
        steadyState.clear();
        steadyState.addAll(List.of(objectives));
        return this;
    }

    public Scenarios effect(String... objectives) {
        effect.addAll(List.of(objectives));
        return this;
    }

    public Scenarios slo(String... objectives) {
        slo.addAll(List.of(objectives));
        return this;
    }

    public Scenarios abortIf(String... objectives) {
        abortIf.addAll(List.of(objectives));
        return this;
    }

    /** A tighter bound of every SLO. */
    public Scenarios warn(String bound) {
        warn = bound;
        return this;
    }

    public Scenarios noDataPasses() {
        noDataPasses = true;
        return this;
    }

    public Scenarios rate(double perSecond) {
        arrivals = new ArrivalModel.Open(perSecond, 10);
        return this;
    }

    /** A closed load, which makes its own pace. */
    public Scenarios arrivals(ArrivalModel other) {
        arrivals = other;
        return this;
    }

    public Scenarios users(int number) {
        arrivals = new ArrivalModel.Closed(number, Duration.ofSeconds(1));
        return this;
    }

    /** The system has traffic of its own. */
    public Scenarios profile(Profile other) {
        profile = other;
        return this;
    }

    /** Requests of two kinds, of which the first comes nine times as often. */
    public Scenarios mix(String often, String seldom) {
        return profile(new Profile.Http(
                "renderer",
                null,
                List.of(
                        new HttpRequest(often, 9, "GET", "/", Map.of(), null, ExpectedAnswer.status("2xx"), null),
                        new HttpRequest(seldom, 1, "GET", "/", Map.of(), null, ExpectedAnswer.status("2xx"), null)),
                0));
    }

    public Scenarios noLoad() {
        profile = null;
        return this;
    }

    /** A script alone. */
    public Scenarios observed(String path) {
        profile = new Profile.ByScript("renderer");
        arrivals = new ArrivalModel.ByScript(ArrivalModel.ByScript.MAX_FAILED_ITERATIONS);
        script = path;
        return this;
    }

    public Scenarios timeout(Duration length) {
        timeout = length;
        return this;
    }

    public Scenarios phases(int warmup, int baseline, int fault, int after) {
        return phases(
                Duration.ofSeconds(warmup),
                Duration.ofSeconds(baseline),
                Duration.ofSeconds(fault),
                Duration.ofSeconds(after));
    }

    public Scenarios phases(Duration warmup, Duration baseline, Duration fault, Duration after) {
        phases = new Phases(warmup, baseline, fault, after);
        return this;
    }

    public Scenarios recovery(int over, int stable) {
        recovery = new RecoveryRule(Duration.ofSeconds(over), Duration.ofSeconds(stable));
        return this;
    }

    public Scenarios recovery(Duration over, Duration stable) {
        recovery = new RecoveryRule(over, stable);
        return this;
    }

    public Scenarios ledger() {
        ledger = Ledger.of(new Ledger.Http("GET", "/frames/{id}", "renderer"), HERE);
        return this;
    }

    public Scenarios ledger(Ledger other) {
        ledger = other;
        return this;
    }

    /** Whom the faults and probes that follow are about. */
    public Scenarios on(String other) {
        target = other;
        return this;
    }

    /** One more load, of the target. */
    public Scenarios load(String name, double perSecond) {
        Profile own = new Profile.Http(target, "GET", "/", Map.of(), null, "2xx", null, 0);
        more.add(new Load(name, own, new ArrivalModel.Open(perSecond, 1), timeout, null, HERE));
        return this;
    }

    /** One more load, which only its script describes. */
    public Scenarios withScript(String name, String path) {
        ArrivalModel own = new ArrivalModel.ByScript(ArrivalModel.ByScript.MAX_FAILED_ITERATIONS);
        more.add(new Load(name, new Profile.ByScript(target), own, timeout, path, HERE));
        return this;
    }

    /** Another load, whose requests need what a setup is answered. */
    public Scenarios load(String name, SetupRequest setup) {
        more.add(new Load(name, profile, arrivals, timeout, null, null, null, HERE, List.of(), setup));
        return this;
    }

    public Scenarios probe(String name, ProbeQuery query, Duration every) {
        probes.add(new Probe(name, query, target, every, every, HERE));
        return this;
    }

    public Scenarios probe(String name, Duration every) {
        probes.add(new Probe(name, new ProbeQuery.Http("/healthz", "2xx", "/clients"), target, every, every, HERE));
        return this;
    }

    public Scenarios latency(String name, int at, @Nullable Integer length) {
        return fault(
                name,
                new Latency(Duration.ofSeconds(2), Duration.ZERO, Latency.Distribution.UNIFORM, Direction.RESPONSES),
                at,
                length,
                null);
    }

    public Scenarios kill(String name, int at, @Nullable Integer repeat) {
        return fault(name, new PodKill("1", Duration.ZERO), at, null, repeat);
    }

    public Scenarios fault(String name, Fault fault, int at, @Nullable Integer length, @Nullable Integer repeat) {
        faults.add(new FaultStep(name, fault, target, Duration.ofSeconds(at), seconds(length), seconds(repeat), HERE));
        names.add(name);
        return this;
    }

    /** The values of its parameters, which stand in no other part of it. */
    public Scenarios parameters(List<ParameterValue> values) {
        parameters = values;
        return this;
    }

    /** What tells its text from another's. */
    public Scenarios definition(String digest) {
        definition = digest;
        return this;
    }

    public Scenario build() {
        return new Scenario(
                "test" + ParameterValue.suffix(parameters),
                "scenarios/test.yaml",
                "A scenario for tests",
                null,
                null,
                List.of(),
                List.of(),
                loads(),
                phases,
                faults,
                read(steadyState, ObjectiveRole.STEADY_STATE),
                read(effect, ObjectiveRole.EFFECT),
                read(slo, ObjectiveRole.SLO),
                read(abortIf, ObjectiveRole.ABORT_IF),
                recovery,
                ledger,
                probes,
                parameters,
                definition);
    }

    private List<Load> loads() {
        return profile == null
                ? List.of()
                : Stream.concat(Stream.of(new Load("load", profile, arrivals, timeout, script, HERE)), more.stream())
                        .toList();
    }

    private List<Objective> read(List<String> texts, ObjectiveRole role) {
        String tighter = role == ObjectiveRole.SLO ? warn : null;
        return texts.stream()
                .map(text -> new ObjectiveParser(text, HERE, role, names)
                        .parse(text, tighter, noDataPasses)
                        .get())
                .toList();
    }

    private static @Nullable Duration seconds(@Nullable Integer number) {
        return number == null ? null : Duration.ofSeconds(number);
    }
}
