package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of a target: {@code service}, or others of the first four. The last four are for TLS. */
record TargetKeys(
        @Key(
                doc =
                        "the local service that it is; with url: of a service that stands before it, what process faults hit",
                examples = "renderer")
        @Nullable Item service,

        @Key(
                doc = "where it runs if it is no local service: http, https, ws, wss, redis, rediss, tcp or jdbc",
                examples = {"http://127.0.0.1:8080", "https://shop.example", "redis://127.0.0.1:6379"})
        @Nullable Item url,

        @Key(doc = "its pods", block = Pods.class) @Nullable Item kubernetes,

        @Key(doc = "whole hosts on which Gremlin's agents run", block = Hosts.class) @Nullable Item gremlin,

        @Key(doc = "load reaches it through the built-in proxy", words = "proxy") @Nullable String through,

        @Key(doc = "where the proxy before it listens; by default on any free port", least = 1, most = 65535) @Nullable Integer port,

        @Key(
                doc = "with https, wss or rediss: PEM file of the certificates that are trusted in place of the JDK's",
                examples = "certificates/ca.pem")
        @Nullable Item trust,

        @Key(doc = "PEM file of the clients' own certificate, with its chain", examples = "certificates/client.pem")
        @Nullable Item certificate,

        @Key(doc = "PEM file of the private key of certificate", examples = "{env.CLIENT_KEY_FILE}") @Nullable Item key,

        @Default("false") @Key(doc = "take every certificate, whoever it is from: the run is WARN at best") @Nullable Boolean insecure) {

    /** Which pods a target is. */
    record Pods(
            @Key(doc = "the namespace of the pods", needed = "namespace: holograph-test") @Nullable Item namespace,

            @Key(
                    doc = "labels that select the pods, as kubectl reads them",
                    needed = "selector: app=holograph-renderer",
                    mayBeBlank = true)
            @Nullable Item selector,

            @Key(doc = "the container that faults hit; by default the pod's first") @Nullable String container) {}

    /** Which hosts a target is. */
    record Hosts(
            @Key(
                    doc = "tags that select the hosts",
                    needed = "hosts: { role: chaos }",
                    mayBeBlank = true,
                    form = Key.Form.NAMED)
            @Nullable Item hosts) {}
}
