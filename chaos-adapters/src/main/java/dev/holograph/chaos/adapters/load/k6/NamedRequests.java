package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.slo.OutcomeSink;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Where rows about a request report, by the name that the load gives it. No row becomes an object. */
final class NamedRequests {

    private static final byte[] KEY = RowBytes.ascii("request=");

    private record Named(byte[] name, OutcomeSink sink) {}

    private final OutcomeSink sink;
    private final List<Named> named;

    private NamedRequests(OutcomeSink sink, List<Named> named) {
        this.sink = sink;
        this.named = named;
    }

    /** Names for a load that makes one kind of request. */
    static NamedRequests none(OutcomeSink sink) {
        return new NamedRequests(sink, List.of());
    }

    static NamedRequests of(Profile profile, OutcomeSink sink) {
        return new NamedRequests(
                sink,
                profile.parts().stream()
                        .map(Profile.Part::name)
                        .filter(Objects::nonNull)
                        .map(name -> new Named(RowBytes.ascii(name), sink.forRequest(name)))
                        .toList());
    }

    /** @throws CsvRows.BadRowException if the row does not say which of several kinds of requests it is about */
    OutcomeSink of(RowMetadata metadata) throws CsvRows.BadRowException {
        if (named.isEmpty()) {
            return sink;
        }
        int at = metadata.need(KEY);
        for (Named one : named) {
            if (metadata.is(one.name, at)) {
                return one.sink;
            }
        }
        throw metadata.bad("a request of this load is named "
                + named.stream()
                        .map(one -> RowBytes.text(one.name, 0, one.name.length))
                        .collect(Collectors.joining(" or ")));
    }
}
