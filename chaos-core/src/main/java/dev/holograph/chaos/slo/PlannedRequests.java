package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.RequestSelection;
import dev.holograph.chaos.scenario.Scenario;

/** How many requests are due by the clock alone, whatever the system does. */
@FunctionalInterface
interface PlannedRequests {

    /** The plan of closed loads alone, which make their own pace. */
    PlannedRequests NONE = (requests, window) -> 0;

    /** In a window, without those that closed loads make. */
    double in(RequestSelection requests, Window window);

    /** What the open loads of a scenario plan. */
    static PlannedRequests of(Scenario scenario) {
        return (requests, window) -> {
            double sum = 0;
            for (Load load : scenario.loads()) {
                if (load.arrivals() instanceof ArrivalModel.Open open) {
                    sum += requests.shareOf(load) * open.perSecond() * window.seconds();
                }
            }
            return sum;
        };
    }
}
