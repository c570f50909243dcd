package dev.holograph.chaos.adapters.probe.http;

import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the number in a probe's answers. That there is none is told once: it will hardly be different next time. */
final class JsonNumber {

    private final Probe probe;
    private final ProbeQuery.Http query;
    private final @Nullable JsonPointer pointer;
    private final Consumer<String> progress;
    private boolean hasTold;

    JsonNumber(Probe probe, ProbeQuery.Http query, Consumer<String> progress) {
        this.probe = probe;
        this.query = query;
        this.pointer = query.pointer() == null ? null : JsonPointer.from(query.pointer());
        this.progress = progress;
    }

    /** Empty where none is asked for, or there is none. What stands there instead is not shown: it may be a secret. */
    OptionalDouble in(Buffer body) {
        if (pointer == null) {
            return OptionalDouble.empty();
        }
        Object found;
        try {
            found = pointer.queryJson(Json.decodeValue(body));
        } catch (DecodeException e) {
            return none("the answer is no JSON");
        }
        if (found instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        return none(found == null ? "there is nothing" : "there is no number");
    }

    private OptionalDouble none(String why) {
        if (!hasTold) {
            hasTold = true;
            progress.accept("probe " + probe.name() + ": " + why + " at " + query.pointer() + " of the answer to "
                    + query.path() + "; " + probe.value() + " has no data");
        }
        return OptionalDouble.empty();
    }
}
