package dev.holograph.chaos.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network namespaces of pods of this machine, in which packets get lost by nft. It needs root, nft and nsenter, and
 * pods whose processes this machine can see. Pods are named by their uid.
 */
final class PodNetwork {

    private static final String TABLE = "chaos_it";
    private static final String OUT = "add chain inet " + TABLE + " out { type filter hook postrouting priority 0; }; ";
    private static final String IN = "add chain inet " + TABLE + " in { type filter hook prerouting priority 0; }; ";

    private PodNetwork() {}

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

    /** Loses so many in a hundred of the packets that the pod sends. */
    static void lose(String pod, String percent) throws IOException, InterruptedException {
        nft(
                pod,
                "add table inet " + TABLE + "; " + OUT + "add rule inet " + TABLE
                        + " out oifname != \"lo\" numgen random mod 100 < " + percent + " drop");
    }

    /** Drops everything that the pod sends and everything that is sent to it. */
    static void cut(String pod) throws IOException, InterruptedException {
        nft(
                pod,
                "add table inet " + TABLE + "; " + OUT + IN + "add rule inet " + TABLE
                        + " out oifname != \"lo\" drop; add rule inet " + TABLE + " in iifname != \"lo\" drop");
    }

    static void restore(String pod) throws IOException, InterruptedException {
        nft(pod, "delete table inet " + TABLE);
    }

    /** Whether nothing of it is left in a pod. */
    static boolean isWhole(String pod) throws IOException, InterruptedException {
        return !nft(pod, "list", "tables").contains(TABLE);
    }

    private static String nft(String pod, String... arguments) throws IOException, InterruptedException {
        String process = Long.toString(PodProcesses.first(pod).pid());
        List<String> command = Stream.concat(Stream.of("nsenter", "-t", process, "-n", "nft"), Stream.of(arguments))
                .toList();
        Process nft = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (nft.waitFor() != 0) {
            throw new IOException("nft: " + said);
        }
        return said;
    }
}
