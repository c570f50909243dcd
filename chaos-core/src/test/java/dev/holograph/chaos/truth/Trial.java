package dev.holograph.chaos.truth;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Result;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run to be simulated: a service of some kind, a fault, a scenario whose bounds lie at a known distance from the
 * truth. A bound lies off the truth by at least a fifth, and by at least four standard deviations of what one window of
 * ten seconds shows: a run has up to a hundred windows, of which each may be the one that decides.
 */
public final class Trial {

    /** What is done to the system. */
    enum FaultKind {
        /** A proxy delays; an {@code effect:} looks whether it does. */
        DELAY,
        /** Something behind the system gets slower; the driver sees that it does. */
        DEPENDENCY,
        /** A replica is killed, which a few requests notice. */
        KILL
    }

    static final double ERRORS_ALLOWED = 0.05;
    static final double RECOVERY_ALLOWED = 15;

    /** Seconds until an engine has noticed that its request was dropped, and has sent it again. */
    private static final double AGAIN = 0.001;

    /** Seconds until a request is refused. */
    static final double REFUSED = 0.002;

    /** Requests a second of a second load. */
    static final int SECOND_RATE = 10;

    /** One request in so many is of the rare kind. */
    private static final int RARE = 100;

    /** Queries of the gauge, each second. */
    static final int QUERIES = 5;

    final Kind kind;
    final Instants at;

    /** Of the second of two faults; else those of the only one. */
    final Instants last;

    final FaultKind fault;
    final Course course;
    final int rate;

    /** Seconds. */
    double steadyP95;

    double faultP95;
    double faultP99;

    /** {@code null}: the scenario has no {@code effect:}. */
    @Nullable Double effectP50;

    Model model;

    /** Share of the planned requests that the generator makes, and from when on. */
    public double able = 1;

    double ableFrom;

    /** Seconds between which the generator stands still. */
    public double frozenFrom = Double.MAX_VALUE;

    public double frozenTo;

    public boolean seen = true;

    /** Whether the second of two faults was. */
    public boolean lastSeen = true;

    boolean acknowledges = true;
    public int lost;
    public int unknown;

    /** What is true of it although the kind leaves it open. */
    @Nullable Result side;

    private final SplittableRandom random;

    private Trial(Kind kind, SplittableRandom random, Instants at, Instants last) {
        this.kind = kind;
        this.random = random;
        this.at = at;
        this.last = last;
        Model any = Model.random(random);
        this.model = switch (kind) {
            case TOO_FEW -> new Model(25, any.used(), any.noise());
            case BACKLOG_IN_TIME -> new Model(any.rate(), Math.min(0.6, any.used()), any.noise());
            case BACKLOG_LATE -> new Model(any.rate(), 0.8, any.noise());
            case USERS_BLIP, USERS_OUTAGE -> new Model(100, 0.3, any.noise());
            default -> any;
        };
        this.rate = (int) model.rate();
        this.fault = faultOf(kind, random);
        Regime usual = usual(kind, random);
        this.course = new Course(usual);
        new Circumstances(this, random, usual).draw();
    }

    /** Of this kind, everything else by the seed. */
    static Trial of(Kind kind, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (!kind.hasTwoFaults()) {
            Instants at = Instants.random(random, 0, Instants.FAULT);
            return new Trial(kind, random, at, at);
        }
        Instants first = Instants.random(random, 0, Instants.ONE_OF_TWO);
        return new Trial(kind, random, first, Instants.random(random, Instants.SECOND_AT, Instants.ONE_OF_TWO));
    }

    /** The same with the instants of the virtual clock's driver. */
    public static Trial onTheVirtualClock(Kind kind, long seed) {
        boolean two = kind.hasTwoFaults();
        Instants first = Instants.ofTheFakeDriver(0, two ? Instants.ONE_OF_TWO : Instants.FAULT);
        Instants last = two ? Instants.ofTheFakeDriver(Instants.SECOND_AT, Instants.ONE_OF_TWO) : first;
        return new Trial(kind, new SplittableRandom(seed), first, last);
    }

    private static Regime usual(Kind kind, SplittableRandom random) {
        if (kind.isOfSlowAnswers()) {
            return Regime.errors(0).delayed(0.2 + 0.15 * random.nextDouble());
        }
        boolean noErrors = kind.isScript() || kind.isOfUsers() || kind == Kind.RARE_KIND_DEAD;
        Regime usual = Regime.errors(noErrors ? 0 : Model.pick(random, 0, 0.001, 0.005));
        return kind == Kind.RESET_AT_INJECTION ? usual.delayed(0.2 + 0.15 * random.nextDouble()) : usual;
    }

    private static FaultKind faultOf(Kind kind, SplittableRandom random) {
        return switch (kind) {
            case WITHOUT_EFFECT, ONLY_PROBED -> FaultKind.DELAY;
            case SLOWER_WITHIN, BACKLOG_IN_TIME, BACKLOG_LATE, ONLY_CLAIMED -> FaultKind.DEPENDENCY;
            case SLOW_ANSWERS_HOLD, SLOW_ANSWERS_BREACH, RESET_AT_INJECTION -> FaultKind.DEPENDENCY;
            case USERS_BLIP, USERS_OUTAGE -> FaultKind.DEPENDENCY;
            case HEALTHY, DEAD, FLAPPING, RELAPSES, LOSES_WRITES, STARVED, FROZEN, TWO_FAULTS ->
                FaultKind.values()[random.nextInt(3)];
            default -> FaultKind.values()[random.nextInt(2)];
        };
    }

