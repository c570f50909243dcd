package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what may be touched. Its rules are the environment's; no scenario can switch them off. What
 * the files alone can tell is a violation; what only the world can tell is a refusal, before anything is touched.
 */
public final class Guardrails {

    private final Environment environment;
    private final @Nullable Guard guard;

    public Guardrails(Environment environment) {
        this.environment = environment;
        this.guard = environment.guard();
    }

    /** Which rules the environment itself breaks. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            KubernetesTarget pods = target.kubernetes();
            if (guard == null && isRemote(target)) {
                String what = other(target)
                        .map(kind -> "{ places: [" + String.join(", ", listed(kind)) + "] }")
                        .orElseGet(() -> target.hosts() != null
                                ? "{ gremlinHosts: {…} }"
                                : target.kubernetes() != null
                                        ? "{ kubeContext: …, namespaces: […] }"
                                        : "{ hosts: […] }");
                violations.add(Violation.of(
                                target.location(),
                                "target '" + target.name() + "' " + where(target)
                                        + ", and the environment has no guard")
                        .withHint("say what may be touched: guard: " + what));
            }
            if (guard != null) {
                urlHosts(guard, target).ifPresent(violations::add);
            }
            if (guard != null) {
                other(target).ifPresent(kind -> violations.addAll(places(guard, target, kind)));
            }
            if (guard != null && target.hosts() != null) {
                hosts(guard, target, target.hosts()).ifPresent(violations::add);
            }
            if (guard != null && pods != null && !guard.namespaces().contains(pods.namespace())) {
                violations.add(new Violation(
                        target.location(),
                        "target '" + target.name() + "' is in the namespace '" + pods.namespace()
                                + "', which the guard does not allow",
                        guard.namespaces(),
                        null,
                        "add it to namespaces: in the guard (" + guard.location() + ") if it may be touched"));
            }
        }
        if (environment.runners() != null) {
            runners(environment.runners()).ifPresent(violations::add);
        }
        if (guard == null || !guard.production()) {
            production()
                    .forEach(
                            (name, place) -> violations.add(
                                    Violation.of(place, name + " looks like production")
                                            .withHint(
                                                    "chaos does not go there; if the name misleads, write `production: allow` in the guard")));
        }
        return violations;
    }

    /** Load from a cluster is made of pods there: the guard says where, and how many. */
    private Optional<Violation> runners(LoadRunners runners) {
        if (guard == null || guard.kubeContext() == null) {
            return Optional.of(Violation.of(
                            runners.location(),
                            "the runners of the load are pods in a cluster, and "
                                    + (guard == null ? "the environment has no guard" : "the guard names no context"))
                    .withHint("say where they may run: guard: { kubeContext: …, namespaces: […], maxRunners: "
                            + runners.count() + " }"));
        }
        if (!guard.namespaces().contains(runners.namespace())) {
            return Optional.of(new Violation(
                    runners.location(),
                    runners.namespace().isEmpty()
                            ? "the runners of the load have no namespace, and the guard has "
                                    + (guard.namespaces().isEmpty() ? "none" : "several")
                            : "the runners of the load are in the namespace '" + runners.namespace()
                                    + "', which the guard does not allow",
                    guard.namespaces(),
                    NearestName.to(runners.namespace(), guard.namespaces()).orElse(null),
                    "write namespace: under k6Operator: and list it in namespaces: in the guard (" + guard.location()
                            + ")"));
        }
        if (runners.count() > guard.maxRunners()) {
            return Optional.of(Violation.of(
                            runners.location(),
                            "the load has " + runners.count() + " runners; maxRunners is " + guard.maxRunners()
                                    + " (in the guard, " + guard.location() + ")")
                    .withHint("take fewer runners, or write maxRunners: " + runners.count()
                            + " in the guard if the cluster can bear them"));
        }
        return Optional.empty();
    }

    /** What a target is of a kind that the guard has no rules of its own for. */
    private static Optional<TargetKind> other(TargetSpec target) {
        return Optional.ofNullable(target.kind())
                .filter(kind -> !(kind instanceof KubernetesTarget || kind instanceof HostsTarget));
    }

