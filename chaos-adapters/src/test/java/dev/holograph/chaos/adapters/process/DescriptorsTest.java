package dev.holograph.chaos.adapters.process;

import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogger;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that may open few files, in a shell that says so. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell's ulimit is needed")
@Timeout(60)
class DescriptorsTest {

    @TempDir
    private Path folder;

    @Test
    void whereNoneIsLeftThatIsToldOnceAndTheServiceIsStopped() throws Exception {
        List<String> said = run(400);

        assertThat(said)
                .filteredOn(line -> line.startsWith("TOLD"))
                .singleElement()
                .asString()
                .startsWith("TOLD this process has no file descriptor left of the 400 that it may have (`ulimit -n`)");
        assertThat(said).contains("STOPPED true").hasSize(2);
        long below =
                Long.parseLong(Files.readString(folder.resolve("service.log")).strip());
        eventually("what the service had started is gone", Duration.ofSeconds(5), () -> isGone(below));
    }

    @Test
    void whereThereAreNotEvenThoseNothingIsStarted() throws Exception {
        assertThat(run(64)).anyMatch(line -> line.contains("no file descriptor left of the 64"));
        assertThat(folder.resolve("service.log")).doesNotExist();
    }

    @Test
    void onlyThatIsKeptOutOfTheLog() {
        List<String> logged = new ArrayList<>();
        InternalLogger logger = (InternalLogger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {InternalLogger.class}, (proxy, method, arguments) -> {
                    logged.add(arguments[arguments.length - 1].toString());
                    return null;
                });

        NettyLog.around(logger).warn("unhandled", new IOException("Too many open files"));
        NettyLog.around(logger).warn("unhandled", new IOException("Connection reset"));
        NettyLog.around(logger).info("begun");

        assertThat(logged).containsExactly("java.io.IOException: Connection reset", "begun");
    }

    private List<String> run(int descriptors) throws Exception {
        // Without a logging library, Netty tells the console.
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(one -> !one.contains("slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
        Process jvm = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + descriptors + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        ExhaustedMain.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jvm.waitFor();
        return said.lines().toList();
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .isEmpty();
    }
}
