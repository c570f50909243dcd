package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.load.k6.DownloadRoute;
import dev.holograph.chaos.adapters.load.k6.K6Installer;
import dev.holograph.chaos.spi.DriverException;
import org.jspecify.annotations.Nullable;

/** Installs k6 below the folder that outlives {@code mvn clean}. */
final class K6Installation {

    private K6Installation() {}

    /**
     * Installs it, and reports what is there now.
     *
     * @param baseUrl the place of its releases
     * @param sha256 {@code null}: the one that k6 publishes
     */
    static void install(Setup setup, String baseUrl, DownloadRoute route, @Nullable String sha256)
            throws ChaosException {
        Log log = setup.log();
        try {
            log.info(new K6Installer(setup.build().state(), baseUrl, sha256, route).install(log::info));
        } catch (DriverException e) {
            throw new ChaosException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted while k6 was being installed", e);
        }
    }
}
