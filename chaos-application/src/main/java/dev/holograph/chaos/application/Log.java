package dev.holograph.chaos.application;

/** Takes lines for the person who watches, as a build's own log does. */
public interface Log {

    /** What a person wants to know of an undisturbed build. */
    void info(String line);

    /** What did not keep the application from going on. */
    void warn(String line);

    /** What fails the build. */
    void error(String line);
}
