package dev.holograph.chaos.scenario;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests arrive at the system and when. Every request that is due gets exactly one {@link Outcome}, but for an
 * observed load, whose script alone knows them.
 *
 * @param name tells several loads of a scenario apart; {@code load} where there is one
 * @param script a k6 script to run instead of the one made from the profile; it keeps the k6 contract
 * @param timeout after this, counted from the moment a request was due, it has failed
 * @param scriptFolder the folder of a pack, relative to the project: its script reads no file outside; {@code null}: it may
 * @param data a file whose rows give requests their <code>{data.column}</code>, relative to the project
 * @param location where its profile is written
 * @param variables values of the build's variables in its file: no sample of an answer that echoes them may show them
 * @param setup the request that is made before it starts; {@code null}: none
 */
public record Load(
        String name,
        Profile profile,
        ArrivalModel arrivals,
        Duration timeout,
        @Nullable String script,
        @Nullable String scriptFolder,
        @Nullable String data,
        Location location,
        List<String> variables,
        @Nullable SetupRequest setup) {

    public Load {
        variables = List.copyOf(variables);
    }

    /** A load without a setup. */
    public Load(
            String name,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            @Nullable String script,
            @Nullable String scriptFolder,
            @Nullable String data,
            Location location,
            List<String> variables) {
        this(name, profile, arrivals, timeout, script, scriptFolder, data, location, variables, null);
    }

    /** A load whose script, if any, is no pack's. */
    public Load(
            String name,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            @Nullable String script,
            @Nullable String data,
            Location location,
            List<String> variables) {
        this(name, profile, arrivals, timeout, script, null, data, location, variables);
    }

    /** A load without data. */
    public Load(
            String name,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            @Nullable String script,
            Location location,
            List<String> variables) {
        this(name, profile, arrivals, timeout, script, null, location, variables);
    }

    /** A load whose file has no variables of the build. */
    public Load(
            String name,
            Profile profile,
            ArrivalModel arrivals,
            Duration timeout,
            @Nullable String script,
            Location location) {
        this(name, profile, arrivals, timeout, script, location, List.of());
    }

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Without values of variables, which may be secrets. */
    @Override
    public String toString() {
        return "Load[" + name + ", " + profile + ", " + arrivals + ", " + location + "]";
    }

    /** A load of which only the metrics are seen that its script records: none of its requests counts as due. */
    public boolean isObserved() {
        return profile instanceof Profile.ByScript;
    }
}
