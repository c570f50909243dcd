package dev.holograph.chaos.report;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.run.RunIds;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.FaultSchedule;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Ramp;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.SetupRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan in words: what will happen, when, to what, and how it will be undone. Variables of services are left out, since
 * they may hold secrets.
 */
public final class PlanText {

    private final Plan plan;
    private final Scenario scenario;
    private final Environment environment;
    private final List<String> lines = new ArrayList<>();

    private PlanText(Plan plan) {
        this.plan = plan;
        this.scenario = plan.scenario();
        this.environment = plan.environment();
    }

    /** The lines, without line ends. */
    public static List<String> of(Plan plan) {
        return new PlanText(plan).build();
    }

    private List<String> build() {
        lines.add("Scenario " + scenario.name() + ": " + scenario.title());
        lines.add("  in environment " + environment.name() + ": " + environment.title());
        lines.add("  run " + plan.runId()
                + (plan.runId().equals(RunIds.NONE_YET)
                        ? " (stands for the id that a run gets when it begins; run in names of a cluster)"
                        : "")
                + ", seed " + plan.seed());
        scenario.parameters()
                .forEach(value -> lines.add("Value  " + value.name() + " = " + value.text() + ", " + value.origin()
                        + (value.description().isEmpty() ? "" : " (" + value.description() + ")")));
        environment.services().forEach(service -> lines.add("Starts " + service(service)));
        scenario.loads().forEach(this::setup);
        scenario.loads().forEach(load -> lines.add("Load   " + load(load)));
        if (scenario.loads().isEmpty()) {
            lines.add("Load   none: probes alone measure the system");
        }
        scenario.probes()
                .forEach(probe -> lines.add(
                        "Probe  " + probe.name() + ": " + probe.query().kind() + " "
                                + probe.query().words()
                                + " of " + where(probe.target()) + ", every " + Quantity.time(probe.every())));
        phases();
        plan.faults().forEach(this::fault);
        episodes();
        for (ObjectiveRole role : ObjectiveRole.values()) {
            for (Objective objective : scenario.objectives(role)) {
                String name = objective.givenName().isEmpty() ? "" : objective.givenName() + ": ";
                lines.add(String.format("%-12s %s%s", role.key(), name, objective.text()));
            }
        }
        Ledger ledger = scenario.ledger();
        lines.add(
                ledger == null
                        ? "Ledger: none, data loss is not checked"
                        : "Ledger: every acknowledged write is looked for by "
                                + ledger.find().shown() + " of " + where(ledger.target())
                                + (ledger.eventually().isZero()
                                        ? ""
                                        : ", for up to " + Quantity.time(ledger.eventually())
                                                + " where it is not there at once"));
        return List.copyOf(lines);
    }

    private String service(ServiceSpec service) {
        String what = service.kind() instanceof ServiceSpec.Kind.Artifact artifact
                ? artifact.coordinates()
                : service.kind() instanceof ServiceSpec.Kind.Command ? "a command" : "a Redis server";
        String restart = "restarted " + service.restart().name().toLowerCase(Locale.ROOT);
        return service.name() + ": " + what + ", " + restart + ", ready within " + text(service.readyWithin());
    }

    private static String frames(Profile.WebSocket socket) {
        int all = socket.frames().stream().mapToInt(Profile.Frame::weight).sum();
        return socket.frames().size() == 1
                ? "frames"
                : "frames "
                        + socket.frames().stream()
                                .map(frame -> frame.name() + " (" + frame.weight() + " of " + all + ")")
                                .collect(Collectors.joining(", "));
    }

    private static String ramp(Ramp ramp) {
        return ramp.stages().isEmpty()
                ? ""
                : ", after "
                        + ramp.stages().stream()
                                .map(stage -> Quantity.count(stage.perSecond()) + "/s in " + text(stage.over()))
                                .collect(Collectors.joining(", "));
    }

    /** Which request is made before a load, and which names of its requests the answer fills. */
    private void setup(Load load) {
        SetupRequest setup = load.setup();
        if (setup != null) {
            lines.add("Setup  of " + load.name() + ", once before the warm-up: " + setup + " of "
                    + where(load.profile().target()) + " fills "
                    + setup.values().keySet().stream()
                            .sorted()
                            .map(name -> "{setup." + name + "}")
                            .collect(Collectors.joining(", ")));
        }
    }