    /** As they must stand in the guard. */
    private static List<String> listed(TargetKind kind) {
        return kind.places().stream().map(place -> kind.kind() + ":" + place).toList();
    }

    /** Refuses places of other kinds of targets that the guard does not list, and a target that names no place at all. */
    private static List<Violation> places(Guard guard, TargetSpec target, TargetKind kind) {
        if (kind.places().isEmpty()) {
            return List.of(Violation.of(
                            target.location(),
                            "target '" + target.name() + "' does not say which place it is, and nothing can allow it")
                    .withHint("report it to the maker of the kind '" + kind.kind() + "'"));
        }
        return listed(kind).stream()
                .filter(place -> !guard.places().contains(place))
                .map(place -> new Violation(
                        target.location(),
                        "target '" + target.name() + "' is '" + place + "', which the guard does not list",
                        guard.places(),
                        NearestName.to(place, guard.places()).orElse(null),
                        "add '" + place + "' to places: in the guard (" + guard.location() + ") if it may be touched"))
                .toList();
    }

    private static String where(TargetSpec target) {
        if (other(target).isPresent()) {
            return "may not be on this machine";
        }
        return Optional.ofNullable(target.url())
                .filter(TargetUrl::isDatabase)
                .flatMap(JdbcUrl::unknownParameter)
                .map(name -> "may not be on this machine (where '" + name + "' of its url leads is not known)")
                .orElse("is not on this machine");
    }

