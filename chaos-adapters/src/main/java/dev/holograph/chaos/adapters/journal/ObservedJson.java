package dev.holograph.chaos.adapters.journal;

import dev.holograph.chaos.run.ServiceLog;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.slo.Acknowledgements;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.slo.FailureCount;
import dev.holograph.chaos.slo.FaultRecord;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.LedgerResult;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Window;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of what was observed. */
final class ObservedJson {

    private ObservedJson() {}

    static JsonObject write(RunTimes times) {
        return new JsonObject()
                .put("firstDue", text(times.firstDue()))
                .put("baseline", text(times.baseline()))
                .put("fault", text(times.fault()))
                .put("recovery", text(times.recovery()))
                .put("end", text(times.end()));
    }

    static RunTimes times(Fields fields) {
        return new RunTimes(
                fields.instant("firstDue"),
                fields.instantOrNull("baseline"),
                fields.instantOrNull("fault"),
                fields.instantOrNull("recovery"),
                fields.instantOrNull("end"));
    }

    static JsonObject write(FaultRecord fault) {
        return new JsonObject()
                .put("name", fault.name())
                .put("description", fault.description())
                .put("lasting", fault.lasting())
                .put("injectionRequested", text(fault.injectionRequested()))
                .put("injectionConfirmed", text(fault.injectionConfirmed()))
                .put("undoRequested", text(fault.undoRequested()))
                .put("undoConfirmed", text(fault.undoConfirmed()))
                .put(
                        "evidence",
                        ScenarioJson.array(fault.evidence().stream()
                                .map(one -> new JsonObject()
                                        .put("kind", one.kind().name())
                                        .put("text", one.text())
                                        .put("notBack", one.notBack())
                                        .put("traffic", write(one.traffic())))
                                .toList()))
                .put("undoProblem", fault.undoProblem());
    }

    static FaultRecord fault(Fields fields) {
        return new FaultRecord(
                fields.text("name"),
                fields.text("description"),
                fields.flag("lasting"),
                fields.instant("injectionRequested"),
                fields.instant("injectionConfirmed"),
                fields.instantOrNull("undoRequested"),
                fields.instantOrNull("undoConfirmed"),
                fields.list(
                        "evidence",
                        one -> new Evidence(
                                one.word("kind", Evidence.Kind.class),
                                one.text("text"),
                                one.textOrNull("notBack"),
                                traffic(one.blockOrNull("traffic")))),
                fields.textOrNull("undoProblem"));
    }

    private static @Nullable JsonObject write(Evidence.@Nullable Traffic traffic) {
        return traffic == null
                ? null
                : new JsonObject().put("requests", traffic.requests()).put("unread", traffic.unread());
    }

    private static Evidence.@Nullable Traffic traffic(@Nullable Fields fields) {
        return fields == null ? null : new Evidence.Traffic(fields.number("requests"), fields.number("unread"));
    }

    static JsonObject write(ServiceLog service) {
        return new JsonObject()
                .put("service", service.service())
                .put("log", service.log())
                .put("others", service.others())
                .put(
                        "lines",
                        ScenarioJson.array(service.lines().stream()
                                .map(ObservedJson::write)
                                .toList()));
    }

    /** For whoever reads the file: reports work it out from what each load left. */
    static JsonObject write(FailureCount failures) {
        return new JsonObject()
                .put("load", failures.load())
                .put("request", failures.request())
                .put("reason", failures.reason().kind().id())
                .put("detail", failures.reason().detail())
                .put("count", failures.count())
                .put("perPhase", counts(failures.perPhase()))
                .put("first", failures.first().toString())
                .put("last", failures.last().toString());
    }

    private static JsonObject counts(Map<Phase, Long> perPhase) {
        JsonObject counts = new JsonObject();
        new TreeMap<>(perPhase).forEach((phase, count) -> counts.put(phase.word(), count));
        return counts;
    }

    private static JsonObject write(ServiceLog.Line line) {
        return new JsonObject()
                .put("error", line.isError())
                .put("text", line.text())
                .put("count", counts(line.perPhase()));
    }

    static ServiceLog service(Fields fields) {
        return new ServiceLog(
                fields.text("service"),
                fields.text("log"),
                fields.list("lines", ObservedJson::line),
                fields.number("others"));
    }

    private static ServiceLog.Line line(Fields fields) {
        Fields counts = fields.block("count");
        Map<Phase, Long> perPhase = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            if (counts.has(phase.word())) {
                perPhase.put(phase, counts.number(phase.word()));
            }
        }
        return new ServiceLog.Line(fields.flag("error"), fields.text("text"), perPhase);
    }

    static JsonObject write(LedgerResult ledger) {
        return new JsonObject()
                .put("acknowledged", ledger.acknowledged())
                .put("acknowledgedDuringFault", ledger.acknowledgedDuringFault())
                .put("found", ledger.found())
                .put("foundLate", ledger.foundLate())
                .put("latest", ledger.latest().toString())
                .put("lost", ledger.lost().count())
                .put("unknown", ledger.unknown().count());
    }

    /**
     * @param lost from its file
     * @param unknown likewise
     */
    static LedgerResult ledger(Fields fields, Acknowledgements lost, Acknowledgements unknown) {
        return new LedgerResult(
                fields.number("acknowledged"),
                fields.number("acknowledgedDuringFault"),
                fields.number("found"),
                fields.has("foundLate") ? fields.number("foundLate") : 0,
                fields.has("latest") ? fields.duration("latest") : Duration.ZERO,
                lost,
                unknown);
    }

    static JsonObject write(Finding finding) {
        return new JsonObject()
                .put("result", finding.result().name())
                .put("role", finding.role() == null ? null : finding.role().name())
                .put("subject", finding.subject())
                .put("when", finding.when())
                .put("bound", finding.bound())
                .put("measured", finding.measured())
                .put("sentence", finding.sentence());
    }

    static Finding finding(Fields fields) {
        return new Finding(
                fields.word("result", Result.class),
                fields.textOrNull("role") == null ? null : fields.word("role", ObjectiveRole.class),
                fields.text("subject"),
                fields.text("when"),
                fields.textOrNull("bound"),
                fields.textOrNull("measured"),
                fields.text("sentence"));
    }

    static JsonObject write(Window window) {
        return new JsonObject().put("from_us", window.from()).put("to_us", window.to());
    }

    static Window window(Fields fields) {
        return new Window(fields.number("from_us"), fields.number("to_us"));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
