package dev.holograph.chaos.truth;

import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.truth.Trial.FaultKind;
import java.util.SplittableRandom;

/** Draws what happens in a trial, and bounds at a known distance from it. */
final class Circumstances {

    private static final double FOR_EVER = 1e6;

    private final Trial trial;
    private final SplittableRandom random;
    private final Regime usual;
    private Regime during;

    Circumstances(Trial trial, SplittableRandom random, Regime usual) {
        this.trial = trial;
        this.random = random;
        this.usual = usual;
        this.during = usual;
    }

    void draw() {
        boolean applied =
                switch (trial.kind) {
                    case ONLY_CLAIMED, WITHOUT_EFFECT, ONLY_PROBED -> false;
                    default -> true;
                };
        if (applied && trial.fault == FaultKind.DELAY) {
            during = during.delayed(0.3);
        } else if (applied && trial.fault == FaultKind.DEPENDENCY) {
            during = during.slower(0.85 / trial.model.used());
        }
        if (trial.fault == FaultKind.DELAY && trial.kind != Kind.ONLY_PROBED) {
            trial.effectP50 = 0.5 * (LongRun.of(trial.model, usual).quantile(0.5) + 0.3);
        }
        trial.steadyP95 = above(usual, 0.95);
        trial.faultP95 = above(during, 0.95);
        trial.faultP99 = above(during, 0.99);
        underTheFault();
        apply(trial.at);
        if (trial.kind.hasTwoFaults() && trial.kind != Kind.SECOND_NOT_APPLIED) {
            apply(trial.last);
        }
        within(trial.at);
        afterwards(over(trial.at));
        if (trial.kind.hasTwoFaults()) {
            betweenAndAfter();
        }
        outside();
    }

    private void apply(Instants at) {
        if (trial.isLasting()) {
            trial.course.put(at.hits(), at.clears(), during);
        } else {
            trial.course.put(at.hits(), at.hits() + between(0.1, 0.3), usual.refusing(1));
        }
    }

    /** What is sick before the undo is confirmed is sick under the fault. */
    private double over(Instants at) {
        return trial.isLasting() ? at.undoConfirmed() + 0.1 : at.hits();
    }

    /** Healthy again in time after both, but for what the kind says. What is sick after a kill is sick under it. */
    private void betweenAndAfter() {
        if (!trial.isLasting()) {
            return;
        }
        double first = over(trial.at);
        double last = over(trial.last);
        double next = trial.last.injectionRequested() - 0.25;
        switch (trial.kind) {
            case NOT_BETWEEN -> trial.course.put(first, next, sick());
            case LATE_AFTER_FIRST -> trial.course.put(first, first + between(19.5, 24), sick());
            default -> trial.course.put(first, first + between(0, 10.5), sick());
        }
        boolean late = trial.kind == Kind.LATE_AFTER_SECOND;
        trial.course.put(last, last + (late ? between(19.5, 24) : between(0, 10.5)), sick());
    }

    /** Changes the regime of the whole fault. */
    private void underTheFault() {
        Regime fault = during;
        switch (trial.kind) {
            case ERRORS_WITHIN -> during = during.refusing(0.02);
            case BACKLOG_IN_TIME -> backlog(1.15);
            case BACKLOG_LATE -> backlog(1.3);
            case SLOW -> {
                trial.faultP95 = below(fault, 0.95);
                trial.faultP99 = above(fault, 0.99);
            }
            case SLOW_ANSWERS_HOLD, SLOW_ANSWERS_BREACH -> relative();
            case USERS_BLIP, USERS_OUTAGE -> {
                during = usual;
                trial.steadyP95 = 1; // twelve at once wait for one another: only errors are judged
                trial.faultP95 = 1;
                trial.faultP99 = 1;
            }
            case RESET_AT_INJECTION -> {
                during = usual;
                trial.faultP95 = above(usual, 0.95);
                trial.faultP99 = above(usual, 0.99);
            }
            case FAILING -> during = during.refusing(Model.pick(random, 0.1, 0.2, 0.5, 1));
            case HANGS -> during = during.hanging(Model.pick(random, 0.3, 0.7, 1));
            case HANGS_SILENTLY -> during = during.silent(Model.pick(random, 0.3, 0.7, 1));
            case NO_CONNECTION -> during = during.unsent(Model.pick(random, 0.3, 0.7, 1));
            case NEAR_ERRORS -> {
                double share = Trial.ERRORS_ALLOWED * between(0.7, 1.3);
                during = during.refusing(share);
                trial.side = share < Trial.ERRORS_ALLOWED ? Result.PASS : Result.BREACH;
            }
            case NEAR_LATENCY -> {
                double off = between(1 / (1 + margin(fault, 0.95)), 1 + margin(fault, 0.95));
                trial.faultP95 = LongRun.of(trial.model, fault).quantile(0.95) * off;
                trial.side = off > 1 ? Result.PASS : Result.BREACH;
            }
            default -> {}
        }
    }

