package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosApplication;
import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.FailureException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal: has the application do one thing, and translates what it comes to. */
abstract class ChaosMojo extends MessagesMojo {

    /**
     * {@code true}: does nothing. {@code false}: runs whatever {@code skipTests}, {@code skipITs},
     * {@code maven.test.skip} and {@code maven.test.skip.exec} say, which otherwise skip {@code chaos:run} and
     * {@code chaos:verify}.
     */
    @Parameter(property = "chaos.skip")
    private @Nullable Boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (SkippedTests.isSkipped(skip, session(), execution(), getLog())) {
            return;
        }
        try {
            ChaosApplication chaos = new ChaosApplication(build(), choices());
            UnknownProperties.of(execution(), chaos.settings())
                    .warnings(session().getUserProperties(), pomProperties())
                    .forEach(getLog()::warn);
            WrittenValues.of(execution(), chaos.settingValues())
                    .check(
                            session().getUserProperties(),
                            pomProperties(),
                            execution().getConfiguration());
            work(chaos);
        } catch (ChaosException e) {
            String calling = whereabouts().callingByCoordinates();
            if (!calling.isEmpty() && !String.valueOf(e.getMessage()).contains(calling)) {
                getLog().error(calling);
            }
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (FailureException e) {
            throw e.isProven() ? new MojoFailureException(e.getMessage(), e) : new NotProvenException(e);
        }
    }

    /** What the goal does. */
    abstract void work(ChaosApplication chaos) throws ChaosException, FailureException;
}
