package com.example.chaos;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.spi.ProbeProvider;
import dev.holograph.chaos.testkit.ProbeContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SpoolProbeTest extends ProbeContract {

    private static final Location HERE = new Location("local.yaml", 1, 1);

    @TempDir
    private Path folder;

    private Path spool;

    @BeforeEach
    void fill() throws Exception {
        spool = Files.createDirectories(folder.resolve("spool"));
        Files.writeString(spool.resolve("1.job"), "draw");
    }

    @Override
    protected ProbeProvider provider() {
        return new SpoolProbeProvider();
    }

    @Override
    protected ProbeQuery query() {
        return new SpoolQuery("files", ".job");
    }

    @Override
    protected TargetSpec target() {
        return new TargetSpec("inbox", null, false, null, new SpoolTarget(spool.toString()), HERE);
    }

    @Override
    protected TargetSpec unsuited() {
        return new TargetSpec("inbox", null, false, "http://127.0.0.1:1", HERE);
    }

    @Override
    protected void silence() throws Exception {
        Files.delete(spool.resolve("1.job"));
        Files.delete(spool);
    }
}
