package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of a target: {@code service}, or others of the first four. */
record TargetKeys(
        @Key(doc = "the local service that it is", examples = "renderer") @Nullable Item service,

        @Key(
                doc = "where it runs if it is no local service: http, ws, redis, rediss, tcp or jdbc",
                examples = {"http://127.0.0.1:8080", "redis://127.0.0.1:6379"})
        @Nullable Item url,

        @Key(doc = "its pods", block = Pods.class) @Nullable Item kubernetes,

        @Key(doc = "whole hosts on which Gremlin's agents run", block = Hosts.class) @Nullable Item gremlin,

        @Key(doc = "load reaches it through the built-in proxy", words = "proxy") @Nullable String through,

        @Key(doc = "where the proxy before it listens; by default on any free port", least = 1, most = 65535) @Nullable Integer port) {

    /** Which pods a target is. */
    record Pods(
            @Key(doc = "the namespace of the pods", needed = "namespace: holograph-test") @Nullable Item namespace,

            @Key(
                    doc = "labels that select the pods, as kubectl reads them",
                    needed = "selector: app=holograph-renderer")
            @Nullable Item selector,

            @Key(doc = "the container that faults hit; by default the pod's first") @Nullable String container) {}

    /** Which hosts a target is. */
    record Hosts(
            @Key(doc = "tags that select the hosts", needed = "hosts: { role: chaos }", form = Key.Form.NAMED) @Nullable Item hosts) {}
}
