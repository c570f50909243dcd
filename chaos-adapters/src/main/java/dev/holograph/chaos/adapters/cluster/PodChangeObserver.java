package dev.holograph.chaos.adapters.cluster;

import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of a target's pods since a moment: who came, who was started again, how long each took to get ready. */
public final class PodChangeObserver {

    private static final String NOT_MADE = "FailedCreate";
    private static final String NO_NODE = "FailedScheduling";
    private static final int LONGEST_REASON = 300;

    private final Pods pods;
    private final Map<String, Integer> restartsBefore = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Instant since;
    private final int readyBefore;

    /**
     * Remembers what is there.
     *
     * @param before the pods before the fault
     * @param since the moment of the fault
     */
    public PodChangeObserver(Pods pods, List<Pod> before, Instant since) {
        this.pods = pods;
        this.since = since;
        this.readyBefore = Pods.ready(before);
        for (Pod pod : before) {
            restartsBefore.put(Pods.uid(pod), Pods.restarts(pod));
            names.add(Pods.name(pod));
        }
    }

    /** What is seen now. */
    public Evidence look() {
        try {
            List<String> lines = new ArrayList<>();
            List<Pod> now = pods.list();
            for (Pod pod : now) {
                names.add(Pods.name(pod));
                line(pod).ifPresent(lines::add);
            }
            List<Event> events = events();
            String notBack = notBack(now, events);
            if (lines.isEmpty()) {
                // Events alone show nothing: their times are whole seconds, and some may be of before the fault.
                return Evidence.none("no pod of " + pods.target() + " is new or was started again")
                        .notBack(notBack);
            }
            lines.addAll(counts(events));
            return Evidence.observed(String.join("; ", lines)).notBack(notBack);
        } catch (DriverException e) {
            return Evidence.none(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Evidence.none("interrupted before it could be looked");
        }
    }

    /** Which pods that came or were started again are not ready, or how many are missing; {@code null}: none. */
    private @Nullable String notBack(List<Pod> now, List<Event> events) {
        List<String> unready = now.stream()
                .filter(pod -> !Pods.isReady(pod) && line(pod).isPresent())
                .map(pod -> "pod " + Pods.name(pod))
                .toList();
        int ready = Pods.ready(now);
        if (unready.isEmpty() && ready >= readyBefore) {
            return null;
        }
        return ready + " of the pods " + pods.target() + " are ready, and " + readyBefore + " were before the fault"
                + (unready.isEmpty() ? "" : "; not ready: " + String.join(", ", unready))
                + hindrance(events).map(why -> "; the cluster says: " + why).orElse("");
    }

    private Optional<String> line(Pod pod) {
        Integer before = restartsBefore.get(Pods.uid(pod));
        if (before == null) {
            return Optional.of("pod " + Pods.name(pod) + " is new" + readyAfter(pod, true));
        }
        int more = Pods.restarts(pod) - before;
        return more > 0
                ? Optional.of("pod " + Pods.name(pod) + ": times its containers were started again: " + more
                        + readyAfter(pod, false))
                : Optional.empty();
    }

    private String readyAfter(Pod pod, boolean isNew) {
        Instant ready = Pods.isReady(pod) ? readySince(pod) : null;
        if (ready == null) {
            return " and not ready";
        }
        if (ready.isBefore(since) && !isNew) {
            return ""; // it was ready all the time
        }
        // The API server reports whole seconds: a new pod can seem to have been ready before the fault.
        long seconds = Math.max(0, Duration.between(since, ready).toSeconds());
        return " and ready " + seconds + " s after the fault";
    }

    private static @Nullable Instant readySince(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .map(Instant::parse)
                .orElse(null);
    }

    private List<Event> events() throws DriverException, InterruptedException {
        return Api.call("events cannot be listed", () -> pods.client()
                .v1()
                .events()
                .inNamespace(pods.target().namespace())
                .list()
                .getItems());
    }

    /** What the cluster says about these pods, by reason: {@code Killing 1, Started 1}. */
    private List<String> counts(List<Event> events) {
        Map<String, Integer> reasons = new TreeMap<>();
        events.stream()
                .filter(this::isOfPods)
                .filter(event -> isSince(event.getLastTimestamp()))
                .forEach(event -> reasons.merge(event.getReason(), 1, Integer::sum));
        List<String> counts = new ArrayList<>();
        reasons.forEach((reason, count) -> counts.add(reason + " " + count));
        return counts.isEmpty() ? List.of() : List.of("events: " + String.join(", ", counts));
    }

    /** Why no pod is made in place of one that is gone, as by a quota, or none finds a node; the latest word. */
    private Optional<String> hindrance(List<Event> events) {
        return events.stream()
                .filter(event -> NOT_MADE.equals(event.getReason()) && isOfOwner(event)
                        || NO_NODE.equals(event.getReason()) && isOfPods(event))
                .filter(event -> isSince(time(event)))
                .max(Comparator.comparing(event -> String.valueOf(time(event))))
                .map(event -> event.getReason() + ": " + event.getMessage())
                .map(text -> text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text);
    }

    private boolean isOfPods(Event event) {
        return "Pod".equals(event.getInvolvedObject().getKind())
                && names.contains(event.getInvolvedObject().getName());
    }

    /** A ReplicaSet or StatefulSet, which gives its pods its own name with an ending. */
    private boolean isOfOwner(Event event) {
        String owner = event.getInvolvedObject().getName() + "-";
        return names.stream().anyMatch(name -> name.startsWith(owner));
    }

    /** When it was seen last; the scheduler gives no other than {@code eventTime}. */
    private static @Nullable String time(Event event) {
        return event.getLastTimestamp() != null || event.getEventTime() == null
                ? event.getLastTimestamp()
                : event.getEventTime().getTime();
    }

    private boolean isSince(@Nullable String time) {
        try {
            return time != null && !Instant.parse(time).isBefore(since.minusSeconds(1));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
