package dev.holograph.chaos.adapters.load.k6;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures passes over many rows: CPU time of this thread, time by the clock, bytes allocated, and the heap that stays. */
final class PassMeter {

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int pass;
    private long cpu;
    private long clock;
    private long allocated;

    PassMeter() {
        System.out.println("pass  rows/s of CPU  rows/s by the clock  allocated  live heap");
    }

    /** The pass begins. */
    void begin() {
        pass++;
        cpu = thread.getCurrentThreadCpuTime();
        clock = System.nanoTime();
        allocated = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** The pass is over. */
    void end() {
        cpu = thread.getCurrentThreadCpuTime() - cpu;
        clock = System.nanoTime() - clock;
        allocated = thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
    }

    /** Prints the last pass, after a full garbage collection: what is no more needed must be let go before. */
    void print(long rows) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%4d %,14.0f %,20.0f %,7.1f B/row %,7.1f MB%n",
                pass,
                rows * 1e9 / cpu,
                rows * 1e9 / clock,
                (double) allocated / rows,
                (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }
}
