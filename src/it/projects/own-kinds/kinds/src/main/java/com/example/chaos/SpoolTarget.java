package com.example.chaos;

import dev.holograph.chaos.plan.TargetKind;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.TargetType;
import dev.holograph.chaos.scenario.Key;
import java.nio.file.Path;
import java.util.List;

/** A target that is a spool: a folder of files. While it has a file LOCK, programs put nothing into it. */
@TargetType(name = "spool", doc = "a folder into which programs put files")
public record SpoolTarget(
        @Key(doc = "the folder, relative to where the build runs", needed = "folder: target/spool", shown = true)
        String folder)
        implements TargetKind {

    public static final String LOCK = "LOCK";

    public SpoolTarget {
        if (folder.contains("..")) {
            throw new IllegalArgumentException("folder: '" + folder + "' must not lead out of the project by ..");
        }
    }

    /** The spool that a target is, for drivers and probes. */
    static SpoolTarget of(TargetSpec target) {
        SpoolTarget spool = target.as(SpoolTarget.class);
        if (spool == null) {
            throw new IllegalArgumentException(
                    "target '" + target.name() + "' is no spool; write spool: { folder: target/spool }");
        }
        return spool;
    }

    Path path() {
        return Path.of(folder);
    }

    @Override
    public String shown() {
        return "spool " + folder;
    }

    /** The guard lists it as {@code spool:target/spool}. */
    @Override
    public List<String> places() {
        return List.of(folder);
    }
}
