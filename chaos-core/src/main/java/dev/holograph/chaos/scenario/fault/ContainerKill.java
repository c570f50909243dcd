package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;

/**
 * The first process of a container gets a signal; the pod stays, and its restart policy decides what follows. From
 * inside a container its first process cannot be sent SIGKILL (pid_namespaces(7)): with {@code kill} all the others are.
 *
 * @param pods how many: a number, or a share such as 50%
 */
@FaultType(name = "container-kill", lasting = false, does = "ends a container of the target by a signal; the pod stays")
public record ContainerKill(
        @Default("1") String pods, @Default("term") Signal signal) implements Fault {

    /** The signals of POSIX by which a process is ended. */
    public enum Signal {
        TERM,
        KILL,
        INT,
        QUIT,
        HUP,
        ABRT
    }

    public ContainerKill {
        PodCount.parse(pods);
    }
}
