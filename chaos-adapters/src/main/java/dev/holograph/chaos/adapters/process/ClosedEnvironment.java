package dev.holograph.chaos.adapters.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables a child gets without being named: what programs need to run at all. Everything else of the build's
 * environment stays out, tokens and passwords of a CI server among it.
 */
public final class ClosedEnvironment {

    private static final Set<String> PASSED_ON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            // Windows; its names are matched without regard to case
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "COMSPEC",
            "PATHEXT",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA");

    private ClosedEnvironment() {}

    /** What is passed on of this process's environment, with these added. */
    public static Map<String, String> with(Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (PASSED_ON.contains(name.toUpperCase(Locale.ROOT))) {
                environment.put(name, value);
            }
        });
        environment.putAll(added);
        return environment;
    }
}
