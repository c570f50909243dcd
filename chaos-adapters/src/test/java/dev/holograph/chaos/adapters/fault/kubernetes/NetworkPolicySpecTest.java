package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.KubernetesTarget;
import dev.holograph.chaos.scenario.Direction;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy as it is sent: everybody may connect but the peer. */
class NetworkPolicySpecTest {

    private static final KubernetesTarget WEB = new KubernetesTarget("staging", "shop-test", "app=web", null);
    private static final KubernetesTarget CACHE =
            new KubernetesTarget("staging", "cache-test", "app=redis,role=leader", null);

    /** One entry for each label: who differs in any of them is not the peer. */
    private static final String EVERYBODY_ELSE = """
            - namespaceSelector: {}
              podSelector:
                matchExpressions:
                - key: "app"
                  operator: "NotIn"
                  values:
                  - "redis"
            - namespaceSelector: {}
              podSelector:
                matchExpressions:
                - key: "role"
                  operator: "NotIn"
                  values:
                  - "leader"
            - namespaceSelector:
                matchExpressions:
                - key: "kubernetes.io/metadata.name"
                  operator: "NotIn"
                  values:
                  - "cache-test"
            - ipBlock:
                cidr: "0.0.0.0/0"
                except:
                - "10.0.0.7/32"
                - "10.0.0.8/32"
            - ipBlock:
                cidr: "::/0"
                except:
                - "fd00::7/128"
            """;

    private static String policy(Direction direction) {
        return Serialization.asYaml(
                NetworkPolicySpec.between(WEB, CACHE, List.of("10.0.0.7", "fd00::7", "10.0.0.8"), direction)
                        .build());
    }

    private static String expected(String ways, String types) {
        return """
                ---
                apiVersion: "networking.k8s.io/v1"
                kind: "NetworkPolicy"
                metadata: {}
                spec:
                """ + ways + """
                  podSelector:
                    matchLabels:
                      app: "web"
                  policyTypes:
                """.indent(0) + types;
    }

    private static String way(String key, String side) {
        return "  " + key + ":\n  - " + side + ":\n" + EVERYBODY_ELSE.indent(4);
    }

    @Test
    void neitherMayOpenConnectionsToTheOther() {
        assertThat(policy(Direction.BOTH))
                .isEqualTo(expected(way("egress", "to") + way("ingress", "from"), "  - \"Ingress\"\n  - \"Egress\"\n"));
    }

    @Test
    void requestsAreThoseOfThePeer() {
        assertThat(policy(Direction.REQUESTS)).isEqualTo(expected(way("ingress", "from"), "  - \"Ingress\"\n"));
    }

    @Test
    void responsesAreTheTargetsOwnWayOut() {
        assertThat(policy(Direction.RESPONSES)).isEqualTo(expected(way("egress", "to"), "  - \"Egress\"\n"));
    }
}
