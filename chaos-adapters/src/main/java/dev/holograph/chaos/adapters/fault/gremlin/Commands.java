package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Cpu;
import dev.holograph.chaos.scenario.fault.Disk;
import dev.holograph.chaos.scenario.fault.Dns;
import dev.holograph.chaos.scenario.fault.Io;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Memory;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.ProcessKill;
import dev.holograph.chaos.scenario.fault.TimeTravel;
import dev.holograph.gremlin.command.Blackhole;
import dev.holograph.gremlin.command.Command;
import dev.holograph.gremlin.command.ProcessKiller;
import dev.holograph.gremlin.command.Traffic;
import java.time.Duration;
import java.util.Locale;

/**
 * A scenario's faults as Gremlin's attacks. A key that an attack has no flag for is refused by {@link
 * IllegalArgumentException}, never left out.
 */
final class Commands {

    /** What Gremlin's web application proposes: blocks of 4 KB, one at a time. */
    private static final int BLOCK_KILOBYTES = 4;

    private static final int BLOCKS = 1;
    private static final int WORKERS = 1;

    /** Gremlin's MB and GB; which of the two units of that name they are is not documented, so only whole ones pass. */
    private static final double MEGABYTE = 1e6;

    private Commands() {}

    static Command latency(Latency fault, Duration length) {
        if (!fault.jitter().isZero()) {
            throw cannot(fault, "jitter", "leave it out, or choose another driver");
        }
        mustBeResponses(fault, fault.direction());
        return new dev.holograph.gremlin.command.Latency(length, fault.delay(), Traffic.all());
    }

    static Command packetLoss(PacketLoss fault, Duration length) {
        mustBeResponses(fault, fault.direction());
        return new dev.holograph.gremlin.command.PacketLoss(
                length, percent("loss", fault.loss()), false, Traffic.all());
    }

    static Command partition(Partition fault, Duration length) {
        if (fault.direction() != Direction.BOTH) {
            throw cannot(fault, "direction: " + word(fault.direction()), "it drops both ways: write direction: both");
        }
        return new Blackhole(length, Traffic.all());
    }

    static Command dns(Dns fault, Duration length) {
        return new dev.holograph.gremlin.command.Dns(length);
    }

    static Command cpu(Cpu fault, Duration length) {
        Integer cores = fault.cores().equals(Cpu.ALL) ? null : Integer.valueOf(fault.cores());
        return new dev.holograph.gremlin.command.Cpu(length, cores, percent("load", fault.load()));
    }

    static Command memory(Memory fault, Duration length) {
        Quantity amount = fault.quantity();
        if (amount.dimension() == Dimension.RATIO) {
            return new dev.holograph.gremlin.command.Memory(
                    length, percent("amount", amount), dev.holograph.gremlin.command.Memory.Unit.PERCENT);
        }
        double megabytes = amount.value() / MEGABYTE;
        if (megabytes != Math.rint(megabytes) || megabytes > Integer.MAX_VALUE) {
            throw cannot(fault, "amount: " + fault.amount(), "write whole megabytes such as 512MB, or a share");
        }
        return new dev.holograph.gremlin.command.Memory(
                length, (int) megabytes, dev.holograph.gremlin.command.Memory.Unit.MEGABYTES);
    }

    static Command disk(Disk fault, Duration length) {
        return new dev.holograph.gremlin.command.Disk(
                length, fault.directory(), WORKERS, BLOCK_KILOBYTES, percent("fill", fault.fill()));
    }

    static Command io(Io fault, Duration length) {
        var mode =
                switch (fault.mode()) {
                    case READ -> dev.holograph.gremlin.command.Io.Mode.READ;
                    case WRITE -> dev.holograph.gremlin.command.Io.Mode.WRITE;
                    case READ_WRITE -> dev.holograph.gremlin.command.Io.Mode.READ_WRITE;
                };
        return new dev.holograph.gremlin.command.Io(
                length, fault.directory(), mode, BLOCK_KILOBYTES, BLOCKS, fault.workers());
    }

    static Command processKill(ProcessKill fault, Duration length) {
        return new ProcessKiller(
                length, fault.interval(), fault.process(), null, null, true, false, false, ProcessKiller.Pick.ALL);
    }

    static Command timeTravel(TimeTravel fault, Duration length) {
        return new dev.holograph.gremlin.command.TimeTravel(length, fault.offset(), fault.blockNtp());
    }

    /** Gremlin shapes what a target sends. */
    private static void mustBeResponses(Fault fault, Direction direction) {
        if (direction != Direction.RESPONSES) {
            throw cannot(
                    fault,
                    "direction: " + word(direction),
                    "it acts on what the pods send: write direction: responses, or make the clients the target");
        }
    }

    private static int percent(String key, Quantity share) {
        double percent = share.value() * 100;
        // Rounded by so little: 0.07 × 100 is not 7.
        long whole = Math.round(percent);
        if (Math.abs(percent - whole) > 1e-9 || whole < 1) {
            throw new IllegalArgumentException("Gremlin takes whole percents, and cannot honour " + key + ": " + share
                    + "; write 1%, 2% …, or choose another driver");
        }
        return (int) whole;
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException cannot(Fault fault, String key, String help) {
        return new IllegalArgumentException("Gremlin's " + fault.type().name() + " cannot honour " + key + "; " + help);
    }
}
