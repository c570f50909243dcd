package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Fault;
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
import dev.holograph.chaos.spi.FaultDriver;
import dev.holograph.gremlin.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Which faults Gremlin can do: to pods, and the clocks of hosts, since a container has none of its own. */
final class GremlinDrivers {

    private final Gremlin gremlin;
    private final Map<Hosts, Set<String>> counted = new ConcurrentHashMap<>();

    private GremlinDrivers(Gremlin gremlin) {
        this.gremlin = gremlin;
    }

    static List<FaultDriver<?>> of(Gremlin gremlin) {
        return new GremlinDrivers(gremlin).all();
    }

    private List<FaultDriver<?>> all() {
        return List.of(
                onPods(Latency.class, "what they send is delayed", Commands::latency),
                onPods(PacketLoss.class, "what they send gets lost in part", Commands::packetLoss),
                onPods(Partition.class, "nothing gets to or from them", Commands::partition),
                onPods(Dns.class, "their name servers cannot be reached", Commands::dns),
                onPods(Cpu.class, "their processors are kept busy", Commands::cpu),
                onPods(Memory.class, "memory is taken away from them", Commands::memory),
                onPods(Disk.class, "a disk of theirs is filled", Commands::disk),
                onPods(Io.class, "a disk of theirs is kept busy", Commands::io),
                killing(),
                onHosts(),
                new ShutdownDriver(gremlin));
    }

    private <F extends Fault> FaultDriver<F> onPods(
            Class<F> type, String effect, BiFunction<F, Duration, Command> command) {
        return new AttackDriver<>(type, effect, target -> pods(target, false), command, gremlin);
    }

    /** A pod whose process is killed is as good as gone for a while. */
    private FaultDriver<ProcessKill> killing() {
        return new AttackDriver<>(
                ProcessKill.class,
                "processes of theirs are killed again and again",
                target -> pods(target, true),
                Commands::processKill,
                gremlin);
    }

    private FaultDriver<TimeTravel> onHosts() {
        return new AttackDriver<>(
                TimeTravel.class,
                "their clocks are set wrong",
                target -> new HostAttackTarget(gremlin, Hosts.of(target, "time-travel"), counted),
                Commands::timeTravel,
                gremlin);
    }

    private AttackTarget pods(TargetSpec target, boolean stops) {
        return new PodAttackTarget(gremlin, GremlinPods.of(target), pods -> pods, stops);
    }
}
