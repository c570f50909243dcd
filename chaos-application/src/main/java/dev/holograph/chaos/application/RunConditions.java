package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.EnvironmentStarter;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.RunningEnvironment;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one run is carried out.
 *
 * @param live whether a terminal shows it in one line
 * @param services those of a suite; {@code null}: it starts its own
 * @param machine watched while others run beside it; {@code null}: it runs alone
 * @param place where it waits for the others; {@code null}: there are none
 * @param remark what its report says beside versions; {@code null}: nothing
 */
record RunConditions(
        boolean live,
        @Nullable SharedServices services,
        @Nullable MachineWatch machine,
        StartLine.@Nullable Place place,
        @Nullable String remark) {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    static RunConditions alone(boolean live, @Nullable SharedServices services) {
        return new RunConditions(live, services, null, null, null);
    }

    EnvironmentStarter waiting(EnvironmentStarter own) {
        StartLine.Place here = place;
        if (here == null) {
            return own;
        }
        return (environment, context, progress) -> {
            RunningEnvironment running = null;
            boolean ready = false;
            try {
                running = here.start(own, environment, context, progress);
                here.await();
                ready = true;
                return running;
            } finally {
                here.leave(); // the others do not wait for one that could not start
                if (!ready && running != null) {
                    running.stop(Deadline.in(STOPS_WITHIN, System::nanoTime));
                }
            }
        };
    }

    LoadEngine watched(LoadEngine own, Plan plan) {
        return machine == null
                ? own
                : new SharedMachineEngine(
                        own, machine, plan.scenario().duration().warmup(), Clock.systemUTC());
    }
}
