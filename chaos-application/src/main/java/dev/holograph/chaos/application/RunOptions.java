package dev.holograph.chaos.application;

import dev.holograph.chaos.run.Pace;

/**
 * How runs are carried out.
 *
 * @param failOnBreach whether the build fails for a verdict at once
 * @param recover whether what a dead run has left is taken back first; if not, it is refused to start
 * @param endWithParent whether the run ends when the process is gone that started this one
 * @param github whether a step of GitHub Actions gets annotations and a summary
 * @param sendMessages whether the messages are sent that are configured
 * @param failFast whether a fault is undone as soon as an SLO is breached whatever comes later
 * @param pace {@code full} or {@code quick}; see {@link dev.holograph.chaos.run.Pace}
 * @param parallel how many scenarios may run side by side: a number, or {@code auto}
 */
public record RunOptions(
        boolean failOnBreach,
        boolean recover,
        boolean endWithParent,
        boolean github,
        boolean sendMessages,
        boolean failFast,
        String pace,
        String parallel) {

    /** @throws ChaosException if it is none */
    Pace paceOf() throws ChaosException {
        return pace(pace);
    }

    static Pace pace(String written) throws ChaosException {
        for (Pace one : Pace.values()) {
            if (one.word().equals(written)) {
                return one;
            }
        }
        throw new ChaosException("chaos.pace is 'full' or 'quick', not '" + written + "'");
    }
}
