package com.example.chaos;

import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeType;
import dev.holograph.chaos.scenario.ProbeQuery;
import java.util.List;

/** Asks a spool how many files it has: {@code jobs: { spool: files, ending: .job, target: inbox }}. */
@ProbeType(name = "spool", waits = false)
public record SpoolQuery(
        @Key(name = "spool", doc = "asks a spool how many files it has", words = "files") String what,

        @Key(
                doc = "counts only files whose names end so",
                examples = ".job",
                pattern = "\\.[a-z]+",
                otherwise = "is no ending; write .job",
                shown = true)
        String ending)
        implements ProbeQuery {

    @Override
    public String words() {
        return what + (ending == null ? "" : " ending in " + ending);
    }

    /** Whether the folder could be read, and how many files there are. */
    @Override
    public List<String> endings() {
        return List.of(Probe.OK, Probe.VALUE);
    }
}
