package dev.holograph.chaos.scenario;

/**
 * How acknowledged writes are looked for after recovery: by HTTP, through the system's own read path.
 *
 * @param method usually GET
 * @param path with {@code {id}}; a 2xx answer means found, 404 or 410 lost; anything else is tried again
 * @param target who is asked
 * @param location where it is written
 */
public record Ledger(String method, String path, String target, Location location) {}
