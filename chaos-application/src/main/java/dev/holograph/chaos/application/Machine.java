package dev.holograph.chaos.application;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The processors that all runs share. */
interface Machine {

    /** How many there are. */
    int processors();

    /** Share of all of them that was busy since the last call, 0 to 1; negative: nobody knows. */
    double busy();

    /** The one that this process runs on, or the part of it that its container has. */
    static Machine ofThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine() {
            @Override
            public int processors() {
                return system.getAvailableProcessors();
            }

            @Override
            public double busy() {
                return system.getCpuLoad();
            }
        };
    }

    /** Processors that nobody used while this looked; all of them where nobody knows. */
    default double idle(Duration lookingFor) {
        busy();
        LockSupport.parkNanos(lookingFor.toNanos());
        double busy = busy();
        return processors() * (busy < 0 ? 1 : 1 - busy);
    }
}
