package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the k6 that this plugin is tested with where it is found without being named. */
public final class K6Installer {

    /** Where k6 publishes its releases: {@code /vVERSION/ARCHIVE} below it. */
    public static final String BASE_URL = "https://github.com/grafana/k6/releases/download";

    private final Path stateDirectory;
    private final String baseUrl;
    private final @Nullable String sha256;
    private final DownloadRoute route;

    /**
     * @param stateDirectory what must outlive {@code mvn clean}; k6 is put below it
     * @param baseUrl {@link #BASE_URL}, or a mirror of it
     * @param sha256 of the archive for this platform; {@code null}: the one that the release publishes
     * @param route by which it is fetched
     */
    public K6Installer(Path stateDirectory, String baseUrl, @Nullable String sha256, DownloadRoute route) {
        this.route = route;
        this.stateDirectory = stateDirectory;
        this.baseUrl = baseUrl.replaceFirst("/+$", "");
        this.sha256 = sha256;
    }

    /**
     * Installs it; downloads nothing if it is there.
     *
     * @param progress takes one line before a step that a person may wait for
     * @return what is there now, in one sentence
     * @throws DriverException if it cannot be done; nothing has changed then, and the message says what to do
     */
    public String install(Consumer<String> progress) throws DriverException, InterruptedException {
        return install(System.getProperty("os.name"), System.getProperty("os.arch"), progress);
    }

    /** For a platform, as Java names it. */
    String install(String osName, String osArch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        Path executable = K6Release.executable(stateDirectory);
        if (isRight(executable)) {
            return "k6 " + K6Release.VERSION + " is there already: " + executable;
        }
        String archive = K6Release.archive(osName, osArch);
        String checksum = checksum(archive);
        String url = url(archive);
        progress.accept("fetching " + url);
        try {
            Files.createDirectories(executable.getParent());
            // Beside its place: a rename is whole or not there, and another build may be looking for it.
            Path folder = Files.createTempDirectory(executable.getParent(), "unpacking");
            Path download = folder.resolve(archive);
            Path unpacked = folder.resolve(K6Release.program());
            try {
                Download.fetch(url, route, checksum, download);
                unpack(download, unpacked);
                Files.move(unpacked, executable, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unpacked);
                Files.deleteIfExists(download);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new DriverException("k6 cannot be put at " + executable + ": " + e, e);
        }
        return "k6 " + K6Release.VERSION + " is installed: " + executable;
    }

    private String url(String archive) throws DriverException {
        // Java's client would not use a password in it, and the log would show it.
        if (!baseUrl.matches("https?://[^@\\s]+")) {
            throw new DriverException("chaos.k6.baseUrl is no place to fetch k6 from; write http(s)://host/path without"
                    + " user and password, such as " + BASE_URL);
        }
        return baseUrl + "/v" + K6Release.VERSION + "/" + archive;
    }

    private String checksum(String archive) throws DriverException {
        if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
            throw new DriverException("chaos.k6.sha256 is no SHA-256: write its 64 hexadecimal digits");
        }
        return Optional.ofNullable(sha256)
                .or(() -> K6Release.sha256(archive))
                .orElseThrow(() -> new DriverException("no checksum of " + archive + " is known, and nothing is"
                        + " installed without one; if there is such an archive, give its checksum by"
                        + " -Dchaos.k6.sha256=…, else install k6 by hand and name it by -Dchaos.k6=/path/to/k6"));
    }

    private static void unpack(Path archive, Path file) throws IOException, DriverException {
        if (!Archive.extract(archive, K6Release.program(), file)) {
            throw new DriverException("there is no " + K6Release.program() + " in " + archive.getFileName());
        }
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        K6 k6 = K6.at(file);
        if (!k6.version().equals(K6Release.VERSION)) {
            throw new DriverException("the k6 in " + archive.getFileName() + " says that it is version " + k6.version()
                    + ", not " + K6Release.VERSION + "; nothing was installed");
        }
    }

    private static boolean isRight(Path executable) {
        try {
            return Files.isExecutable(executable) && K6.at(executable).version().equals(K6Release.VERSION);
        } catch (DriverException e) {
            return false; // what does not run is replaced
        }
    }
}
