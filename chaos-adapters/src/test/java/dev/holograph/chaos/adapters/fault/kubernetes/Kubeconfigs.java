package dev.holograph.chaos.adapters.fault.kubernetes;

import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Kubeconfigs for tests; TLS is not checked in them, for the sake of forwarders. */
final class Kubeconfigs {

    private Kubeconfigs() {}

    /** With one context, named as the cluster's own. */
    static String of(KubernetesCluster cluster, String server, String token) {
        return content(cluster.context(), server, "token: " + token);
    }

    /** The cluster's own context, and a current one that runs a program to log in. */
    static String withCurrentContextThatRuns(KubernetesCluster cluster, String program, String argument)
            throws Exception {
        var own = KubernetesCluster.config();
        own.setCurrentContext("another");
        own.getContexts()
                .add(new NamedContextBuilder()
                        .withName("another")
                        .withNewContext()
                        .withCluster(own.getClusters().get(0).getName())
                        .withUser("another")
                        .endContext()
                        .build());
        own.getUsers()
                .add(new NamedAuthInfoBuilder()
                        .withName("another")
                        .withNewUser()
                        .withNewExec()
                        .withApiVersion("client.authentication.k8s.io/v1")
                        .withCommand(program)
                        .withArgs(argument)
                        .endExec()
                        .endUser()
                        .build());
        return Serialization.asYaml(own);
    }

    /** With one context whose user's token a program prints; it is asked for one whenever a token is needed. */
    static String ofProgram(KubernetesCluster cluster, String program) {
        return content(
                cluster.context(),
                cluster.client().getConfiguration().getMasterUrl(),
                "exec: { apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: \"" + program
                        + "\" }");
    }

    /** The user of the cluster's own context, by way of another address. */
    static String through(KubernetesCluster cluster, String server) throws Exception {
        var own = KubernetesCluster.config();
        own.getClusters().forEach(named -> {
            named.getCluster().setServer(server);
            named.getCluster().setCertificateAuthority(null);
            named.getCluster().setCertificateAuthorityData(null);
            named.getCluster().setInsecureSkipTlsVerify(true);
        });
        return Serialization.asYaml(own);
    }

    private static String content(String context, String server, String user) {
        return String.join(
                "\n",
                "apiVersion: v1",
                "kind: Config",
                "current-context: " + context,
                "clusters: [{ name: c, cluster: { server: \"" + server + "\", insecure-skip-tls-verify: true } }]",
                "contexts: [{ name: " + context + ", context: { cluster: c, user: u } }]",
                "users: [{ name: u, user: { " + user + " } }]",
                "");
    }
}