    private String load(Load load) {
        if (load.isObserved()) {
            return load.name() + ": whatever " + load.script() + " does to "
                    + where(load.profile().target()) + ", driver k6; its metrics are all that is seen of it";
        }
        String when = load.arrivals() instanceof ArrivalModel.Open open
                ? Quantity.count(open.perSecond()) + "/s, due on schedule" + ramp(open.ramp())
                : load.arrivals() instanceof ArrivalModel.Closed closed
                        ? closed.users() + " users with a pause of " + text(closed.pause())
                        : "";
        String what = load.profile() instanceof Profile.Http http
                ? requests(http)
                : load.profile() instanceof Profile.WebSocket socket ? frames(socket) + " to " + socket.path() : "";
        String script = (load.data() == null ? "" : ", data of " + load.data())
                + (load.script() == null ? "" : ", k6 runs " + load.script());
        return load.name() + ": " + what + " of " + where(load.profile().target()) + ", " + when + ", time-out "
                + text(load.timeout()) + ", driver " + environment.loadDriver() + runners() + script;
    }

    /** What is made in a cluster. */
    private String runners() {
        LoadRunners runners = environment.runners();
        return runners == null || !environment.loadDriver().equals(LoadRunners.ENGINE)
                ? ""
                : ": " + runners.shown()
                        + " (a TestRun, a ConfigMap and a Secret are made there, and removed at the end)";
    }

    /** Several kinds of request, each with its share. */
    private static String requests(Profile.Http http) {
        int all = http.kinds().stream().mapToInt(HttpRequest::weight).sum();
        return http.kinds().size() == 1
                ? http.first().toString()
                : http.kinds().stream()
                        .map(kind -> kind + " (" + kind.weight() + " of " + all + ")")
                        .collect(Collectors.joining(", "));
    }

    private void phases() {
        Duration at = Duration.ZERO;
        for (Phase phase : Phase.values()) {
            Duration length = scenario.duration().of(phase);
            lines.add(String.format("%8s  %s for %s", "+" + text(at), phase.word(), text(length)));
            at = at.plus(length);
        }
        lines.add(String.format("%8s  end", "+" + text(at)));
    }

    private void fault(Prepared<?> prepared) {
        FaultStep step = prepared.step();
        Duration start = scenario.duration()
                .warmup()
                .plus(scenario.duration().baseline())
                .plus(step.at());
        String repeat = step.repeat() == null ? "" : ", again every " + text(step.repeat());
        lines.add("Fault  " + step.name() + " at +" + text(start) + repeat + ", by " + prepared.driver() + ": "
                + prepared.description());
        UndoRecipe undo = prepared.undo();
        lines.add(
                undo == null
                        ? "       happens at one instant; there is nothing to undo"
                        : "       lasts " + text(lasts(step)) + "; by hand it is undone so: " + undo.byHand());
    }

    /** Prints the recovery windows where there are several faults: after which of them, and how long. */
    private void episodes() {
        List<FaultSchedule.Episode> episodes = FaultSchedule.of(scenario);
        boolean several = episodes.stream().mapToInt(one -> one.faults().size()).sum() > 1;
        boolean asked =
                scenario.slo().stream().anyMatch(objective -> objective.indicator() instanceof Indicator.RecoveryTime);
        if (!several || !asked) {
            return;
        }
        Duration start = scenario.duration().warmup().plus(scenario.duration().baseline());
        for (int i = 0; i < episodes.size(); i++) {
            FaultSchedule.Episode episode = episodes.get(i);
            String names = episode.faults().stream()
                    .map(FaultSchedule.Occurrence::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            lines.add("Recovery from " + names + " is looked for from +" + text(start.plus(episode.over())) + " to +"
                    + text(start.plus(episode.until()))
                    + (i + 1 < episodes.size() ? ", when the next fault comes" : ", the end"));
        }
    }

    private Duration lasts(FaultStep step) {
        return step.length() == null ? scenario.duration().fault().minus(step.at()) : step.length();
    }

    private String where(String target) {
        TargetSpec spec = environment.targets().get(target);
        if (spec == null) {
            return target;
        }
        return target + " (" + spec.shown() + (spec.throughProxy() ? ", through the proxy)" : ")");
    }

    private static String text(Duration duration) {
        return Quantity.time(duration).toString();
    }
}
