package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Log;

/** Maven's log of a goal. */
record MavenLog(org.apache.maven.plugin.logging.Log log) implements Log {

    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }

    @Override
    public void error(String line) {
        log.error(line);
    }
}
