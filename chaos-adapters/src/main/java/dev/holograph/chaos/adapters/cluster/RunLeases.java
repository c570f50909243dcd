package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Leases that runs hold in a namespace: they show which runs are alive. */
public record RunLeases(List<Lease> all) {

    public RunLeases {
        all = List.copyOf(all);
    }

    /** Leases that exist now. */
    public static RunLeases in(KubernetesClient client, String namespace) throws DriverException, InterruptedException {
        return new RunLeases(Api.call("the Leases of " + namespace + " cannot be listed", () -> client.leases()
                .inNamespace(namespace)
                .withLabel(OwnershipLabels.MANAGED_BY, OwnershipLabels.US)
                .list()
                .getItems()));
    }

    /** The ids of the runs that hold one which has not expired. */
    public Set<String> alive(Instant now) {
        return all.stream()
                .filter(lease -> expiry(lease).isAfter(now))
                .map(lease -> String.valueOf(lease.getSpec().getHolderIdentity()))
                .collect(Collectors.toSet());
    }

    /** When it is anybody's. */
    public static Instant expiry(Lease lease) {
        ZonedDateTime renewed = lease.getSpec().getRenewTime();
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return renewed == null || seconds == null
                ? Instant.MIN
                : renewed.toInstant().plusSeconds(seconds);
    }
}
