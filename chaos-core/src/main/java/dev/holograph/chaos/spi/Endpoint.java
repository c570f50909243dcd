package dev.holograph.chaos.spi;

/**
 * A host and a port.
 *
 * @param host a name or an address, of IPv6 without brackets
 * @param port of TCP
 */
public record Endpoint(String host, int port) {

    /** {@code host:port}, with brackets about an address of IPv6. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
