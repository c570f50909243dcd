package dev.holograph.chaos.maven;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * The properties by which a build says that it runs no integration tests. A chaos test is one: the same properties, and
 * the same places to set them, as of the Failsafe plugin.
 */
final class SkippedTests {

    /** Properties of {@code IntegrationTestMojo} and {@code VerifyMojo}, Failsafe 3.5: one that is true is enough. */
    private static final List<String> PROPERTIES =
            List.of("skipTests", "skipITs", "maven.test.skip", "maven.test.skip.exec");

    /** The goals that are tests, as those two of Failsafe are. */
    private static final Set<String> GOALS = Set.of("run", "verify");

    private SkippedTests() {}

    /**
     * Whether this goal is skipped; logs it.
     *
     * @param skip what {@code chaos.skip} says, which wins over the properties; {@code null}: nothing
     */
    static boolean isSkipped(@Nullable Boolean skip, MavenSession session, MojoExecution execution, Log log) {
        if (skip != null) {
            if (skip) {
                log.info("Skipped: chaos.skip is set");
            }
            return skip;
        }
        Optional<String> property = by(session, execution);
        property.ifPresent(name -> {
            String words = "Skipped, as tests are: " + name + " is set. Nothing was run, and nothing is proven;"
                    + " -Dchaos.skip=false runs it all the same";
            if (Whereabouts.isFromTheCommandLine(execution)) {
                log.warn(words); // somebody has asked for nothing else
            } else {
                log.info(words);
            }
        });
        return property.isPresent();
    }

    /** The property that skips this goal; empty where tests are run, and for a goal that is none. */
    private static Optional<String> by(MavenSession session, MojoExecution execution) {
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
        return PROPERTIES.stream()
                .filter(property -> GOALS.contains(execution.getGoal()))
                .filter(property -> isTrue(evaluator, property))
                .findFirst();
    }

    private static boolean isTrue(PluginParameterExpressionEvaluator evaluator, String property) {
        try {
            Object value = evaluator.evaluate("${" + property + "}");
            return value != null && Boolean.parseBoolean(value.toString());
        } catch (ExpressionEvaluationException e) {
            throw new IllegalStateException("${" + property + "} cannot be evaluated", e);
        }
    }
}
