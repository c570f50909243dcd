package dev.holograph.chaos.scenario;

/** What became of a request that was due. Exactly one for each. */
public enum Outcome {
    /** Answered as expected within its time. */
    OK,
    /** Refused, reset, or answered otherwise than expected. An error, not a latency. */
    FAILED,
    /** Not answered within the time-out. */
    TIMED_OUT,
    /** Never sent: no connection could be had within the time-out. */
    UNSENT
}
