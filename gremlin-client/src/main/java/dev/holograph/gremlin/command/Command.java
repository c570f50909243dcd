package dev.holograph.gremlin.command;

import java.util.ArrayList;
import java.util.List;

/** What an attack does to each of its targets. */
public sealed interface Command
        permits Blackhole, Cpu, Disk, Dns, Io, Latency, Memory, PacketLoss, ProcessKiller, Shutdown, TimeTravel {

    /** The agent's name for it, e.g. {@code packet_loss}. */
    String type();

    /** The name in the API's list of commands, e.g. {@code Packet_Loss}; part of a request for Kubernetes. */
    String infraType();

    /** The flags and their values, without the type. */
    List<String> arguments();

    /** The type and its arguments, as a request for Kubernetes has them. */
    default List<String> commandLine() {
        List<String> line = new ArrayList<>(arguments());
        line.add(0, type());
        return List.copyOf(line);
    }
}