    /** The bound is twice the baseline: the fault makes answers hardly slower, or three times as slow and more. */
    private void relative() {
        double before = LongRun.of(trial.model, usual).quantile(0.99);
        double more = trial.kind == Kind.SLOW_ANSWERS_HOLD ? between(0, 0.2) : between(2, 3);
        during = usual.delayed(usual.delay() + more * before);
        trial.faultP95 = 9;
        trial.faultP99 = trial.kind == Kind.SLOW_ANSWERS_HOLD ? 2 * before : 9;
    }

    /** More is asked than can be served: what is waiting grows by a second every 1 / (used - 1) seconds. */
    private void backlog(double used) {
        during = during.slower(used / trial.model.used());
        trial.faultP95 = 8;
        trial.faultP99 = 9;
    }

    private void within(Instants at) {
        double from = between(at.hits() + 2, at.hits() + 15);
        switch (trial.kind) {
            case SLOW_STRETCH ->
                trial.course.put(from, from + between(0.3, 0.8), usual.delayed(Math.min(9, 3 * trial.faultP99)));
            case USERS_BLIP -> trial.course.put(from, from + between(0.2, 0.6), usual.refusing(1));
            case USERS_OUTAGE -> trial.course.put(from, from + between(1.5, 4), usual.refusing(1));
            case SHORT_OUTAGE -> trial.course.put(from, from + between(0.7, 0.9), usual.refusing(1));
            default -> {}
        }
    }

    private void afterwards(double over) {
        Course course = trial.course;
        switch (trial.kind) {
            case RECOVERS_IN_TIME -> course.put(over, over + between(1, 10.5), sick());
            case RECOVERS_LATE -> course.put(over, over + between(19.5, 24), sick());
            case DIES_AT_THE_END -> course.put(trial.end() - between(0.5, 1.5), FOR_EVER, usual.refusing(1));
            case FAILS_WHERE_LATENCY_IS_JUDGED ->
                course.put(over + between(0, 5), FOR_EVER, usual.refusing(Model.pick(random, 0.1, 0.3, 0.6)));
            case NEVER_RECOVERS -> course.put(over, FOR_EVER, sick());
            case DEAD ->
                course.put(trial.at.hits(), FOR_EVER, random.nextBoolean() ? usual.refusing(1) : usual.hanging(1));
            case FLAPPING -> {
                double period = between(3, 7);
                for (double from = over + 2; from < trial.end(); from += period) {
                    course.put(from, from + between(0.8, 1.5), sick());
                }
            }
            case FLAPS_FAST -> {
                trial.recoveryOverHalfASecond = random.nextBoolean();
                double period = between(0.5, 3);
                double share = between(0.3, 0.7);
                for (double from = over; from < trial.end(); from += period) {
                    course.put(from, from + share * period, usual.refusing(1));
                }
            }
            case FLAPS_SLOWLY -> {
                double period = between(11, 29);
                double last = between(over + 19.5, trial.end() - 2);
                for (double from = last; from > over; from -= period) {
                    course.put(from, from + between(0.8, 1.5), usual.refusing(1));
                }
            }
            case RELAPSES -> {
                course.put(over, over + 2, sick());
                double again = over + between(14, 20);
                course.put(again, Math.max(again + between(2, 10), over + 19.5), sick());
            }
            case NEAR_RECOVERY -> {
                double length = between(12, 18);
                course.put(over, over + length, usual.refusing(1));
                trial.side = length < Trial.RECOVERY_ALLOWED ? Result.PASS : Result.BREACH;
            }
            default -> {}
        }
    }

