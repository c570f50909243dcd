package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of an environment's guard. */
record GuardKeys(
        @Key(doc = "the context of the kubeconfig that faults may go to, or in-cluster") @Nullable String kubeContext,

        @Key(doc = "the namespaces that faults may go to", form = Key.Form.LIST) @Nullable Item namespaces,

        @Key(
                doc = "the only hosts beside this machine to which a url: may lead",
                examples = "shop.example:8080",
                form = Key.Form.LIST)
        @Nullable Item hosts,

        @Key(doc = "tags of the hosts that Gremlin may attack", mayBeBlank = true, form = Key.Form.NAMED) @Nullable Item gremlinHosts,

        @Key(doc = "when faults may happen", block = Window.class) @Nullable Item window,

        @Default("1") @Key(doc = "how many hosts a fault may hit", least = 1, most = 10_000) @Nullable Integer maxHosts,

        @Default("1") @Key(doc = "how many pods a fault may hit", least = 1, most = 10_000) @Nullable Integer maxPods,

        @Default("100%")
        @Key(
                doc = "which share of a target's pods, or other units, a fault may hit",
                examples = "50%",
                pattern = "([1-9]\\d?|100)%",
                otherwise = "is no share from 1% to 100%")
        @Nullable String maxPercent,

        @Default(REFUSE)
        @Key(
                doc = "whether the last ready pod, or other unit, may be hit",
                words = {ALLOW, REFUSE})
        @Nullable String lastReadyPod,

        @Key(
                doc = "the only places of other kinds of target that faults may go to, as KIND:PLACE",
                form = Key.Form.LIST)
        @Nullable Item places,

        @Default("1")
        @Key(doc = "how many units of another kind of target a fault may hit", least = 1, most = 10_000)
        @Nullable Integer maxUnits,

        @Default("1")
        @Key(doc = "how many pods of a cluster may drive a load together", least = 1, most = 10_000)
        @Nullable Integer maxRunners,

        @Default(REFUSE)
        @Key(
                doc = "whether names that sound like production are allowed",
                words = {ALLOW, REFUSE})
        @Nullable String production,

        @Key(doc = "types of faults that destroy and are allowed", form = Key.Form.LIST) @Nullable Item allow) {

    static final String ALLOW = "allow";
    static final String REFUSE = "refuse";

    /** When faults may happen. */
    record Window(
            @Key(
                    doc = "the days of the week on which it begins; every day where none is named",
                    words = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"})
            @Nullable List<String> days,

            @Key(doc = "its first minute", needed = "from: \"02:00\"", pattern = TIME, otherwise = NO_TIME) @Nullable String from,

            @Key(doc = "the minute at which it ends", needed = "to: \"05:00\"", pattern = TIME, otherwise = NO_TIME)
            @Nullable String to,

            @Key(doc = "the time zone of both", needed = "zone: UTC", examples = "Europe/Paris") @Nullable Item zone) {

        @SuppressWarnings("UnusedVariable") // Error Prone does not look into the annotations above
        private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";

        @SuppressWarnings("UnusedVariable")
        private static final String NO_TIME = "is no time of day; write \"02:00\"";
    }
}
