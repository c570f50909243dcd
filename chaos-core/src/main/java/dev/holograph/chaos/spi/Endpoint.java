package dev.holograph.chaos.spi;

/** A host and a port. */
public record Endpoint(String host, int port) {

    /** {@code host:port}. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
