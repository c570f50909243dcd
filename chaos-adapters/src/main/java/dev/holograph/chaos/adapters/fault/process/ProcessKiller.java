package dev.holograph.chaos.adapters.fault.process;

import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.chaos.spi.ServiceControl;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills the process of a local service without warning, as a node failure would its pod. Instant: nothing to undo; its
 * supervisor starts it again if the environment says so.
 */
final class ProcessKiller implements FaultDriver<PodKill> {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
    private static final long LOOKS_EVERY_MS = 20;

    private final DriverContext context;
    private final Duration goneWithin;
    private final Map<String, Long> lastKilled = new ConcurrentHashMap<>();

    ProcessKiller(DriverContext context) {
        this(context, GONE_WITHIN);
    }

    /** @param goneWithin how long it is looked for an end that SIGKILL must bring */
    ProcessKiller(DriverContext context, Duration goneWithin) {
        this.context = context;
        this.goneWithin = goneWithin;
    }

    @Override
    public Class<PodKill> fault() {
        return PodKill.class;
    }

    @Override
    public Prepared<PodKill> prepare(FaultStep step, PodKill fault, TargetSpec target) {
        if (target.service() == null) {
            throw new IllegalArgumentException(
                    "driver '" + ProcessDriverProvider.NAME + "' kills local services, and target '" + target.name()
                            + "' is none; give the target a service: in the environment");
        }
        // A share of one is one; a share is never rounded down to nothing.
        if (!fault.grace().isZero()) {
            throw new IllegalArgumentException(
                    "a local service is killed by SIGKILL; leave grace: out, or kill pods by" + " driver 'kubernetes'");
        }
        if (fault.by() == PodKill.By.EVICTION) {
            throw new IllegalArgumentException(
                    "a local service is evicted by nobody; leave by: out, or evict pods by driver 'kubernetes'");
        }
        if (!fault.pods().equals("1") && !fault.pods().endsWith("%")) {
            throw new IllegalArgumentException("a local service has one process, so pods: " + fault.pods()
                    + " cannot be honoured; write pods: 1, or a share such as 50%");
        }
        String description = "the process of service '" + target.service() + "' is killed without warning (SIGKILL)";
        return new Prepared<>(step, fault, target, ProcessDriverProvider.NAME, description, null);
    }

    @Override
    public Evidence inject(Prepared<PodKill> prepared) throws DriverException, InterruptedException {
        ServiceControl service = service(prepared.target());
        long pid = service.kill();
        if (!isGone(service, pid)) {
            throw new DriverException("process " + pid + " of '" + service.name()
                    + "' still runs after SIGKILL: it hangs in the kernel; look at it with ps");
        }
        lastKilled.put(prepared.step().name(), pid);
        return Evidence.observed("process " + pid + " of '" + service.name() + "' is gone after SIGKILL");
    }

    @Override
    public Evidence observe(Prepared<PodKill> prepared) {
        Long killed = lastKilled.get(prepared.step().name());
        if (killed == null) {
            return Evidence.none("nothing was killed");
        }
        return context.services()
                .service(String.valueOf(prepared.target().service()))
                .map(service -> (service.pid() == 0
                                ? Evidence.observed(
                                        "no process of '" + service.name() + "' runs since " + killed + " was killed")
                                : Evidence.observed("the pid of '" + service.name() + "' changed from " + killed
                                        + " to " + service.pid() + "; times it was started again: "
                                        + service.restarts()))
                        .notBack(service.problem().orElse(null)))
                .orElse(Evidence.none("the service is not there any more"));
    }

    /** On a machine under strain it takes a while until the end of a process is known. */
    private boolean isGone(ServiceControl service, long pid) throws InterruptedException {
        Deadline deadline = Deadline.in(goneWithin, System::nanoTime);
        while (service.pid() == pid) {
            if (deadline.isOver()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MS);
        }
        return true;
    }

    private ServiceControl service(TargetSpec target) throws DriverException {
        return context.services()
                .service(String.valueOf(target.service()))
                .orElseThrow(() -> new DriverException("service '" + target.service() + "' does not run"));
    }
}
