package dev.holograph.chaos.adapters.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAccountTest {

    @TempDir
    private Path folder;

    @Test
    void thePodsOwnTokenIsReadEachTime() throws Exception {
        Files.writeString(folder.resolve("token"), "first\n");
        Files.writeString(folder.resolve("ca.crt"), "certificate");
        Config config = new ServiceAccount("10.96.0.1", "443", folder).config();
        assertThat(config.getMasterUrl()).isEqualTo("https://10.96.0.1:443/");
        assertThat(config.getCaCertFile()).isEqualTo(folder.resolve("ca.crt").toString());
        assertThat(config.isTrustCerts()).isFalse();
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("first");
        Files.writeString(folder.resolve("token"), "second\n");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("second");
    }

    /** Whatever a kubeconfig or the client's own properties say. */
    @Test
    void nothingElseIsLookedAt() throws Exception {
        Files.writeString(folder.resolve("token"), "own");
        System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, "https://another.example:443/");
        System.setProperty(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY, "another");
        try {
            Config config = new ServiceAccount("fd00::1", "6443", folder).config();
            assertThat(config.getMasterUrl()).isEqualTo("https://[fd00::1]:6443/");
            assertThat(config.getOauthToken()).isNull();
            assertThat(config.getCurrentContext()).isNull();
            assertThat(config.getClientCertData()).isNull();
        } finally {
            System.clearProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY);
            System.clearProperty(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY);
        }
    }

    @Test
    void outsideOfAPodThereIsNone() {
        assertThatThrownBy(() -> new ServiceAccount(null, null, folder).config())
                .isInstanceOf(DriverException.class)
                .hasMessage("kubeContext is in-cluster, and this build does not run in a pod with a service account"
                        + " (there is no KUBERNETES_SERVICE_HOST and _PORT); name a context of a kubeconfig instead");
        assertThatThrownBy(() -> new ServiceAccount("10.96.0.1", "443", folder).config())
                .hasMessageContaining("(there is no " + folder.resolve("token") + ")");
    }
}
