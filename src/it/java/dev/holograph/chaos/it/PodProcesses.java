package dev.holograph.chaos.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The processes of pods that run on this machine: their cgroups are named by the pod's uid and the container's id. */
final class PodProcesses {

    private PodProcesses() {}

    /** The oldest process of a pod or of a container. */
    static ProcessHandle first(String uidOrContainer) throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> cgroup(process).replace('_', '-').contains(uidOrContainer))
                    .min(Comparator.comparingLong(ProcessHandle::pid))
                    .orElseThrow(() -> new IOException("no process of " + uidOrContainer + " can be seen"));
        }
    }

    /** All processes of a container that have this name, as {@code ps -o comm} tells it. */
    static List<ProcessHandle> named(String container, String name) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> !container.isEmpty() && cgroup(process).contains(container))
                    .filter(process -> read(process, "comm").strip().equals(name))
                    .toList();
        }
    }

    private static String cgroup(ProcessHandle process) {
        return read(process, "cgroup");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException | UncheckedIOException e) {
            return ""; // it has ended meanwhile
        }
    }
}
