package dev.holograph.chaos.adapters.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A JVM with a leashed child and one without a leash, for {@link LeashTest}. Prints their pids; when it is asked to end
 * it says so, and goes on until its standard input does.
 */
final class LeashedMain {

    private LeashedMain() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Launcher launcher = new Launcher(new ProcessRecords(folder.resolve("state")), "run-1");
        Child leashed = launcher.start(new ChildSpec(
                "leashed",
                List.of("sh", "-c", "echo started; sleep 1000 & echo $!; wait"),
                ClosedEnvironment.with(Map.of()),
                folder,
                folder.resolve("leashed.log")));
        Process free = new ProcessBuilder("sleep", "1000").start();
        Thread untilStdinEnds = new Thread(() -> {
            System.out.println("asked to end");
            try {
                System.in.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Runtime.getRuntime().addShutdownHook(untilStdinEnds);
        System.out.println(leashed.pid() + " " + free.pid());
        Thread.sleep(Long.MAX_VALUE);
    }
}
