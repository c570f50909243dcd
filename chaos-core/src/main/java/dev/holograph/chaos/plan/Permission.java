package dev.holograph.chaos.plan;

/**
 * Something that a driver must be allowed to do in a cluster.
 *
 * @param group the API group, empty for the core one
 * @param resource in the plural, with a subresource after a slash: {@code pods/exec}
 */
public record Permission(String verb, String group, String resource, String namespace) {

    /** As kubectl would ask: {@code create pods/exec in holograph-test}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + " in " + namespace;
    }
}
