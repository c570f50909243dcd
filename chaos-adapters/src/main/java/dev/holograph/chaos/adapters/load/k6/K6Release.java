package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.process.Executables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** The one k6 release that this plugin is tested with: {@code release.properties} beside this class. */
final class K6Release {

    private static final Properties PINS = read();

    /** Its version, without a {@code v}. */
    static final String VERSION = PINS.getProperty("version");

    private K6Release() {}

    /** The name of the archive for a platform, as the release's own files are named. */
    static String archive(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : os.replace(' ', '-');
        String processor =
                switch (osArch) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> osArch;
                };
        return "k6-v" + VERSION + "-" + system + "-" + processor + (system.equals("linux") ? ".tar.gz" : ".zip");
    }

    /** The checksum of an archive; there is none for a platform that the release does not have. */
    static Optional<String> sha256(String archive) {
        return Optional.ofNullable(PINS.getProperty(archive));
    }

    /** Where it is put. */
    static Path executable(Path stateDirectory) {
        return stateDirectory.resolve("tools").resolve("k6-" + VERSION).resolve(program());
    }

    /** What k6 is called on this system. */
    static String program() {
        return Executables.onWindows() ? "k6.exe" : "k6";
    }

    private static Properties read() {
        Properties pins = new Properties();
        try (InputStream in = K6Release.class.getResourceAsStream("release.properties")) {
            if (in == null) {
                throw new IllegalStateException("release.properties is missing beside " + K6Release.class);
            }
            pins.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pins;
    }
}