    /** Whatever a name looks like: what nobody has listed is not touched. */
    private static Optional<Violation> urlHosts(Guard guard, TargetSpec target) {
        List<String> missing = new AllowedHosts(guard.urlHosts()).missing(target);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String quoted = missing.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", "));
        String what = missing.get(0).startsWith("jdbc:")
                ? "is a database, and where its url leads is unknown, which the guard does not allow"
                : "leads to " + quoted + ", which the guard does not list";
        return Optional.of(new Violation(
                target.location(),
                "target '" + target.name() + "' " + what,
                guard.urlHosts(),
                guard.urlHosts().isEmpty()
                        ? null
                        : NearestName.to(missing.get(0), guard.urlHosts()).orElse(null),
                "add " + quoted + " to hosts: in the guard (" + guard.location() + ") if it may be touched"));
    }

    /** A target's tags must hold all of the guard's: then each of its hosts has them, whichever they are. */
    private static Optional<Violation> hosts(Guard guard, TargetSpec target, HostsTarget hosts) {
        if (guard.hosts().isEmpty()) {
            return Optional.of(Violation.of(
                            target.location(),
                            "target '" + target.name() + "' is hosts, and the guard does not name any")
                    .withHint("if they may be touched, write gremlinHosts: { TAG: VALUE } in the guard ("
                            + guard.location() + "), with the tags that each of them has"));
        }
        if (hosts.tags().entrySet().containsAll(guard.hosts().entrySet())) {
            return Optional.empty();
        }
        return Optional.of(Violation.of(
                        target.location(),
                        "target '" + target.name() + "' is the hosts with " + hosts
                                + ", and the guard allows only those with " + HostsTarget.words(guard.hosts()))
                .withHint("add that to hosts: of the target, or name others in gremlinHosts: in the guard ("
                        + guard.location() + ") if they may be touched"));
    }

    /** Which of its rules a scenario's fault breaks. */
    public List<Violation> violations(FaultStep step, TargetSpec target) {
        String type = step.fault().type().name();
        boolean isOurs = target.service() != null;
        if (!step.fault().type().destroys()
                || isOurs
                || (guard != null && guard.allow().containsKey(type))) {
            return List.of();
        }
        return List.of(Violation.of(
                        step.location(),
                        type + " cannot be undone, and environment '" + environment.name() + "' does not allow it on '"
                                + target.name() + "'")
                .withHint("write `allow: [" + type + "]` in the guard of " + environment.file()
                        + " if what it destroys can be lost"));
    }

    /** Why no fault may be injected at this moment. */
    public Optional<String> closed(Instant now) {
        if (guard == null || guard.window() == null || guard.window().isOpen(now)) {
            return Optional.empty();
        }
        return Optional.of("the window for faults is " + guard.window() + ", and it is "
                + now.atZone(guard.window().zone()).withNano(0) + " (window: in the guard, " + guard.location() + ")");
    }

    /** When no fault may be on any more, if the window is open at this moment and ever closes. */
    public Optional<Instant> closes(Instant now) {
        return guard == null || guard.window() == null || !guard.window().isOpen(now)
                ? Optional.empty()
                : Optional.of(guard.window().closes(now).toInstant());
    }

    /** What is wrong with a plan at whatever moment it is begun: no window is as long as it needs. */
    public Optional<Violation> neverFits(Plan plan) {
        if (guard == null || guard.window() == null || plan.faults().isEmpty()) {
            return Optional.empty();
        }
        Duration needed = plan.undoneWithin();
        Duration length = guard.window().length();
        return needed.compareTo(length) <= 0
                ? Optional.empty()
                : Optional.of(Violation.of(
                                guard.location(),
                                "the window for faults (" + guard.window() + ") is " + Quantity.time(length)
                                        + " long, and up to the undo of its last fault the scenario '"
                                        + plan.scenario().name() + "' needs " + Quantity.time(needed))
                        .withHint("shorten the scenario, or widen the window"));
    }

    /**
     * Why plans may not be begun at this moment, one after the other: the last undo of one could be after the end of the
     * window. Where the window is closed, of plans that are begun as soon as it opens.
     *
     * @return a sentence for each plan that does not fit
     */
    public List<String> tooLong(List<Plan> plans, Instant now) {
        if (guard == null || guard.window() == null) {
            return List.of();
        }
        MaintenanceWindow window = guard.window();
        Instant start = window.opens(now).toInstant();
        ZonedDateTime end = window.closes(start);
        List<String> refusals = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            Duration needed = before.plus(plan.undoneWithin());
            if (!plan.faults().isEmpty() && start.plus(needed).isAfter(end.toInstant())) {
                String what = i == 0
                        ? "this plan needs " + Quantity.time(needed)
                        : "the scenario '" + plan.scenario().name() + "' needs " + Quantity.time(needed) + ", with the "
                                + (i == 1 ? "scenario" : i + " scenarios") + " before it";
                refusals.add("the window for faults ends at " + seconds(end)
                        + window.clockChange(start, end.toInstant()) + ", and up to the undo of its last fault "
                        + what + "; " + advice(window, end.toInstant().minus(needed), i)
                        + " (window: in the guard, " + guard.location() + ")");
            }
            before = before.plus(plan.lasts());
        }
        return refusals;
    }

    private static String advice(MaintenanceWindow window, Instant latest, int before) {
        String few = before == 0 ? "" : ", or run fewer scenarios in one build";
        return window.isOpen(latest)
                ? "start it at " + seconds(latest.atZone(window.zone())) + " at the latest" + few
                : "the window is not as long as that: shorten the plan, or widen the window" + few;
    }

    private static ZonedDateTime seconds(ZonedDateTime moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Why a fault may not be injected as the world is. */
    public List<String> refusals(FaultStep step, TargetSpec target, Preflight found) {
        List<String> refusals = new ArrayList<>();
        if (other(target).isPresent()
                && found.blast() == null
                && found.problems().isEmpty()) {
            refusals.add("fault '" + step.name() + "': its driver does not say how much of target '" + target.name()
                    + "' it would reach, and so the guard cannot allow it; use another driver");
        }
        found.problems().forEach(problem -> refusals.add("fault '" + step.name() + "': " + problem));
        if (!found.denied().isEmpty()) {
            refusals.add("fault '" + step.name() + "' needs rights that "
                    + (guard == null ? "are missing" : "context '" + guard.kubeContext() + "' does not have") + ": "
                    + String.join(
                            ", ",
                            found.denied().stream().map(Permission::toString).toList())
                    + "; grant them by a Role, or leave the fault out");
        }
        if (found.blast() != null && guard != null) {
            blast(guard, found.blast())
                    .forEach(rule -> refusals.add(
                            "fault '" + step.name() + "' " + rule + " (in the guard, " + guard.location() + ")"));
        }
        hosts(found.hosts()).forEach(rule -> refusals.add("fault '" + step.name() + "' " + rule));
        return refusals;
    }

    /** Also without a guard: then no host may be touched. */
    private List<String> hosts(List<String> found) {
        List<String> broken = new ArrayList<>();
        int most = guard == null || guard.hosts().isEmpty() ? 0 : guard.maxHosts();
        if (found.size() > most) {
            broken.add("would reach " + found.size() + " hosts (" + String.join(", ", found) + "); maxHosts is " + most
                    + place());
        }
        if (guard == null || !guard.production()) {
            found.stream()
                    .filter(ProductionNames::isProduction)
                    .forEach(host -> broken.add("would reach host '" + host
                            + "', which looks like production; production is refuse" + place()));
        }
        return broken;
    }

    private String place() {
        return guard == null ? " where there is no guard" : " (in the guard, " + guard.location() + ")";
    }

    private static List<String> blast(Guard guard, Preflight.BlastRadius blast) {
        List<String> broken = new ArrayList<>();
        boolean isPods = blast.unit().equals(Preflight.BlastRadius.PODS);
        int most = isPods ? guard.maxPods() : guard.maxUnits();
        if (blast.affected() > most) {
            broken.add("would reach " + blast.affected() + " " + blast.unit() + "; " + (isPods ? "maxPods" : "maxUnits")
                    + " is " + most);
        }
        if (blast.matched() > 0 && blast.affected() * 100 > guard.maxPercent() * blast.matched()) {
            broken.add("would reach " + blast.affected() + " of " + blast.matched() + " " + blast.unit()
                    + "; maxPercent is " + guard.maxPercent() + "%");
        }
        if (blast.stops() && !guard.lastReadyPod() && blast.ready() - blast.affected() < 1) {
            broken.add("could take the last " + (isPods ? "ready pod" : "of the ready " + blast.unit()) + ": "
                    + blast.ready() + " of " + blast.matched() + " are ready, and it stops " + blast.affected()
                    + "; lastReadyPod is refuse");
        }
        return broken;
    }

    /** Every name that looks like production, with its place. */
    private Map<String, Location> production() {
        Map<String, Location> names = new TreeMap<>();
        if (guard != null) {
            Stream.of(
                            Stream.ofNullable(guard.kubeContext()),
                            guard.namespaces().stream(),
                            guard.places().stream(),
                            tags(guard.hosts()))
                    .flatMap(looked -> looked)
                    .filter(ProductionNames::isProduction)
                    .forEach(looked -> names.put("'" + looked + "'", guard.location()));
        }
        LoadRunners runners = environment.runners();
        if (runners != null && ProductionNames.isProduction(runners.namespace())) {
            names.put("'" + runners.namespace() + "'", runners.location());
        }
        for (TargetSpec target : environment.targets().values()) {
            Stream.of(
                            TargetUrl.host(target.url() == null ? "" : target.url()).stream(),
                            // A proxy on this machine may lead anywhere by its path.
                            TargetUrl.decodedPrefix(target.url() == null ? "" : target.url()).stream(),
                            target.kind() == null ? Stream.<String>empty() : target.kind().names().stream())
                    .flatMap(looked -> looked)
                    .filter(ProductionNames::isProduction)
                    .forEach(name -> names.putIfAbsent("'" + name + "'", target.location()));
            if (isForeignDatabase(target) && ProductionNames.isProduction(String.valueOf(target.url()))) {
                // Not shown: it may hold a password.
                names.put("the url of target '" + target.name() + "'", target.location());
            }
        }
        return names;
    }

    private static Stream<String> tags(Map<String, String> tags) {
        return tags.entrySet().stream().flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()));
    }

    private static boolean isForeignDatabase(TargetSpec target) {
        return target.url() != null && TargetUrl.isDatabase(target.url()) && !TargetUrl.isOnThisMachine(target.url());
    }

    private static boolean isRemote(TargetSpec target) {
        return target.kind() != null || (target.url() != null && !TargetUrl.isOnThisMachine(target.url()));
    }
}
