package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import org.jspecify.annotations.Nullable;

/** The keys of the pods that drive a load by k6-operator. */
record RunnerKeys(
        @Key(doc = "how many pods drive the load together", needed = "runners: 4", least = 1, most = 1_000) @Nullable Integer runners,

        @Key(
                doc = "the image of the pods, with k6, a shell and awk, and with its version",
                needed = "image: \"grafana/k6:2.2.0\"",
                pattern = IMAGE,
                otherwise = NO_IMAGE,
                shown = true)
        @Nullable String image,

        @Key(
                doc = "the namespace of the pods; by default the guard's, if it names one",
                examples = "load-test",
                shown = true)
        @Nullable Item namespace,

        @Key(
                doc = "the image, with curl, by which the operator starts all pods at once; by default its own choice",
                examples = "ghcr.io/grafana/k6-operator:v1.5.0-starter",
                pattern = IMAGE,
                otherwise = NO_IMAGE,
                shown = true)
        @Nullable String starterImage,

        @Default("IfNotPresent")
        @Key(
                doc = "when the images are pulled",
                words = {"Always", "IfNotPresent", "Never"})
        @Nullable String pullPolicy,

        @Default("1")
        @Key(
                doc = "what each pod is given of the processors, as Kubernetes writes it",
                examples = "500m",
                pattern = "[1-9]\\d*m?|\\d+\\.\\d*[1-9]\\d*",
                otherwise = "is no number of processors; write 2 or 500m",
                shown = true)
        @Nullable String cpu,

        @Default("1Gi")
        @Key(
                doc = "what each pod is given of memory, as Kubernetes writes it",
                examples = "512Mi",
                pattern = "[1-9]\\d*(Mi|Gi)",
                otherwise = "is no amount of memory; write 512Mi or 2Gi",
                shown = true)
        @Nullable String memory,

        @Default("false") @Key(doc = "give each pod a node of its own") @Nullable Boolean separate) {

    /** With a tag that names a version, or a digest: the same run tomorrow is to run the same k6. */
    @SuppressWarnings("UnusedVariable") // Error Prone does not look into the annotations above
    private static final String IMAGE = "(?!.*:latest$)\\S+(:[\\w][\\w.-]*|@sha256:[0-9a-f]{64})";

    @SuppressWarnings("UnusedVariable")
    private static final String NO_IMAGE =
            "is no image with a version; write grafana/k6:2.2.0, or a digest after @sha256: (latest moves)";
}
