package dev.holograph.chaos.adapters.probe.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster shows only when it has the time. */
class RestartsTest {

    private final Restarts restarts = new Restarts();

    private static Pod pod(String uid, int count) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(uid)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withRestartCount(count)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @Test
    void thoseBeforeTheFirstLookDoNotCount() {
        assertThat(restarts.after(List.of(pod("a", 7)))).isZero();
        assertThat(restarts.after(List.of(pod("a", 9)))).isEqualTo(2);
    }

    @Test
    void aPodThatIsNewBeganWithNone() {
        restarts.after(List.of());
        assertThat(restarts.after(List.of(pod("a", 2)))).isEqualTo(2);
    }

    @Test
    void whatAPodHadThatIsGoneStaysAndItsSuccessorCountsAnew() {
        restarts.after(List.of(pod("a", 0)));
        assertThat(restarts.after(List.of(pod("a", 3)))).isEqualTo(3);
        assertThat(restarts.after(List.of())).isEqualTo(3);
        assertThat(restarts.after(List.of(pod("b", 1)))).isEqualTo(4);
    }

    /** A node that lost its containers' history tells less than before. */
    @Test
    void itNeverFalls() {
        restarts.after(List.of(pod("a", 5)));
        assertThat(restarts.after(List.of(pod("a", 2)))).isZero();
        assertThat(restarts.after(List.of(pod("a", 3)))).isEqualTo(1);
    }
}
