package dev.holograph.chaos.adapters.load.k6;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds up the processor time of all k6 of a run: together they can reach the limit of a machine that none reaches alone. */
final class ProcessorTimes {

    private static final class Program {
        private final Supplier<@Nullable Duration> used;
        private @Nullable Duration last;

        private Program(Supplier<@Nullable Duration> used) {
            this.used = used;
        }
    }

    private final List<Program> programs = new ArrayList<>();

    /** @param used processor time of one more program so far; {@code null}: nobody knows, or it has ended */
    synchronized void add(Supplier<@Nullable Duration> used) {
        programs.add(new Program(used));
    }

    /** What all of them took so far, those that have ended too; {@code null}: nobody knows. */
    synchronized @Nullable Duration total() {
        Duration total = null;
        for (Program program : programs) {
            Duration now = program.used.get();
            program.last = now == null ? program.last : now;
            if (program.last != null) {
                total = total == null ? program.last : total.plus(program.last);
            }
        }
        return total;
    }
}
