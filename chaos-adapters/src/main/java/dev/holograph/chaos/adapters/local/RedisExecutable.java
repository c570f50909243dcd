package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.ClosedEnvironment;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * A redis-server that works on this machine: the one out of embedded-redis, else one on the PATH.
 *
 * @param origin where it comes from, for the report
 */
record RedisExecutable(Path path, String version, String origin) {

    private static final long ANSWERS_WITHIN_SECONDS = 10;
    private static final Pattern VERSION = Pattern.compile("v=(\\S+)");

    /**
     * Finds it.
     *
     * @param stateDirectory where the executable of embedded-redis is unpacked once
     */
    static RedisExecutable find(Path stateDirectory) throws DriverException, InterruptedException {
        Optional<Path> unpacked = unpacked(stateDirectory);
        if (unpacked.isPresent()) {
            // One that is there may still not run: it wants glibc, and Alpine has none.
            String version = version(unpacked.get());
            if (version != null) {
                return new RedisExecutable(unpacked.get(), version, "out of embedded-redis");
            }
        }
        Optional<Path> installed = Executables.find("redis-server");
        if (installed.isPresent()) {
            String version = version(installed.get());
            if (version != null) {
                return new RedisExecutable(
                        installed.get(), version, installed.get().toString());
            }
        }
        throw new DriverException("no redis-server runs here: embedded-redis has none for "
                + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                + (unpacked.isPresent() ? " that starts" : "")
                + ", and there is none on the PATH; install Redis, or let a target's url: point to one that runs");
    }

    private static Optional<Path> unpacked(Path stateDirectory) throws DriverException {
        String name;
        try {
            name = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        } catch (RuntimeException e) {
            return Optional.empty(); // how embedded-redis says that it does not know this platform
        }
        URL resource = name == null ? null : ExecutableProvider.class.getResource(name);
        if (name == null || resource == null) {
            return Optional.empty();
        }
        Path folder = stateDirectory.resolve("redis");
        Path file = folder.resolve(name.substring(1));
        try {
            if (!Files.isExecutable(file)) {
                unpack(resource, folder, file);
            }
            return Optional.of(file);
        } catch (IOException e) {
            throw new DriverException("redis-server could not be unpacked to " + file + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(URL resource, Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        // Whole or not there: another build may be looking for it.
        Path unfinished = Files.createTempFile(folder, "unpacking", ".tmp");
        try (InputStream in = resource.openStream()) {
            Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!unfinished.toFile().setExecutable(true)) {
            throw new IOException("it cannot be made executable");
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** {@code null} if it does not run. */
    private static @Nullable String version(Path executable) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "--version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ClosedEnvironment.with(Map.of()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(text);
            return process.exitValue() == 0 && matcher.find() ? matcher.group(1) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
