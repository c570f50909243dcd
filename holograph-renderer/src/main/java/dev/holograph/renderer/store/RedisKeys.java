package dev.holograph.renderer.store;

/** How frames are named in Redis. */
final class RedisKeys {
    private RedisKeys() {}

    static String of(String id) {
        return "frame:" + id;
    }
}
