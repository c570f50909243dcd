package dev.holograph.chaos.spi;

/** Takes what services printed about trouble. */
@FunctionalInterface
public interface LogSink {

    /** What a service itself calls the line. */
    enum Level {
        ERROR,
        WARN
    }

    /**
     * Takes one line.
     *
     * @param service its name in the environment
     * @param log where a person finds the whole log, in the folder of the run
     * @param text the line as it was printed, at most a few thousand characters of it
     */
    void line(String service, String log, Level level, String text);
}
