package dev.holograph.chaos.truth;

import dev.holograph.chaos.slo.Result;
import org.jspecify.annotations.Nullable;

/** What a system, or a run, is like; and what is true of it. */
public enum Kind {
    HEALTHY(Result.PASS, "bears the fault"),
    ERRORS_WITHIN(Result.PASS, "2 % errors under the fault, 5 % allowed"),
    SLOWER_WITHIN(Result.PASS, "busier under the fault, within its bounds"),
    RECOVERS_IN_TIME(Result.PASS, "sick for up to 10.5 s after the fault, 15 s allowed"),
    BACKLOG_IN_TIME(Result.PASS, "a queue that drains in time"),

    SLOW(Result.BREACH, "slower than allowed"),
    SLOW_STRETCH(Result.BREACH, "slow for less than a second"),
    FAILING(Result.BREACH, "10 to 100 % fast errors"),
    SHORT_OUTAGE(Result.BREACH, "fails for 0.7 to 0.9 s"),
    DEAD(Result.BREACH, "gone with the fault, for ever"),
    HANGS(Result.BREACH, "answers 0 to 70 % of what it is asked"),
    HANGS_SILENTLY(Result.BREACH, "as before, and the engine reports no outcome"),
    NO_CONNECTION(Result.BREACH, "takes no connection for 30 to 100 %"),
    RECOVERS_LATE(Result.BREACH, "sick for 19.5 to 24 s after the fault"),
    NEVER_RECOVERS(Result.BREACH, "sick from the end of the fault on"),
    FLAPPING(Result.BREACH, "sick for a second every 3 to 7 s"),
    RELAPSES(Result.BREACH, "well again, and then sick again"),
    BACKLOG_LATE(Result.BREACH, "a queue that drains too late"),
    LOSES_WRITES(Result.BREACH, "forgets 1 to 5 acknowledged writes"),

    ONLY_CLAIMED(Result.NOT_PROVEN, "fault not applied; somebody says it was"),
    WITHOUT_EFFECT(Result.NOT_PROVEN, "fault not applied; the effect: does not hold"),
    STARVED(Result.NOT_PROVEN, "the generator makes 30 to 90 % of the load"),
    STARVES_LATER(Result.NOT_PROVEN, "the same from the fault on"),
    FROZEN(Result.NOT_PROVEN, "the generator stands still for 2 to 6 s"),
    SICK_BEFORE(Result.NOT_PROVEN, "not healthy before the fault"),
    TOO_FEW(Result.NOT_PROVEN, "too few requests for a p99 of 10 s"),
    NO_WRITES(Result.NOT_PROVEN, "acknowledges no write under the fault"),
    LEDGER_SILENT(Result.NOT_PROVEN, "writes cannot be looked for"),

    NEAR_LATENCY(null, "latency near its bound"),
    NEAR_ERRORS(null, "errors near their bound"),
    NEAR_RECOVERY(null, "recovery near its bound"),

    TWO_FAULTS(Result.PASS, "two faults, well between them and after them"),
    NOT_BETWEEN(Result.BREACH, "does not recover between two faults"),
    LATE_AFTER_FIRST(Result.BREACH, "late after the first of two faults, in time after the second"),
    LATE_AFTER_SECOND(Result.BREACH, "in time after the first of two faults, late after the second"),
    SECOND_NOT_APPLIED(Result.NOT_PROVEN, "the second of two faults not applied"),

    SLOW_ANSWERS_HOLD(Result.PASS, "slow answers open at the injection; p99 within 2x baseline"),
    RESET_AT_INJECTION(Result.PASS, "what is open at the injection fails, the rest is well"),
    SCRIPT_WORKS(Result.PASS, "a script-only load that asks all the time"),
    SLOW_ANSWERS_BREACH(Result.BREACH, "slow answers open at the injection; p99 beyond 2x baseline"),
    DIES_AT_THE_END(Result.BREACH, "dies 0.5 to 1.5 s before the end"),
    RUN_STALLS(Result.NOT_PROVEN, "the run itself stands still for 1.2 to 4 s"),
    SECOND_LOAD_SILENT(Result.NOT_PROVEN, "one of two loads stands still for 2 to 7 s"),
    SCRIPT_SILENT(Result.NOT_PROVEN, "a script-only load falls silent for 11 s or more"),
    SCRIPT_THROWS(Result.NOT_PROVEN, "2 to 60 % of a script's iterations throw between checks that hold"),
    SCRIPT_DROPS(Result.NOT_PROVEN, "2 to 80 % of a script's iterations cannot start"),

