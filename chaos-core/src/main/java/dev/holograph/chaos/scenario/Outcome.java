package dev.holograph.chaos.scenario;

public enum Outcome {
    OK,
    FAILED
}
