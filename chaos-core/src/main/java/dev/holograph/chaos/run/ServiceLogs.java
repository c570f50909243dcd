package dev.holograph.chaos.run;

import dev.holograph.chaos.scenario.Phase;
import dev.holograph.chaos.spi.LogSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Counts what services print about trouble, by phase. Lines that differ in numbers alone are one kind. */
final class ServiceLogs {

    /** Kinds of lines kept of one service. */
    private static final int MOST_KINDS = 50;

    private static final int LONGEST = 500;

    /** Numbers, and words made of digits and letters up to f: times, addresses, ids. */
    private static final Pattern NUMBERS = Pattern.compile("\\b(?=[0-9a-fA-F-]*\\d)[0-9a-fA-F-]+|\\d+");

    private final UnaryOperator<String> mask;
    private final Map<String, Kinds> services = new LinkedHashMap<>();

    /** @param mask takes secrets out of a line */
    ServiceLogs(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    private static final class Kinds {
        private final String log;
        private final Map<String, Kind> kinds = new LinkedHashMap<>();
        private long others;

        Kinds(String log) {
            this.log = log;
        }
    }

    private record Kind(LogSink.Level level, String first, Map<Phase, Long> counts) {

        long under(Phase phase) {
            return counts.getOrDefault(phase, 0L);
        }

        ServiceLog.Line line() {
            return new ServiceLog.Line(level == LogSink.Level.ERROR, first, counts);
        }
    }

    /** Counts lines that came in this phase. */
    LogSink during(Phase phase) {
        return (service, log, level, text) -> add(phase, service, log, level, text);
    }

    private void add(Phase phase, String service, String log, LogSink.Level level, String text) {
        Kinds of = services.computeIfAbsent(service, name -> new Kinds(log));
        String line = mask.apply(text.strip());
        String kind = NUMBERS.matcher(line).replaceAll("0");
        Kind known = of.kinds.get(kind);
        if (known == null && of.kinds.size() >= MOST_KINDS) {
            of.others++;
            return;
        }
        if (known == null) {
            String shown = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
            known = new Kind(level, shown, new EnumMap<>(Phase.class));
            of.kinds.put(kind, known);
        }
        known.counts().merge(phase, 1L, Long::sum);
    }

    /** Lines of the services that printed any. */
    List<ServiceLog> all() {
        List<ServiceLog> all = new ArrayList<>();
        Comparator<Kind> order = Comparator.<Kind>comparingLong(kind -> -kind.under(Phase.FAULT))
                .thenComparing(Kind::level)
                .thenComparingLong(kind -> -kind.line().count());
        services.forEach((service, kinds) -> all.add(new ServiceLog(
                service,
                kinds.log,
                kinds.kinds.values().stream().sorted(order).map(Kind::line).toList(),
                kinds.others)));
        return all;
    }
}
