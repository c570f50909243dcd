package dev.holograph.chaos.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A Maven build in a process group of its own, as a terminal would start it. */
final class Build implements AutoCloseable {

    private final Process process;
    private final Path log;

    private Build(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Copies the project into the folder, and starts Maven there. */
    static Build start(String project, Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(List.of(), maven(), project, folder, environment, arguments);
    }

    /** Starts Maven in a folder in which another build may be at work; its log is a file of this name. */
    static Build startBeside(String log, Path folder, String... arguments) throws IOException {
        return start(List.of(), maven(), folder, folder.resolve(log), Map.of(), arguments);
    }

    /** The same with the next Maven. */
    static Build startMaven4(String project, Path folder, String... arguments) throws IOException {
        Path maven = Path.of(System.getProperty("it.maven4.home"), "bin", "mvn");
        if (!maven.toFile().setExecutable(true)) {
            throw new IOException(maven + " cannot be made executable");
        }
        return start(List.of(), maven, project, folder, Map.of(), arguments);
    }

    private static Path maven() {
        return Path.of(System.getProperty("it.maven.home"), "bin", "mvn");
    }

    /** The same from a shell, as a step of a CI job does: the shell is what signals are sent to. */
    static Build startFromBash(String project, Path folder, String... arguments) throws IOException {
        return start(List.of("bash", "-c", "\"$@\"; exit $?", "step"), maven(), project, folder, Map.of(), arguments);
    }

    private static Build start(
            List<String> shell,
            Path maven,
            String project,
            Path folder,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        copy(Path.of(System.getProperty("it.projects"), project), folder);
        return start(shell, maven, folder, folder.resolve("build.log"), environment, arguments);
    }

    private static Build start(
            List<String> shell, Path maven, Path folder, Path log, Map<String, String> environment, String... arguments)
            throws IOException {
        Path settings = folder.resolve("settings.xml");
        copy(Path.of(System.getProperty("it.settings")), settings);
        // A job in the background of a script ignores SIGINT, and its children inherit that: a terminal's do not.
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.addAll(shell);
        command.add(maven.toString());
        command.addAll(List.of("-B", "-s", settings.toString()));
        command.add("-Dmaven.repo.local=" + System.getProperty("it.repository"));
        command.add("-Dchaos.stateDirectory=" + folder.resolve("state"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Build(builder.start(), log);
    }

    /**
     * Calls goals in a copy of the project whose POM is changed first, and waits for their end.
     *
     * @return the log
     */
    static String goals(
            String project,
            Path folder,
            UnaryOperator<String> change,
            Map<String, String> environment,
            Duration atMost,
            List<String> goals)
            throws IOException, InterruptedException {
        copy(Path.of(System.getProperty("it.projects"), project), folder);
        Path pom = folder.resolve("pom.xml");
        Files.writeString(pom, change.apply(Files.readString(pom)));
        try (Build build = start(
                List.of(), maven(), folder, folder.resolve("build.log"), environment, goals.toArray(String[]::new))) {
            build.untilGone(atMost);
            return build.log();
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the log says this. */
    void awaitLog(String words, Duration atMost) throws InterruptedException {
        awaitLogOrEnd(words, atMost);
        if (!log().contains(words)) {
            throw new AssertionError("the build ended and did not say '" + words + "':\n" + log());
        }
    }

    /** The same, or that the build has ended. */
    void awaitLogOrEnd(String words, Duration atMost) throws InterruptedException {
        await(() -> log().contains(words) || !process.isAlive(), atMost, "the log to say '" + words + "'");
    }

    /** All processes that the build has started and that run now. */
    List<ProcessHandle> children() {
        return process.descendants().filter(ProcessHandle::isAlive).toList();
    }

    /** Sends a signal to the whole group, as Ctrl-C does. */
    void signalGroup(String signal) throws IOException, InterruptedException {
        kill("-" + signal, "--", "-" + process.pid());
    }

    /** Sends a signal to Maven alone. */
    void signal(String signal) throws IOException, InterruptedException {
        kill("-" + signal, Long.toString(process.pid()));
    }

    /** Kills Maven together with these processes: they first, and all of them in one go. */
    void killWith(List<Long> others) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/kill", "-KILL"));
        others.forEach(pid -> command.add(Long.toString(pid)));
        command.add(Long.toString(process.pid()));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(); // one that has ended meanwhile is no matter
    }

    private static void kill(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/kill"));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new AssertionError("kill " + List.of(arguments) + " failed");
        }
    }

    /** How long it takes from now until Maven is gone. */
    Duration untilGone(Duration atMost) throws InterruptedException {
        Instant from = Instant.now();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Maven is still there after " + atMost + ":\n" + log());
        }
        return Duration.between(from, Instant.now());
    }

    int status() throws InterruptedException {
        return process.waitFor();
    }

    static void await(BooleanSupplier condition, Duration atMost, String what) throws InterruptedException {
        Instant end = Instant.now().plus(atMost);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain for " + what + " for " + atMost);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.writeString(copy, interpolated(Files.readString(file)));
                }
            }
        }
    }

    /** A file of this repository itself, to where it stands there. */
    static void copyShipped(String file, Path folder) throws IOException {
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(System.getProperty("it.root"), file), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As the invoker does. */
    private static String interpolated(String text) {
        return text.replace("@project.version@", System.getProperty("it.version"))
                .replace(
                        "@localRepositoryUrl@",
                        Path.of(System.getProperty("it.outerRepository"))
                                .toUri()
                                .toString());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
