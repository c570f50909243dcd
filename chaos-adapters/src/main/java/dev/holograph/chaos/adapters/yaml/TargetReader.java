package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.HostsTarget;
import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.plan.TargetKind;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one of an environment's {@code targets:}. */
final class TargetReader {

    private final Map<String, Class<? extends TargetKind>> kinds;
    private final Function<Item, @Nullable String> filled;
    private final Function<Item, @Nullable String> url;
    private final List<String> services;
    private final @Nullable Guard guard;
    private final Path root;

    /**
     * @param kinds of target beside pods and hosts, by their keys
     * @param filled reads a text and fills its places
     * @param url the same of a URL, in which services of the run may stand
     * @param services the names that may stand after {@code service:}
     * @param root what paths are relative to
     */
    TargetReader(
            Map<String, Class<? extends TargetKind>> kinds,
            Function<Item, @Nullable String> filled,
            Function<Item, @Nullable String> url,
            List<String> services,
            @Nullable Guard guard,
            Path root) {
        this.kinds = kinds;
        this.filled = filled;
        this.url = url;
        this.services = services;
        this.guard = guard;
        this.root = root;
    }

    @Nullable TargetSpec read(String name, Block block) {
        TargetKeys keys = new KeyBinder(filled).bind(block, TargetKeys.class);
        Item through = block.get("through");
        Item port = block.get("port");
        Item service = keys.service();
        Item url = keys.url();
        Item pods = keys.kubernetes();
        Item gremlin = keys.gremlin();
        String serviceOf = service == null ? null : service.word(services);
        String urlOf = url == null ? null : this.url.apply(url);
        KubernetesTarget podsOf = pods == null ? null : pods(pods);
        HostsTarget hostsOf = gremlin == null ? null : hosts(gremlin);
        Map<String, Item> others = new LinkedHashMap<>();
        kinds.keySet().forEach(key -> {
            Item other = block.get(key);
            if (other != null) {
                others.put(key, other);
            }
        });
        List<TargetKind> othersOf = new ArrayList<>();
        others.forEach((key, other) -> {
            TargetKind otherOf = other(other, Objects.requireNonNull(kinds.get(key)));
            if (otherOf != null) {
                othersOf.add(otherOf);
            }
        });
        Tls tls = new TlsReader(filled, root).read(block, keys, urlOf);
        block.done();
        boolean isBehindAnother = service != null && url != null && pods == null && gremlin == null && others.isEmpty();
        if (isBehindAnother
                && url != null
                && urlOf != null
                && TargetUrl.services(urlOf).isEmpty()) {
            url.wrong(
                    "beside service:, url: names the service of the run that stands before it",
                    "write https://{front.address}, or remove one of the two");
            return null;
        }
        if (!isBehindAnother
                && (service == null) == (url == null && pods == null && gremlin == null && others.isEmpty())) {
            String more = kinds.keySet().stream().map(key -> " or " + key + ":").collect(Collectors.joining());
            block.mistakes()
                    .add(Violation.of(
                            block.at(),
                            "a target has either service:, or url: and kubernetes: or gremlin:" + more
                                    + ", or one of these"));
            return null;
        }
        List<String> named = Stream.concat(
                        Stream.of("kubernetes", "gremlin").filter(block::has), others.keySet().stream())
                .toList();
        if (!others.isEmpty() && named.size() > 1) {
            others.values()
                    .iterator()
                    .next()
                    .wrong("a target is one thing, not " + String.join(" and ", named), "make two targets of it");
        }
        if (pods != null && gremlin != null) {
            gremlin.wrong("a target is either pods or hosts", "make two targets of it");
        }
        if (port != null && keys.through() == null) {
            port.wrong(
                    "port: is the port of a target's proxy, and this target has no proxy",
                    "add through: proxy; the port of the target itself belongs to its url: or service");
        }
        if (through != null
                && urlOf != null
                && TargetUrl.isDatabase(urlOf)
                && TargetUrl.socket(urlOf).isEmpty()) {
            through.wrong(
                    "the proxy cannot stand before this database: its url names no single host and port",
                    "write jdbc:KIND://host:port/…, or remove through:");
        }
        if (through != null && service == null && url == null) {
            through.wrong("the proxy needs to know where this target is", "add url:, or remove through:");
        }
        if (url != null && urlOf != null && TargetUrl.hasMisplacedService(urlOf)) {
            url.wrong(
                    "{NAME.address} stands for host and port of a URL, and cannot stand here",
                    "write jdbc:postgresql://{db.address}/shop or http://{shop.address}/path");
            return null;
        }
        if (url != null && urlOf != null && !TargetUrl.isAddress(urlOf) && !TargetUrl.isDatabase(urlOf)) {
            url.wrong(
                    "this is no URL with a scheme and a host that a run can use, and a port from 1 to 65535",
                    "write http://127.0.0.1:8080, https://…, ws://…, wss://…, redis://… or rediss://…, or jdbc:… for a"
                            + " ledger or a probe");
        }
        if (url != null && urlOf != null && TargetUrl.isAddress(urlOf)) {
            TargetUrl.unused(urlOf)
                    .ifPresent(part -> url.wrong(
                            "this URL has " + part + ", which no request would carry",
                            "write http://user:password@host:port/path (in the password %2F for /, %3F for ?, %23 for"
                                    + " #, %40 for @) or tcp://host:port; a query belongs to the path of a load, probe"
                                    + " or ledger"));
        }
        TargetKind kind = podsOf != null
                ? podsOf
                : hostsOf != null ? hostsOf : othersOf.stream().findFirst().orElse(null);
        return new TargetSpec(name, serviceOf, keys.through() != null, keys.port(), urlOf, kind, tls, block.at());
    }

    private @Nullable TargetKind other(Item item, Class<? extends TargetKind> type) {
        Block block = item.block();
        if (block == null) {
            return null;
        }
        TargetKind kind = new KindBinder(new KeyBinder(filled))
                .bind(block, type, wrong -> block.mistakes().add(Violation.of(block.at(), wrong)));
        block.done();
        return kind;
    }

    private @Nullable KubernetesTarget pods(Item item) {
        Block block = item.block();
        if (block == null) {
            return null;
        }
        TargetKeys.Pods keys = new KeyBinder(filled).bind(block, TargetKeys.Pods.class);
        Item namespace = keys.namespace();
        Item selector = keys.selector();
        String namespaceOf = namespace == null ? null : filled.apply(namespace);
        String selectorOf = selector == null ? null : filled.apply(selector);
        block.done();
        if (selector != null && selectorOf != null) {
            KubernetesNames.checkSelector(selector, selectorOf);
        }
        if (namespace != null && namespaceOf != null) {
            KubernetesNames.checkNamespace(namespace, namespaceOf);
        }
        if (guard == null || guard.kubeContext() == null) {
            item.wrong(
                    "a target in a cluster needs the guard to name the context",
                    "write guard: { kubeContext: …, namespaces: […] }");
            return null;
        }
        return namespaceOf == null || selectorOf == null
                ? null
                : new KubernetesTarget(guard.kubeContext(), namespaceOf, selectorOf, keys.container());
    }

    private @Nullable HostsTarget hosts(Item item) {
        Block block = item.block();
        if (block == null) {
            return null;
        }
        Item hosts = new KeyBinder(filled).bind(block, TargetKeys.Hosts.class).hosts();
        Map<String, String> tags = hosts == null ? Map.of() : new Tags(filled).read(hosts);
        block.done();
        return tags.isEmpty() ? null : new HostsTarget(tags);
    }
}
