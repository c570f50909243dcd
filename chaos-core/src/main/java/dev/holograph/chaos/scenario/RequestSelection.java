package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests that an objective speaks of: {@code {load=readers,request=search}}.
 *
 * @param load the name of the load that makes them; {@code null}: any
 * @param request the name that the load gives them; {@code null}: any
 */
public record RequestSelection(
        @Nullable String load, @Nullable String request) {

    /** All that are due. */
    public static final RequestSelection ALL = new RequestSelection(null, null);

    public static final String LOAD = "load";
    public static final String REQUEST = "request";

    /** The selections of a scenario's objectives, each once, without {@link #ALL}. */
    public static List<RequestSelection> of(Scenario scenario) {
        Set<RequestSelection> found = new LinkedHashSet<>();
        for (ObjectiveRole role : ObjectiveRole.values()) {
            scenario.objectives(role).forEach(one -> found.add(one.indicator().requests()));
        }
        found.remove(ALL);
        return List.copyOf(found);
    }

    public boolean isAll() {
        return load == null && request == null;
    }

    /** @param named what the load calls the request; {@code null} if it makes only one kind */
    public boolean selects(String ofLoad, @Nullable String named) {
        return (load == null || load.equals(ofLoad)) && (request == null || request.equals(named));
    }

    /** The share of a load's requests that are meant, from 0 to 1. */
    public double shareOf(Load one) {
        if (one.isObserved() || (load != null && !load.equals(one.name()))) {
            return 0;
        }
        if (request == null) {
            return 1;
        }
        double meant = 0;
        double all = 0;
        for (Profile.Part kind : one.profile().parts()) {
            all += kind.weight();
            meant += request.equals(kind.name()) ? kind.weight() : 0;
        }
        return all == 0 ? 0 : meant / all;
    }

    /** Whether some requests of a load are meant and some are not. */
    public boolean isPartOf(Load one) {
        double share = shareOf(one);
        return share > 0 && share < 1;
    }

    /** What is wrong with it in a scenario with these loads; {@code null} if requests of one of them are meant. */
    @Nullable Violation violation(Location at, Collection<Load> loads) {
        List<Load> counted = loads.stream().filter(one -> !one.isObserved()).toList();
        if (load != null && counted.stream().noneMatch(one -> one.name().equals(load))) {
            return Violation.unknown(
                    at, "load", load, counted.stream().map(Load::name).toList());
        }
        List<String> names = new ArrayList<>();
        counted.stream()
                .filter(one -> load == null || one.name().equals(load))
                .flatMap(one -> one.profile().parts().stream())
                .map(Profile.Part::name)
                .forEach(name -> {
                    if (name != null) {
                        names.add(name);
                    }
                });
        if (request == null || names.contains(request)) {
            return null;
        }
        return names.isEmpty()
                ? Violation.of(at, "no request here is named '" + request + "'")
                        .withHint("give the requests of the load names: http: { requests: [ { name: " + request
                                + ", … } ] }")
                : Violation.unknown(at, "request", request, names);
    }

    /** As it is written; empty for all requests. */
    @Override
    public String toString() {
        if (isAll()) {
            return "";
        }
        List<String> tags = new ArrayList<>();
        if (load != null) {
            tags.add(LOAD + "=" + load);
        }
        if (request != null) {
            tags.add(REQUEST + "=" + request);
        }
        return "{" + String.join(",", tags) + "}";
    }
}
