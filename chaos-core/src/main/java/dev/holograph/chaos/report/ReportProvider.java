package dev.holograph.chaos.report;

import dev.holograph.chaos.scenario.Validated;
import java.util.Set;

/**
 * Brings one kind of report into a build. Found by {@link java.util.ServiceLoader}; a public class with a public
 * constructor and no heavy types in its signatures, since it is loaded in every goal that reports.
 */
public interface ReportProvider {

    /** What messages call it: {@code html}. */
    String name();

    /** The names of the build's settings that it reads, such as {@code chaos.html}: a person is warned of all others. */
    default Set<String> settings() {
        return Set.of();
    }

    /**
     * Makes the report of a build, or reports all mistakes in what it is made from, such as its templates. Writes nothing.
     * Where the settings say that it is not wanted, {@link RunReport#NONE}.
     */
    Validated<RunReport> report(ReportContext context);
}
