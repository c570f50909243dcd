package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Asks the API server what it would allow. */
public final class Access {

    private Access() {}

    /**
     * Those of the rights that are missing.
     *
     * @throws DriverException if the API server cannot be reached
     */
    public static List<Permission> denied(KubernetesClient client, List<Permission> permissions)
            throws DriverException, InterruptedException {
        List<Permission> denied = new ArrayList<>();
        for (Permission right : permissions) {
            SelfSubjectAccessReview answer =
                    Api.call("the API server cannot be queried for permissions", () -> client.resource(review(right))
                            .create());
            if (!Boolean.TRUE.equals(answer.getStatus().getAllowed())) {
                denied.add(right);
            }
        }
        return denied;
    }

    private static SelfSubjectAccessReview review(Permission right) {
        String[] resource = right.resource().split("/", 2);
        return new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(resource[0])
                .withSubresource(resource.length > 1 ? resource[1] : "")
                .withNamespace(right.namespace())
                .endResourceAttributes()
                .endSpec()
                .build();
    }
}
