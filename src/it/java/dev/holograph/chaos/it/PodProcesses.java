package dev.holograph.chaos.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

    private static String cgroup(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cgroup"));
        } catch (IOException | UncheckedIOException e) {
            return ""; // it has ended meanwhile
        }
    }
}