    /** What is not the system's doing, or not seen in its answers. */
    private void outside() {
        switch (trial.kind) {
            case ONLY_CLAIMED -> trial.seen = false;
            case WITHOUT_EFFECT -> trial.seen = random.nextBoolean();
            case SECOND_NOT_APPLIED -> trial.lastSeen = trial.fault == FaultKind.DELAY && random.nextBoolean();
            case STARVED -> trial.able = between(0.3, 0.9);
            case STARVES_LATER -> {
                trial.able = between(0.3, 0.8);
                trial.ableFrom = trial.at.hits();
            }
            case FROZEN -> {
                trial.frozenFrom = between(3, 62);
                trial.frozenTo = trial.frozenFrom + between(2, 6);
            }
            case SICK_BEFORE -> trial.course.put(0, FOR_EVER, sick());
            case NO_WRITES -> trial.acknowledges = false;
            case SENT_AGAIN -> trial.sentAgain = between(0.05, 0.3);
            case LOSES_WRITES -> trial.lost = 1 + random.nextInt(5);
            case RUN_STALLS -> stall(1.2, 4);
            case SECOND_LOAD_SILENT -> stall(2, 7);
            case SCRIPT_SILENT -> {
                trial.silentFrom = between(trial.at.hits(), trial.end() - 14);
                trial.silentTo = random.nextBoolean() ? FOR_EVER : trial.silentFrom + between(21, 30);
            }
            case SCRIPT_TURNS_AWAY -> {
                trial.awayFrom = between(trial.at.hits(), trial.end() - 14);
                trial.awayTo = random.nextBoolean() ? FOR_EVER : trial.awayFrom + between(21, 30);
            }
            case SCRIPT_TURNS_PARTLY -> trial.awayShare = between(0.6, 0.9);
            case SCRIPT_REFUSED -> trial.refused = between(0.1, 0.6);
            case SCRIPT_THROWS -> trial.throwing = between(0.02, 0.6);
            case SCRIPT_DROPS -> trial.dropping = between(0.02, 0.8);
            case RARE_KIND_DEAD, LOAD_WITHOUT_STEADY_STATE_DEAD ->
                trial.deadFrom = random.nextBoolean()
                        ? between(trial.at.hits(), trial.at.hits() + 8)
                        : between(trial.at.undoConfirmed(), trial.at.undoConfirmed() + 2);
            case GAUGE_MISSES_SOME -> unreadable(between(0.02, 0.33));
            case GAUGE_SILENT -> unreadable(between(0.6, 0.9));
            case LEDGER_SILENT -> trial.unknown = 1 + random.nextInt(50);
            default -> {}
        }
    }

    /** Somewhere under the fault. */
    private void unreadable(double share) {
        double length = share * Instants.FAULT;
        trial.unreadableFrom = between(trial.at.hits(), trial.at.undoRequested() - length);
        trial.unreadableTo = trial.unreadableFrom + length;
    }

    private void stall(double least, double most) {
        trial.stallFrom = between(Instants.WARMUP + 1, trial.end() - 10);
        trial.stallTo = trial.stallFrom + between(least, most);
    }

    private Regime sick() {
        double share = Model.pick(random, 0.3, 0.6, 1);
        return switch (random.nextInt(4)) {
            case 0 -> usual.refusing(share);
            case 1 -> usual.hanging(share);
            case 2 -> usual.unsent(share);
            default -> usual.delayed(Math.min(9, 3 * trial.steadyP95));
        };
    }

    private double above(Regime regime, double q) {
        return LongRun.of(trial.model, regime).quantile(q) * (1 + margin(regime, q)) * between(1, 2);
    }

    private double below(Regime regime, double q) {
        return LongRun.of(trial.model, regime).quantile(q) / (1 + margin(regime, q)) / between(1, 2);
    }

    private double margin(Regime regime, double q) {
        return Math.max(0.2, 4 * LongRun.of(trial.model, regime).deviation(q));
    }

    private double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }
}
