package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveParser;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Validated;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An objective as it was written, to be parsed again; the tighter bound, whose text is gone, by its parts. */
final class ObjectiveJson {

    private ObjectiveJson() {}

    static JsonObject write(Objective objective) {
        JsonObject json = new JsonObject().put("objective", objective.text()).put("name", objective.name());
        if (objective.warn() != null) {
            json.put("warn", bound(objective.warn()));
        }
        return json.put("noDataPasses", objective.noDataPasses())
                .put("line", objective.location().line());
    }

    /** @param faults the names that it may speak of */
    static Objective read(Fields fields, ObjectiveRole role, String file, Set<String> faults) {
        String text = fields.text("objective");
        Location at = new Location(file, (int) fields.number("line"), 1);
        Validated<Objective> parsed = new ObjectiveParser(text, at, role, faults)
                .parse(fields.text("name"), null, fields.flag("noDataPasses"));
        if (!parsed.isValid()) {
            throw new IllegalArgumentException("'" + text + "' is no objective of this version");
        }
        Objective objective = parsed.get();
        Fields warn = fields.blockOrNull("warn");
        return new Objective(
                objective.name(),
                objective.text(),
                objective.indicator(),
                objective.comparison(),
                objective.bound(),
                warn == null ? null : bound(warn),
                objective.span(),
                objective.moment(),
                objective.noDataPasses(),
                at);
    }

    private static JsonObject bound(Bound bound) {
        if (bound instanceof Bound.Relative relative) {
            return new JsonObject()
                    .put("factor", relative.factor())
                    .put("offset", quantity(relative.offset()))
                    .put("floor", quantity(relative.floor()));
        }
        return new JsonObject().put("absolute", quantity(((Bound.Absolute) bound).value()));
    }

    private static Bound bound(Fields fields) {
        Fields absolute = fields.blockOrNull("absolute");
        return absolute != null
                ? new Bound.Absolute(quantity(absolute))
                : new Bound.Relative(
                        fields.fraction("factor"),
                        optional(fields.blockOrNull("offset")),
                        optional(fields.blockOrNull("floor")));
    }

    private static @Nullable JsonObject quantity(@Nullable Quantity quantity) {
        return quantity == null
                ? null
                : new JsonObject()
                        .put("value", quantity.value())
                        .put("dimension", quantity.dimension().name());
    }

    private static Quantity quantity(Fields fields) {
        return new Quantity(fields.fraction("value"), fields.word("dimension", Dimension.class));
    }

    private static @Nullable Quantity optional(@Nullable Fields fields) {
        return fields == null ? null : quantity(fields);
    }
}