    FLAPS_FAST(Result.BREACH, "fails for 30 to 70 % of every 0.5 to 3 s after the fault"),
    SENT_AGAIN(Result.WARN, "drops 5 to 30 % under the fault, and the engine sends them again"),
    ONLY_PROBED(Result.WARN, "the fault is on a way that only a probe takes, and only the driver saw it"),
    SCRIPT_TURNS_AWAY(Result.NOT_PROVEN, "a script-only load asks another server for 11 s or more"),
    SCRIPT_TURNS_PARTLY(Result.WARN, "a script-only load asks another server with 60 to 90 % of its requests"),
    FLAPS_SLOWLY(Result.BREACH, "fails for a second every 11 to 29 s after the fault"),

    RARE_KIND_DEAD(Result.WARN, "one request in 100 is of a kind that dies with the fault or after it, for ever"),
    LOAD_WITHOUT_STEADY_STATE_DEAD(Result.WARN, "a second load, which no steady state is about, dies for ever"),
    FAILS_WHERE_LATENCY_IS_JUDGED(Result.WARN, "10 to 60 % fast errors after the fault; only latencies are judged"),
    USERS_BLIP(Result.PASS, "12 users, who are refused for 0.2 to 0.6 s; 1 s allowed"),
    USERS_OUTAGE(Result.WARN, "12 users, who are refused for 1.5 to 4 s and ask less meanwhile; 1 s allowed"),
    GAUGE_MISSES_SOME(Result.PASS, "a gauge that cannot be read for up to a third of the fault"),
    GAUGE_SILENT(Result.WARN, "a gauge that cannot be read for 60 to 90 % of the fault"),
    SCRIPT_REFUSED(
            Result.WARN, "10 to 60 % of a script's requests refused under the fault; its checks hold for those too");

    /** Of those that were there first. */
    private static final int ONE_FAULT = TWO_FAULTS.ordinal();

    private static final long APART = 1_000_000;

    private final @Nullable Result truth;
    private final String words;

    Kind(@Nullable Result truth, String words) {
        this.truth = truth;
        this.words = words;
    }

    /** {@code null}: so near to a bound that any verdict is allowed. */
    public @Nullable Result truth() {
        return truth;
    }

    boolean hasTwoFaults() {
        return ordinal() >= ONE_FAULT && ordinal() <= SECOND_NOT_APPLIED.ordinal();
    }

    /** Whether the load is a script of which only its metrics are seen. */
    boolean isScript() {
        return switch (this) {
            case SCRIPT_WORKS, SCRIPT_SILENT, SCRIPT_THROWS, SCRIPT_DROPS -> true;
            case SCRIPT_TURNS_AWAY, SCRIPT_TURNS_PARTLY, SCRIPT_REFUSED -> true;
            default -> false;
        };
    }

    /** Whether a whole run on the virtual clock can show it: its one load engine makes requests, and its clock never stalls. */
    public boolean isOfAWholeRun() {
        return switch (this) {
            case RUN_STALLS, SECOND_LOAD_SILENT, SENT_AGAIN, ONLY_PROBED -> false;
            case RARE_KIND_DEAD, LOAD_WITHOUT_STEADY_STATE_DEAD, GAUGE_MISSES_SOME, GAUGE_SILENT -> false;
            default -> !isScript() && !isOfUsers();
        };
    }

    /** Whether what is wrong may come only after the recovery was believed, and is then for full pace alone to see. */
    boolean isLate() {
        return switch (this) {
            case FLAPS_SLOWLY, RELAPSES, DIES_AT_THE_END -> true; // of the system
            case FROZEN, RUN_STALLS, SECOND_LOAD_SILENT, SCRIPT_SILENT, SCRIPT_TURNS_AWAY -> true; // of the test bench
            default -> false;
        };
    }

    /** Whether a bound is relative to the baseline, and the baseline slow. */
    boolean isOfSlowAnswers() {
        return this == SLOW_ANSWERS_HOLD || this == SLOW_ANSWERS_BREACH;
    }

    /** Whether the load is closed: users who ask again once they are answered. */
    boolean isOfUsers() {
        return this == USERS_BLIP || this == USERS_OUTAGE;
    }

    /** Whether an slo is about a gauge that a probe reads. */
    boolean hasGauge() {
        return this == GAUGE_MISSES_SOME || this == GAUGE_SILENT;
    }

    /** What the n-th run of this kind draws from: a kind that is added changes no run of the others. */
    long seed(long from, long number) {
        return from + (ordinal() >= ONE_FAULT ? APART * ordinal() + number : ONE_FAULT * number + ordinal());
    }

    public String words() {
        return words;
    }
}
