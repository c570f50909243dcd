package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.scenario.fault.Cpu;
import dev.holograph.chaos.scenario.fault.Disk;
import dev.holograph.chaos.scenario.fault.Dns;
import dev.holograph.chaos.scenario.fault.Io;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Memory;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.List;

/** Which faults Gremlin can do to pods. Not time-travel: Gremlin changes the clocks of hosts alone. */
final class GremlinDrivers {

    private GremlinDrivers() {}

    static List<FaultDriver<?>> of(Gremlin gremlin) {
        return List.of(
                new AttackDriver<>(Latency.class, "what they send is delayed", Commands::latency, gremlin),
                new AttackDriver<>(PacketLoss.class, "what they send gets lost in part", Commands::packetLoss, gremlin),
                new AttackDriver<>(Partition.class, "nothing gets to or from them", Commands::partition, gremlin),
                new AttackDriver<>(Dns.class, "their name servers cannot be asked", Commands::dns, gremlin),
                new AttackDriver<>(Cpu.class, "their processors are kept busy", Commands::cpu, gremlin),
                new AttackDriver<>(Memory.class, "memory is taken away from them", Commands::memory, gremlin),
                new AttackDriver<>(Disk.class, "a disk of theirs is filled", Commands::disk, gremlin),
                new AttackDriver<>(Io.class, "a disk of theirs is kept busy", Commands::io, gremlin),
                new ShutdownDriver(gremlin));
    }
}
