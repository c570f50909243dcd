package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Quantity;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts findings about the test bench into English. */
final class LoadFindingFormatter {

    private LoadFindingFormatter() {}

    static String sentence(LoadFinding finding) {
        if (finding instanceof LoadFinding.StoodStill stood) {
            return stood.silence().of() + " gave no sign of life for "
                    + seconds(stood.silence().window()) + " s; what was measured then is not the system's";
        }
        if (finding instanceof LoadFinding.Shortfall shortfall) {
            return "only "
                    + shortfall.phases().stream()
                            .map(one -> one.made() + " of " + one.planned() + " planned requests were made in the "
                                    + one.phase().word())
                            .collect(Collectors.joining(", "))
                    + by(shortfall)
                    + ": the generator fell short by itself";
        }
        if (finding instanceof LoadFinding.ScriptSilent silent) {
            String when = " for " + seconds(silent.window()) + " s of the "
                    + silent.phase().word() + ": ";
            return silent.elsewhere().requests() == 0
                    ? script(silent.load()) + " did nothing" + when + "what the system did then was not measured"
                    : script(silent.load()) + " did not ask its target" + when + "its "
                            + silent.elsewhere().requests() + " requests then went elsewhere ("
                            + addresses(silent.elsewhere())
                            + "), so what the system did was not measured; let it ask __ENV.CHAOS_URL";
        }
        if (finding instanceof LoadFinding.TurnedAway turned) {
            return "only " + share(turned.share()) + " of the requests of " + script(turned.load()) + " in the "
                    + turned.phase().word() + " went to its target, and "
                    + share(turned.before()) + " in the baseline: the others went elsewhere ("
                    + addresses(turned.elsewhere()) + "), where they show nothing of the system";
        }
        LoadFinding.ScriptFailed failed = (LoadFinding.ScriptFailed) finding;
        String allowed =
                ", more than maxFailedIterations allows (" + new Quantity(failed.allowed(), Dimension.RATIO) + "): ";
        String phase = " in the " + failed.phase().word();
        String iterations = failed.failed() + " of " + failed.all() + " iterations";
        String notMeasured = "what it did not do was not measured";
        return switch (failed.way()) {
            case THREW ->
                script(failed.load()) + " threw an exception in " + iterations + phase + allowed + notMeasured
                        + first(failed.exception());
            case NOT_STARTED ->
                script(failed.load()) + " could not start " + iterations + phase + allowed + notMeasured;
            case NOT_ENDED ->
                iterations + " that " + script(failed.load()) + " began" + phase
                        + " had not ended when the load was over"
                        + allowed
                        + "k6 measures nothing of a request that has no answer by then; give requests a timeout"
                        + " that is shorter than the recovery phase";
        };
    }

    /** A runner's own words name its load where there are several. */
    private static String by(LoadFinding.Shortfall shortfall) {
        if (shortfall.runner() != null) {
            return " by " + shortfall.runner();
        }
        return shortfall.load() == null ? "" : " by load '" + shortfall.load() + "'";
    }

    private static String script(@Nullable String load) {
        return load == null ? "the script" : "the script of load '" + load + "'";
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String addresses(LoadFinding.Elsewhere elsewhere) {
        return String.join(", ", elsewhere.addresses());
    }

    private static String first(@Nullable String exception) {
        return exception == null
                ? ""
                : "; the first one: " + exception.lines().findFirst().orElse("");
    }

    private static String seconds(Window window) {
        return String.format(Locale.ROOT, "%.1f", window.seconds());
    }
}
