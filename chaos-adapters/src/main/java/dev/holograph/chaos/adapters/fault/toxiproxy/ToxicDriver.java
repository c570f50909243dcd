package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does one kind of lasting network fault by toxics on the proxy that has the target's name: one toxic for each
 * direction. Their names are made of the run's id and the step's name, so that whoever undoes the run finds them.
 *
 * <p>What Toxiproxy says is all there is to see from outside, whatever protocol the target speaks; so the evidence is
 * claimed, and a scenario needs an {@code effect:}.
 */
final class ToxicDriver<F extends Fault> implements FaultDriver<F> {

    static final String URL = "url";
    static final String PROXY = "proxy";
    private static final String STEP = "step";
    private static final String STREAMS = "streams";

    private static final Duration TOO_LATE = Duration.ofSeconds(4);

    private final Class<F> type;
    private final Function<F, Toxic> toxics;
    private final DriverContext context;

    /** Each proxy with the toxics that a step added, as Toxiproxy confirmed them, by the step's name. */
    private final Map<String, Proxy> injected = new ConcurrentHashMap<>();

    /** @param toxics tells how Toxiproxy does a fault, or by IllegalArgumentException why it cannot */
    ToxicDriver(Class<F> type, Function<F, Toxic> toxics, DriverContext context) {
        this.type = type;
        this.toxics = toxics;
        this.context = context;
    }

    @Override
    public Class<F> fault() {
        return type;
    }

    /** What asks by the proxy of the target gets no answer, or one that comes too late for an undo of several questions. */
    @Override
    public boolean silences(F fault) {
        return fault instanceof Partition
                || (fault instanceof Latency latency && latency.delay().compareTo(TOO_LATE) >= 0);
    }

    @Override
    public Prepared<F> prepare(FaultStep step, F fault, TargetSpec target) {
        Toxic toxic = toxics.apply(fault);
        Toxiproxy server = server();
        UndoRecipe undo = new UndoRecipe(
                ToxiproxyDriverProvider.NAME,
                fault.type().name(),
                Map.of(
                        URL,
                        server.url(),
                        PROXY,
                        target.name(),
                        STEP,
                        step.name(),
                        STREAMS,
                        String.join(",", toxic.streams())),
                toxic.streams().stream()
                        .map(stream -> "curl -X DELETE " + server.url() + "/proxies/" + target.name() + "/toxics/"
                                + name(step.name(), stream))
                        .collect(Collectors.joining("; ")));
        return new Prepared<>(step, fault, target, ToxiproxyDriverProvider.NAME, toxic.describe(target.name()), undo);
    }

    @Override
    public Preflight preflight(Prepared<F> prepared) throws DriverException, InterruptedException {
        return new Preflight(
                new ToxiproxyCheck(server()).problems(prepared.target().name(), context.runId()), List.of(), null);
    }

    @Override
    public Evidence inject(Prepared<F> prepared) throws DriverException, InterruptedException {
        Toxiproxy server = server();
        String target = prepared.target().name();
        Toxic toxic = toxics.apply(prepared.fault());
        Proxy before = server.proxies().get(target);
        // What the additions answer, never a later look at the proxy: somebody may change a toxic between the two.
        SortedMap<String, JsonObject> added = new TreeMap<>();
        for (String stream : toxic.streams()) {
            String name = name(prepared.step().name(), stream);
            added.put(name, server.add(target, toxic.json(name, stream)));
        }
        Proxy proxy = server.proxies().get(target);
        List<String> names = names(prepared);
        if (before == null || proxy == null || !proxy.toxics().keySet().containsAll(names)) {
            return gone(names);
        }
        Proxy wanted = before.withToxics(added);
        injected.put(prepared.step().name(), wanted);
        return others(toxic, added)
                .or(() -> changes(wanted, proxy, names))
                .orElse(Evidence.claimed("Toxiproxy lists " + String.join(" and ", names) + " on " + proxy));
    }

    @Override
    public Evidence observe(Prepared<F> prepared) {
        try {
            Proxy before = injected.get(prepared.step().name());
            Proxy proxy = server().proxies().get(prepared.target().name());
            List<String> names = names(prepared);
            if (before == null) {
                return Evidence.none("it was never injected");
            }
            if (proxy == null || !proxy.toxics().keySet().containsAll(names)) {
                return gone(names);
            }
            return changes(before, proxy, names)
                    .orElse(Evidence.claimed("Toxiproxy still lists " + String.join(" and ", names) + " on " + proxy));
        } catch (DriverException e) {
            return Evidence.none(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.none("interrupted while querying Toxiproxy");
        }
    }

    /** The toxics live in Toxiproxy, which may long have been started anew: one that is not there is undone. */
    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        Map<String, String> data = recipe.data();
        Toxiproxy server = Toxiproxy.at(data.getOrDefault(URL, Toxiproxy.DEFAULT_URL));
        List<String> problems = new ArrayList<>();
        for (String stream : data.getOrDefault(STREAMS, "upstream,downstream").split(",")) {
            try {
                server.remove(
                        data.getOrDefault(PROXY, ""), name(data.getOrDefault(STEP, ""), stream), deadline.remaining());
            } catch (DriverException e) {
                problems.add(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException("interrupted before Toxiproxy confirmed the undo", e);
            }
        }
        if (!problems.isEmpty()) {
            throw new DriverException(String.join("; ", problems));
        }
    }

    private List<String> names(Prepared<F> prepared) {
        return toxics.apply(prepared.fault()).streams().stream()
                .map(stream -> name(prepared.step().name(), stream))
                .toList();
    }

    /** For some part of its time the fault was not on: whatever was measured, it was not that fault. */
    private static Evidence gone(List<String> names) {
        return Evidence.disturbed("Toxiproxy does not list " + String.join(" and ", names)
                + " any more: somebody has taken it away, or Toxiproxy was started anew");
    }

    /** Toxics that Toxiproxy made in another way than it was asked to. */
    private static Optional<Evidence> others(Toxic wanted, SortedMap<String, JsonObject> added) {
        String others = added.entrySet().stream()
                .filter(one -> !wanted.isAsAdded(one.getValue()))
                .map(one -> "Toxiproxy made something else of " + one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining("; "));
        return others.isEmpty() ? Optional.empty() : Optional.of(Evidence.disturbed(others));
    }

    /** What somebody else has done to a proxy since these toxics were added. */
    private Optional<Evidence> changes(Proxy before, Proxy now, List<String> names) {
        List<String> foreign = ToxiproxyCheck.foreign(now, context.runId());
        List<String> changes = new ArrayList<>();
        if (!now.enabled()) {
            changes.add("somebody disabled " + now);
        }
        if (!now.upstream().equals(before.upstream()) || !now.listen().equals(before.listen())) {
            changes.add("somebody changed " + before + " to " + now);
        }
        names.stream()
                .filter(name ->
                        !Objects.equals(before.toxics().get(name), now.toxics().get(name)))
                .forEach(name -> changes.add("somebody changed " + name + " from "
                        + before.toxics().get(name) + " to " + now.toxics().get(name)));
        if (!foreign.isEmpty()) {
            changes.add("toxics of somebody else act on " + now + ": " + String.join(", ", foreign));
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(Evidence.disturbed(String.join("; ", changes)));
    }

    private Toxiproxy server() {
        return Toxiproxy.of(context);
    }

    private String name(String step, String stream) {
        return ToxicName.of(context.runId(), step, stream);
    }
}
