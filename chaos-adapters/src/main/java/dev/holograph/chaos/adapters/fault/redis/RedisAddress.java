package dev.holograph.chaos.adapters.fault.redis;

import io.lettuce.core.RedisURI;

/**
 * Where a Redis is, and who asks it.
 *
 * @param place for messages, without the password
 * @param uri holds the password
 */
record RedisAddress(String place, RedisURI uri) {

    @Override
    public String toString() {
        return place;
    }
}
