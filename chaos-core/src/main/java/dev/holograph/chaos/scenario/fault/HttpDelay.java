package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.InvalidValues;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.UnitOf;
import java.time.Duration;

/**
 * HTTP requests reach the target late.
 *
 * @param delay of each
 * @param share of those that match, each for itself
 * @param method of the requests, in capitals; any: every one
 * @param path with which their paths begin
 * @param header that they have: a name, or a name and a value, such as X-Tenant: blue; any: whatever they have
 * @param first so many of those that match, and none after them; 0: all
 */
@FaultType(name = "http-delay", lasting = true, isOfNetwork = true, does = "delivers HTTP requests late")
public record HttpDelay(
        Duration delay,
        @Default("100%") @UnitOf(Dimension.RATIO) Quantity share,
        @Default("any") String method,
        @Default("/") String path,
        @Default("any") String header,
        @Default("0") int first)
        implements Fault {

    public HttpDelay {
        InvalidValues.checkAll(
                () -> Check.positive("delay", delay), () -> new HttpRequests(share, method, path, header, first));
    }

    /** Requests that it acts on. */
    public HttpRequests requests() {
        return new HttpRequests(share, method, path, header, first);
    }
}
