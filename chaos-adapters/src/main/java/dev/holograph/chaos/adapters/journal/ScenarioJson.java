package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.ParameterValue;
import dev.holograph.chaos.scenario.Phases;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.RecoveryRule;
import dev.holograph.chaos.scenario.Scenario;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A scenario as it was carried out, with all that a verdict depends on. Its faults are written for people: what happened
 * is told by the records of the faults, so that reading needs none of their classes and gives a scenario without them.
 */
final class ScenarioJson {

    private ScenarioJson() {}

    static JsonObject write(Scenario scenario) {
        Phases phases = scenario.duration();
        JsonObject json = new JsonObject()
                .put("name", scenario.name())
                .put("file", scenario.file())
                .put("title", scenario.title())
                .put("hypothesis", scenario.hypothesis())
                .put("owner", scenario.owner())
                .put("links", new JsonArray(scenario.links()))
                .put("tags", new JsonArray(scenario.tags()))
                .put(
                        "loads",
                        array(scenario.loads().stream().map(LoadJson::write).toList()))
                .put("warmup", phases.warmup().toString())
                .put("baseline", phases.baseline().toString())
                .put("fault", phases.fault().toString())
                .put("recovery", phases.recovery().toString())
                .put(
                        "faults",
                        array(scenario.faults().stream()
                                .map(ScenarioJson::fault)
                                .toList()));
        for (ObjectiveRole role : ObjectiveRole.values()) {
            json.put(
                    role.key(),
                    array(scenario.objectives(role).stream()
                            .map(ObjectiveJson::write)
                            .toList()));
        }
        return json.put("recoveredOver", scenario.recovery().over().toString())
                .put("recoveredStable", scenario.recovery().stable().toString())
                .put("ledger", LedgerJson.write(scenario.ledger()))
                .put(
                        "probes",
                        array(scenario.probes().stream().map(ProbeJson::write).toList()))
                .put(
                        "parameters",
                        array(scenario.parameters().stream()
                                .map(ScenarioJson::parameter)
                                .toList()))
                .put("definition", scenario.definition());
    }

    static Scenario read(Fields fields) {
        String file = fields.text("file");
        Set<String> faults = new HashSet<>(fields.list("faults", fault -> fault.text("name")));
        return new Scenario(
                fields.text("name"),
                file,
                fields.text("title"),
                fields.textOrNull("hypothesis"),
                fields.textOrNull("owner"),
                fields.texts("links"),
                fields.texts("tags"),
                fields.list("loads", load -> LoadJson.read(load, file)),
                new Phases(
                        fields.duration("warmup"),
                        fields.duration("baseline"),
                        fields.duration("fault"),
                        fields.duration("recovery")),
                List.of(),
                objectives(fields, ObjectiveRole.STEADY_STATE, file, faults),
                objectives(fields, ObjectiveRole.EFFECT, file, faults),
                objectives(fields, ObjectiveRole.SLO, file, faults),
                objectives(fields, ObjectiveRole.ABORT_IF, file, faults),
                new RecoveryRule(fields.duration("recoveredOver"), fields.duration("recoveredStable")),
                LedgerJson.read(fields.blockOrNull("ledger"), file),
                fields.list("probes", probe -> ProbeJson.read(probe, file)),
                fields.has("parameters") ? fields.list("parameters", ScenarioJson::parameter) : List.of(),
                fields.has("definition") ? fields.text("definition") : "");
    }

    private static JsonObject parameter(ParameterValue value) {
        Quantity quantity = value.quantity();
        return new JsonObject()
                .put("name", value.name())
                .put("value", value.text())
                .put("unit", quantity == null ? null : quantity.dimension().name())
                .put("origin", value.origin())
                .put("varies", value.varies());
    }

    private static ParameterValue parameter(Fields fields) {
        String text = fields.text("value");
        String unit = fields.textOrNull("unit");
        Quantity quantity = unit == null ? null : Quantity.parse(text, Dimension.valueOf(unit));
        return new ParameterValue(fields.text("name"), text, quantity, fields.text("origin"), fields.flag("varies"));
    }

    static JsonArray array(List<JsonObject> objects) {
        return new JsonArray(objects);
    }

    private static List<Objective> objectives(Fields fields, ObjectiveRole role, String file, Set<String> faults) {
        return fields.list(role.key(), one -> ObjectiveJson.read(one, role, file, faults));
    }

    private static JsonObject fault(FaultStep step) {
        return new JsonObject()
                .put("name", step.name())
                .put("type", step.fault().type().name())
                .put("target", step.target())
                .put("at", step.at().toString())
                .put("length", step.length() == null ? null : step.length().toString())
                .put("repeat", step.repeat() == null ? null : step.repeat().toString());
    }
}
