package dev.holograph.chaos.scenario;

import java.time.Duration;

/** Over which part of the phase an objective is measured. */
public sealed interface WindowRule {

    /** The whole of it at once. */
    record Whole() implements WindowRule {}

    /** Each sliding window of this length must hold. */
    record Every(Duration window) implements WindowRule {}

    /** One sliding window of this length is enough. */
    record Any(Duration window) implements WindowRule {}
}
