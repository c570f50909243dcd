package dev.holograph.gremlin.command;

import java.util.ArrayList;
import java.util.List;

/** What an attack does to each of its targets. */
public sealed interface Command
        permits Blackhole, Cpu, Disk, Dns, Io, Latency, Memory, PacketLoss, ProcessKiller, Shutdown, TimeTravel {

    /** The agent's name for it, e.g. {@code packet_loss}. */
    String type();

    /** The name under which it is shown, e.g. {@code Packet Loss}; part of a request for hosts and containers. */
    String title();

    /** The flags and their values, without the type. */
    List<String> arguments();

    /** The type and its arguments, as a request for Kubernetes has them. */
    default List<String> commandLine() {
        List<String> line = new ArrayList<>(arguments());
        line.add(0, type());
        return List.copyOf(line);
    }
}
