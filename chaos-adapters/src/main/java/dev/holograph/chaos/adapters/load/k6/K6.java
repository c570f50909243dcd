package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.process.ClosedEnvironment;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A k6 on this machine.
 *
 * @param version such as {@code 2.2.0}
 */
record K6(Path executable, String version) {

    /** The first with {@code --summary-mode}. */
    private static final int[] OLDEST = {1, 3};

    private static final Pattern VERSION = Pattern.compile("k6(?:\\.exe)? v(\\d+)\\.(\\d+)\\.(\\d+\\S*)");
    private static final long ANSWERS_WITHIN_SECONDS = 10;
    /** A script may read much before it has options. */
    private static final long INSPECTS_WITHIN_SECONDS = 120;

    private static final String ADVICE = "; let `mvn chaos:install-tools` install it, or install k6 1.3 or newer"
            + " (https://grafana.com/docs/k6/latest/set-up/install-k6), or give its path by"
            + " -Dchaos.k6=/path/to/k6";

    /**
     * Looks for k6: the one that is named, else the first that can be used of the one on the PATH and the one that
     * {@code chaos:install-tools} has installed.
     *
     * @param path where it is; {@code null}: nobody has named it
     * @param installed where the installed one would be; {@code null}: nowhere
     * @throws DriverException if it is not there, does not answer or is too old; the message says what to do
     */
    static K6 find(@Nullable String path, @Nullable Path installed) throws DriverException {
        return find(path, installed, executable("k6"));
    }

    static K6 find(@Nullable String path, @Nullable Path installed, Optional<Path> onPath) throws DriverException {
        if (path != null) {
            return at(executable(path).orElseThrow(() -> new DriverException("there is no k6 at " + path + ADVICE)));
        }
        if (onPath.isEmpty()) {
            if (installed != null && Files.isExecutable(installed)) {
                return at(installed);
            }
            throw new DriverException("there is no k6 on the PATH" + ADVICE);
        }
        try {
            return at(onPath.get());
        } catch (DriverException e) {
            // An old one on the PATH must not keep a person from what was installed on purpose.
            if (installed != null && Files.isExecutable(installed)) {
                return at(installed);
            }
            throw e;
        }
    }

    /** The k6 that this file is. */
    static K6 at(Path executable) throws DriverException {
        String answer = version(executable);
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw new DriverException(executable + " does not say that it is k6, but '"
                    + answer.lines().findFirst().orElse("nothing") + "'" + ADVICE);
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < OLDEST[0] || major == OLDEST[0] && minor < OLDEST[1]) {
            throw new DriverException(executable + " is k6 " + major + "." + minor + ", which is too old" + ADVICE);
        }
        return new K6(executable, major + "." + minor + "." + version.group(3));
    }

    /**
     * What a script's own options say; nothing where k6 cannot say, which a run of it will.
     *
     * @param variables that the script is run with
     */
    ScriptOptions inspect(Path script, Map<String, String> variables) throws DriverException, InterruptedException {
        return ScriptOptions.of(ask(
                List.of(
                        executable.toString(),
                        "inspect",
                        "--execution-requirements",
                        // Unlike `k6 run` it leaves the environment out of __ENV by default.
                        "--include-system-env-vars",
                        script.toString()),
                variables,
                INSPECTS_WITHIN_SECONDS,
                ": its script takes longer than that to load; let it do less outside of its functions"));
    }

    /**
     * Packs a script with all files that it reads, without the values of variables.
     *
     * @param variables that the script is run with
     * @param archive is not there afterwards if k6 cannot load the script
     * @return what k6 said
     */
    String archive(Path script, Map<String, String> variables, Path archive)
            throws DriverException, InterruptedException {
        return ask(
                List.of(
                        executable.toString(),
                        "archive",
                        "--quiet",
                        "--no-color",
                        "--include-system-env-vars",
                        "--exclude-env-vars",
                        "--archive-out=" + archive,
                        script.toString()),
                variables,
                INSPECTS_WITHIN_SECONDS,
                ": its script takes longer than that to load; let it do less outside of its functions");
    }

    private static Optional<Path> executable(String name) {
        return Executables.find(name, System.getenv(), Path.of(""));
    }

    private static String version(Path executable) throws DriverException {
        try {
            return ask(
                    List.of(executable.toString(), "version"),
                    ClosedEnvironment.with(Map.of()),
                    ANSWERS_WITHIN_SECONDS,
                    ADVICE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted while asking for k6's version", e);
        }
    }

    /** @param advice for a person, where there is no answer in time */
    private static String ask(List<String> words, Map<String, String> variables, long withinSeconds, String advice)
            throws DriverException, InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(variables);
            Process process = builder.start();
            process.getOutputStream().close();
            // Read while it runs: a pipe that is full would keep it from ending.
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(process.getInputStream(), answer), "chaos-k6-answer");
            reader.setDaemon(true);
            reader.start();
            try {
                return new String(answer.get(withinSeconds, TimeUnit.SECONDS), StandardCharsets.UTF_8).strip();
            } catch (TimeoutException e) {
                throw new DriverException(
                        words.get(0) + " " + words.get(1) + " does not answer within " + withinSeconds + " s" + advice,
                        e);
            } finally {
                process.destroyForcibly();
            }
        } catch (ExecutionException | IOException e) {
            throw new DriverException(words.get(0) + " does not answer (" + e.getMessage() + ")" + ADVICE, e);
        }
    }

    private static void read(InputStream output, CompletableFuture<byte[]> answer) {
        try {
            answer.complete(output.readAllBytes());
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }
}
