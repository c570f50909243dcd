package dev.holograph.chaos.it;

import dev.holograph.gremlin.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does to pods of this machine what Gremlin's agent would: loses packets that they send, by nft in their own network
 * namespace. It needs root, nft and nsenter, and pods whose processes this machine can see.
 */
final class PodNetwork implements Effect {

    private static final String TABLE = "chaos_it";

    /** By the pods' names. */
    private final Map<String, String> uids;

    PodNetwork(Map<String, String> uids) {
        this.uids = Map.copyOf(uids);
    }

    /** Whether it can be done here; if not, why. */
    static String problem() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "packets can be lost in a pod's network namespace only by root";
        }
        boolean tools = Stream.of("nft", "nsenter")
                .allMatch(tool -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
        return tools ? "" : "nft or nsenter is not on the PATH";
    }

    @Override
    public void begin(Attacked attacked) throws IOException, InterruptedException {
        String percent = attacked.argument("-r", "1");
        nft(
                attacked,
                "add table inet " + TABLE + "; add chain inet " + TABLE
                        + " out { type filter hook postrouting priority 0; }; add rule inet " + TABLE
                        + " out oifname != \"lo\" numgen random mod 100 < " + percent + " drop");
    }

    @Override
    public void end(Attacked attacked) throws IOException, InterruptedException {
        nft(attacked, "delete table inet " + TABLE);
    }

    /** Whether nothing of it is left in a pod. */
    boolean isGone(String pod) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(enter(pod, "list", "tables"))
                .redirectErrorStream(true)
                .start();
        String tables = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(tables);
        }
        return !tables.contains(TABLE);
    }

    private void nft(Attacked attacked, String rules) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(enter(attacked.target(), rules))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("nft: " + said);
        }
    }

    private List<String> enter(String pod, String... nft) throws IOException {
        return Stream.concat(
                        Stream.of("nsenter", "-t", Long.toString(process(uids.get(pod))), "-n", "nft"), Stream.of(nft))
                .toList();
    }

    /** A process of the pod: its cgroup is named by the pod's uid. */
    private static long process(String uid) throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .filter(pid -> cgroup(pid).replace('_', '-').contains(uid))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no process of the pod with uid " + uid + " can be seen"));
        }
    }

    private static String cgroup(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cgroup"));
        } catch (IOException | UncheckedIOException e) {
            return ""; // it has ended meanwhile
        }
    }
}
