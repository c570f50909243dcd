package dev.holograph.chaos.scenario;

/** Which way a network fault acts, seen from the target. */
public enum Direction {
    /** What clients send to the target. */
    REQUESTS,
    /** What the target sends back. */
    RESPONSES,
    BOTH;

    public boolean coversRequests() {
        return this != RESPONSES;
    }

    public boolean coversResponses() {
        return this != REQUESTS;
    }
}
