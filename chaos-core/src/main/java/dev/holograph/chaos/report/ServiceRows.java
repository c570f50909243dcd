package dev.holograph.chaos.report;

import dev.holograph.chaos.report.ReportModel.ServiceRow;
import dev.holograph.chaos.run.ServiceLog;
import dev.holograph.chaos.scenario.Phase;
import java.util.List;

/** Puts into rows what services printed about trouble from the baseline on. */
public final class ServiceRows {

    /** Lines shown of one service; the log has the rest. */
    private static final int SHOWN = 10;

    private ServiceRows() {}

    /** A row for each service that printed any. */
    public static List<ServiceRow> of(List<ServiceLog> services) {
        return services.stream()
                .map(ServiceRows::row)
                .filter(row -> !row.lines().isEmpty())
                .toList();
    }

    private static ServiceRow row(ServiceLog service) {
        List<ServiceLog.Line> lines = service.lines().stream()
                .filter(line -> line.perPhase().keySet().stream().anyMatch(phase -> phase != Phase.WARMUP))
                .toList();
        long others = service.others()
                + lines.stream().skip(SHOWN).mapToLong(ServiceLog.Line::count).sum();
        return new ServiceRow(
                service.service(),
                service.log(),
                lines.stream().limit(SHOWN).map(ServiceRows::line).toList(),
                others == 0 ? "" : others + " more lines of other kinds");
    }

    private static ServiceRow.Line line(ServiceLog.Line line) {
        return new ServiceRow.Line(
                line.isError() ? "ERROR" : "WARN",
                line.text(),
                count(line, Phase.BASELINE),
                count(line, Phase.FAULT),
                count(line, Phase.RECOVERY));
    }

    private static String count(ServiceLog.Line line, Phase phase) {
        return Long.toString(line.perPhase().getOrDefault(phase, 0L));
    }
}
