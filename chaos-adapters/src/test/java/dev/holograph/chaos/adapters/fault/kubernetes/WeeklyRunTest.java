package dev.holograph.chaos.adapters.fault.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The objects of the weekly run in a cluster: what they say, and that an API server takes them. */
class WeeklyRunTest {

    private static final Path FOLDER = Path.of("..", "holograph-renderer", "kubernetes");
    /** What a run gives itself; see docs/guide/goals.md. */
    private static final Duration ALL_UNDONE_WITHIN = Duration.ofSeconds(45);

    private static final Path CRON_JOB = FOLDER.resolve("weekly").resolve("cronjob.yaml");

    private static List<HasMetadata> read(Path file) throws IOException {
        return objects(Files.readString(file));
    }

    private static List<HasMetadata> objects(String text) {
        List<HasMetadata> objects = new ArrayList<>();
        KubernetesSerialization yaml = new KubernetesSerialization();
        for (String document : text.split("(?m)^---$")) {
            objects.add(yaml.unmarshal(document));
        }
        return objects;
    }

    private static <T> T only(List<HasMetadata> objects, Class<T> type) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsOnFridaysOneAtATimeAndNeverTwiceByItself() throws IOException {
        CronJob cronJob = only(read(CRON_JOB), CronJob.class);

        assertThat(cronJob.getSpec().getSchedule()).isEqualTo("0 3 * * 5");
        assertThat(cronJob.getSpec().getTimeZone()).isEqualTo("Etc/UTC");
        assertThat(cronJob.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        JobSpec job = cronJob.getSpec().getJobTemplate().getSpec();
        assertThat(job.getBackoffLimit()).isZero();
        assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        // Started at the last moment that is allowed, it is over before the guard's window closes.
        Duration window = Duration.ofHours(2);
        assertThat(Duration.ofSeconds(cronJob.getSpec().getStartingDeadlineSeconds() + job.getActiveDeadlineSeconds()))
                .isLessThan(window);
    }

    @Test
    void aSignalLeavesTimeToUndoEverything() throws IOException {
        PodSpec pod = pod();

        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
                .isGreaterThanOrEqualTo(ALL_UNDONE_WITHIN.multipliedBy(2));
    }

    @Test
    void hasNoMoreRightsThanItNeeds() throws IOException {
        PodSpec pod = pod();
        Container container = pod.getContainers().get(0);

        assertThat(pod.getServiceAccountName())
                .isEqualTo(only(read(FOLDER.resolve("access.yaml")), ServiceAccount.class)
                        .getMetadata()
                        .getName());
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
    }

    @Test
    void whatAKilledRunHasLeftIsTakenBackFirst() throws IOException {
        Container container = pod().getContainers().get(0);

        assertThat(container.getArgs()).startsWith("chaos:recover", "chaos:run");
        // Of what a run must find again, nothing is in the container.
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("results"))
                .extracting(mount -> mount.getMountPath())
                .containsExactly("/chaos/target", "/chaos/.chaos", "/chaos/state");
        assertThat(Files.readString(FOLDER.resolve("weekly").resolve(".mvn").resolve("maven.config")))
                .contains("-Dchaos.stateDirectory=/chaos/state\n");
    }

    private static PodSpec pod() throws IOException {
        return only(read(CRON_JOB), CronJob.class)
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    @Nested
    @ExtendWith(KubernetesCluster.Needed.class)
    class ByAnApiServer {

        @Test
        void isTaken(KubernetesCluster cluster) throws IOException {
            for (Path file : List.of(CRON_JOB, FOLDER.resolve("access.yaml"))) {
                for (HasMetadata object : read(file)) {
                    assertThatCode(() -> tryOut(cluster, object))
                            .as(file + ": " + object.getKind())
                            .doesNotThrowAnyException();
                }
            }
        }

        /** So a mistake would be seen. */
        @Test
        void isNotTakenWithAMistake(KubernetesCluster cluster) throws IOException {
            String text = Files.readString(CRON_JOB);
            for (String mistake : List.of(
                    text.replace("concurrencyPolicy", "concurencyPolicy"),
                    text.replace("Etc/UTC", "Etc/UTCC"),
                    text.replace("restartPolicy: Never", "restartPolicy: Always"))) {
                CronJob wrong = only(objects(mistake), CronJob.class);
                assertThatThrownBy(() -> tryOut(cluster, wrong)).isInstanceOf(KubernetesClientException.class);
            }
        }

        private void tryOut(KubernetesCluster cluster, HasMetadata object) {
            KubernetesClient client = cluster.client();
            client.resource(object)
                    .inNamespace(cluster.namespace())
                    .dryRun()
                    .fieldValidation(Validation.STRICT)
                    .create();
        }
    }
}
