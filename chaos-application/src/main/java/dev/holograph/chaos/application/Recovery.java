package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.spi.DriverException;
import java.util.Set;

/** Takes back what runs have left whose process has died, here and in the environment that is named. */
final class Recovery {

    private Recovery() {}

    static void takeBack(Setup setup) throws ChaosException {
        StaleRunGuard leftovers = setup.leftovers();
        int processes = leftovers.endProcesses();
        int runs = leftovers.takeBack();
        setup.log()
                .info(
                        runs + processes == 0
                                ? "No run of this user has left anything to take back"
                                : "All is taken back");
        if (setup.isEnvironmentNamed()) {
            Environment environment = Mistakes.orFail(setup.preparation().environment());
            sweep(setup, environment, setup.knownRuns().aliveIds());
        }
    }

    private static void sweep(Setup setup, Environment environment, Set<String> alive) throws ChaosException {
        Log log = setup.log();
        try {
            setup.tools().sweep(environment, alive, log::info);
            log.info("Environment '" + environment.name() + "' is clean");
        } catch (DriverException e) {
            throw new ChaosException(
                    "environment '" + environment.name() + "' could not be swept: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted; call chaos:recover again", e);
        }
    }
}
