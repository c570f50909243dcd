package dev.holograph.chaos.adapters.message.webhook;

import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.ScenarioOutcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** A message as JSON. Keys may be added; what a key means changes only with the version. */
final class WebhookJson {

    static final int VERSION = 1;

    private WebhookJson() {}

    static String json(OutcomeMessage message) {
        return new JsonObject()
                .put("version", VERSION)
                .put("id", message.id())
                .put("result", message.result().name())
                .put("headline", message.headline())
                .put("project", message.project())
                .put("environment", message.environment())
                .put("commit", message.commit())
                .put("started", message.started().toString())
                .put("ended", message.ended().toString())
                .put("problem", message.problem())
                .put("scenarios", array(message.scenarios(), WebhookJson::scenario))
                .put("links", array(message.links(), link -> new JsonObject()
                        .put("name", link.name())
                        .put("url", link.url())))
                .encode();
    }

    private static JsonObject scenario(ScenarioOutcome scenario) {
        return new JsonObject()
                .put("scenario", scenario.scenario())
                .put("title", scenario.title())
                .put("environment", scenario.environment())
                .put("result", scenario.result().name())
                .put(
                        "before",
                        scenario.before() == null ? null : scenario.before().name())
                .put("fixed", scenario.isFixed())
                .put("run", scenario.run())
                .put("started", scenario.started().toString())
                .put("ended", scenario.ended().toString())
                .put("summary", scenario.summary())
                .put("reasons", new JsonArray(scenario.reasons()))
                .put("objectives", array(scenario.objectives(), WebhookJson::objective))
                .put("report", scenario.report());
    }

    private static JsonObject objective(Finding finding) {
        return new JsonObject()
                .put("role", finding.role() == null ? null : finding.role().key())
                .put("objective", finding.subject())
                .put("result", finding.result().name())
                .put("when", finding.when())
                .put("bound", finding.bound())
                .put("measured", finding.measured())
                .put("sentence", finding.sentence());
    }

    private static <T> JsonArray array(List<T> things, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        things.forEach(thing -> array.add(json.apply(thing)));
        return array;
    }
}
