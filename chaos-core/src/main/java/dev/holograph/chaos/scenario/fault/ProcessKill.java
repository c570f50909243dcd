package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.InvalidValues;
import java.time.Duration;

/**
 * All processes of a name are killed in each instance of the target, again and again until it is undone. What starts
 * them again is the system's own affair.
 *
 * @param process the whole name of the program, as {@code ps -o comm} tells it
 * @param interval between two kills, whole seconds
 */
@FaultType(name = "process-kill", lasting = true, does = "kills the target's processes of a name, again and again")
public record ProcessKill(String process, @Default("5s") Duration interval) implements Fault {

    /** What Linux keeps of a program's name ({@code TASK_COMM_LEN} in {@code sched.h}, less its ending zero). */
    private static final int LONGEST_NAME = 15;

    public ProcessKill {
        InvalidValues.checkAll(
                () -> Check.that(
                        process.matches("[A-Za-z0-9_.+:-]{1," + LONGEST_NAME + "}") && !process.startsWith("-"),
                        "process must be the name of a program, up to " + LONGEST_NAME
                                + " letters, digits and _ . + : -, not '" + process + "'"),
                () -> {
                    Check.positive("interval", interval);
                    Check.wholeSeconds("interval", interval);
                });
    }
}
