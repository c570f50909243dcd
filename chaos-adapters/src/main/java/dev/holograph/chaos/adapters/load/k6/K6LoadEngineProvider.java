package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.process.ProcessRecords;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Brings k6. Settings: {@code chaos.k6}, the executable (by default the one on the PATH, then the one that
 * {@code chaos:install-tools} has installed), and {@code chaos.stateDirectory}, where that one is and where its process is
 * put on record.
 */
public final class K6LoadEngineProvider implements LoadEngineProvider {

    private static final String STATE = "chaos.stateDirectory";

    @Override
    public String name() {
        return "k6";
    }

    @Override
    public Set<String> settings() {
        return Set.of("chaos.k6");
    }

    @Override
    public Found find(Map<String, String> settings, DriverContext context) {
        try {
            K6 k6 = k6(settings);
            Path state = Path.of(settings.getOrDefault(STATE, System.getProperty("java.io.tmpdir")));
            return new Found(new K6Engine(k6, new ProcessRecords(state)), null);
        } catch (DriverException e) {
            return new Found(null, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Check check(Map<String, String> settings, DriverContext context) {
        try {
            K6 k6 = k6(settings);
            String found = k6.version() + " at " + k6.executable();
            return k6.version().equals(K6Release.VERSION)
                    ? Check.ok(name(), found)
                    : Check.warn(
                            name(),
                            found + "; this plugin is tested with " + K6Release.VERSION,
                            "`mvn chaos:install-tools` installs " + K6Release.VERSION
                                    + ", which is taken if it is the only one or is named by -Dchaos.k6=…");
        } catch (DriverException e) {
            return Check.fail(name(), e);
        }
    }

    private static K6 k6(Map<String, String> settings) throws DriverException {
        // Never out of a folder that anybody can write to.
        String state = settings.get(STATE);
        return K6.find(settings.get("chaos.k6"), state == null ? null : K6Release.executable(Path.of(state)));
    }
}