    /** Whether what is done has to be undone. */
    public boolean isLasting() {
        return fault != FaultKind.KILL;
    }

    public boolean hasTwoFaults() {
        return kind.hasTwoFaults();
    }

    /** Whether no objective is about errors. */
    boolean judgesLatencyAlone() {
        return kind == Kind.FAILS_WHERE_LATENCY_IS_JUDGED;
    }

    /** Seconds that the fault phase is to last. */
    int faultPhase() {
        return hasTwoFaults() ? Instants.TWO_FAULTS : Instants.FAULT;
    }

    /** When no further request is due. */
    int end() {
        return Instants.WARMUP + Instants.BASELINE + faultPhase() + Instants.RECOVERY;
    }

    public Kind kind() {
        return kind;
    }

    /** {@code null}: any verdict is allowed. */
    @Nullable Result truth() {
        return kind.truth();
    }

    /** What the load asks, and what becomes of it. */
    Requests requests() {
        if (kind.isOfUsers()) {
            return ClosedUsers.requests(new SimulatedService(model, random.split()), course, end());
        }
        double[] dues = dues();
        return new Requests(dues, replies(dues));
    }

    /** What becomes of requests that are due at these seconds, by a service that has not been asked anything yet. */
    public SimulatedService.Reply[] replies(double[] dues) {
        SimulatedService service = new SimulatedService(model, random.split());
        SimulatedService.Reply[] replies = new SimulatedService.Reply[dues.length];
        for (int i = 0; i < dues.length; i++) {
            SimulatedService.Reply reply = service.reply(dues[i], course.at(dues[i]));
            boolean isReset =
                    kind == Kind.RESET_AT_INJECTION && dues[i] < at.hits() && dues[i] + reply.latency() > at.hits();
            double again = isSentAgain(i, dues[i]) ? AGAIN : 0;
            reply = new SimulatedService.Reply(reply.outcome(), reply.latency() + again);
            if (isReset) {
                reply = new SimulatedService.Reply(Outcome.FAILED, at.hits() - dues[i]);
            } else if (isRare(i) && isDead(dues[i])) {
                reply = new SimulatedService.Reply(Outcome.FAILED, REFUSED);
            }
            replies[i] = reply;
        }
        return replies;
    }

    /** When the generator makes requests. */
    public double[] dues() {
        double[] dues = new double[end() * rate];
        int count = 0;
        for (int i = 0; i < dues.length; i++) {
            double due = i / (double) rate;
            double share = due >= ableFrom ? able : 1;
            boolean made = Math.floor((i + 1) * share) > Math.floor(i * share);
            if (made && !isFrozen(due)) {
                dues[count++] = due;
            }
        }
        return Arrays.copyOf(dues, count);
    }

    /** Seconds between which a script asks nothing. */
    double silentFrom = Double.MAX_VALUE;

    double silentTo;

    /** Seconds between which a script asks another server. */
    double awayFrom = Double.MAX_VALUE;

    double awayTo;

    /** Share of a script's requests under the fault that ask another server. */
    double awayShare;

    /** The n-th request, made at this second. */
    boolean isTurnedAway(int number, double second) {
        boolean underFault = second >= at.hits() && second < at.undoRequested();
        return (second >= awayFrom && second < awayTo) || (underFault && (number * 0.6180339887) % 1 < awayShare);
    }

    /** Share of a script's iterations that throw, and that cannot start, under the fault. */
    double throwing;

    double dropping;

    /** Share of a script's requests that are refused under the fault. */
    double refused;

    /** Whether windows of half a second show the recovery; else those of five. */
    boolean recoveryOverHalfASecond;

    /** Share of the requests that the system drops under the fault, and that the engine sends again by itself. */
    double sentAgain;

    /** Seconds between which the run itself, or the second of two loads, stands still. */
    double stallFrom = Double.MAX_VALUE;

    double stallTo;

    /** Second from which on the rare kind of requests, or the second load, is dead. */
    double deadFrom = Double.MAX_VALUE;

    /** Seconds between which the gauge cannot be read. */
    double unreadableFrom = Double.MAX_VALUE;

    double unreadableTo;

    boolean isRare(int number) {
        return kind == Kind.RARE_KIND_DEAD && number % RARE == RARE / 2;
    }

    boolean isDead(double second) {
        return second >= deadFrom;
    }

    boolean isReadable(double second) {
        return second < unreadableFrom || second >= unreadableTo;
    }

    /** The n-th request, due at this second. */
    boolean isSentAgain(int number, double due) {
        return due >= at.hits() && due < at.undoRequested() && (number * 0.6180339887) % 1 < sentAgain;
    }

    boolean isStalled(double second) {
        return second >= stallFrom && second < stallTo;
    }

    boolean isSilent(double second) {
        return second >= silentFrom && second < silentTo;
    }

    /** Whether a script asks its target then. */
    boolean asksAt(double second) {
        return !isSilent(second) && !(second >= awayFrom && second < awayTo);
    }

    boolean isFrozen(double second) {
        return second >= frozenFrom && second < frozenTo;
    }

    /** What the run is held against. */
    public Scenarios scenario() {
        return new TrialScenario(this).scenario();
    }

    Scenario built() {
        return scenario().build();
    }
}
