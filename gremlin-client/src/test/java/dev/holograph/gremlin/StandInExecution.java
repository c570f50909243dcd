package dev.holograph.gremlin;

import dev.holograph.gremlin.Course.Leg;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What an attack of the stand-in does to one target, and how far it has come. */
final class StandInExecution {

    private static final Set<String> ENDS_WELL = Set.of("Successful");
    private static final Set<String> HALTING =
            Set.of("HaltDistributed", "InterruptTriggered", "RollbackTriggered", "RollbackStarted", "Halt");
    private static final Set<String> ACTIVE =
            Set.of("Pending", "Distributed", "Initializing", "Running", "TearingDown");

    record Passed(Stage stage, Instant at) {}

    final String guid = UUID.randomUUID().toString();
    final Effect.Attacked attacked;
    final List<Passed> history = new ArrayList<>();
    String output = "";

    private final Effect effect;
    private final Duration pause;
    private final Deque<Leg> ahead;
    private Leg current;
    private Instant entered;
    private boolean inForce;

    /** @param pause between the stages of a halt */
    StandInExecution(Effect.Attacked attacked, Course course, Duration pause, Effect effect, Instant now) {
        this.attacked = attacked;
        this.effect = effect;
        this.pause = pause;
        this.ahead = new ArrayDeque<>(course.legs());
        this.entered = now;
        this.current = ahead.peek();
        enter(ahead.pop(), now);
    }

    Stage stage() {
        return current.stage();
    }

    String lifecycle(String afterHalt) {
        String name = stage().name();
        if (ACTIVE.contains(name)) {
            return "Active";
        }
        if (HALTING.contains(name)) {
            return "Halting";
        }
        return ENDS_WELL.contains(name) ? "Complete" : name.equals("UserHalted") ? afterHalt : "Error";
    }

    boolean isOver() {
        return !ACTIVE.contains(stage().name()) && !HALTING.contains(stage().name());
    }

    void advance(Instant now) {
        while (!ahead.isEmpty() && !now.isBefore(entered.plus(current.lasts()))) {
            enter(ahead.pop(), entered.plus(current.lasts()));
        }
    }

    /** Idempotent; what is over stays as it is. */
    void halt(Instant now) {
        if (isOver() || HALTING.contains(stage().name())) {
            return;
        }
        ahead.clear();
        if (inForce) {
            ahead.add(new Leg(new Stage("RollbackStarted"), pause));
        }
        ahead.add(new Leg(Stage.USER_HALTED, Course.FOR_EVER));
        enter(new Leg(new Stage("HaltDistributed"), pause), now);
    }

    private void enter(Leg leg, Instant at) {
        current = leg;
        entered = at;
        history.add(new Passed(leg.stage(), at));
        try {
            if (leg.stage().equals(Stage.RUNNING)) {
                inForce = true;
                effect.begin(attacked);
            } else if (inForce && !leg.stage().name().equals("HaltDistributed")) {
                inForce = false;
                effect.end(attacked);
            }
        } catch (Exception e) {
            output = String.valueOf(e);
            ahead.clear();
            current = new Leg(Stage.FAILED, Course.FOR_EVER);
            history.add(new Passed(Stage.FAILED, at));
        }
    }
}
