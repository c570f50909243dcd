package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.testkit.FaultDriverContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ToxicLatencyContractTest extends FaultDriverContract<Latency> {

    @TempDir
    private Path folder;

    private RealToxiproxy toxiproxy;

    @BeforeEach
    void start() throws Exception {
        toxiproxy = new RealToxiproxy(folder);
    }

    @AfterEach
    void stop() throws Exception {
        if (toxiproxy != null) {
            toxiproxy.close();
        }
    }

    @Override
    protected DriverProvider provider() {
        return new ToxiproxyDriverProvider();
    }

    @Override
    protected Latency fault() {
        return ToxicSteps.latency(200, Direction.BOTH);
    }

    @Override
    protected TargetSpec target() {
        return new TargetSpec(RealToxiproxy.PROXY, null, false, "tcp://127.0.0.1:" + toxiproxy.port(), ToxicSteps.HERE);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("chaos.toxiproxy.url", toxiproxy.url());
    }

    @Override
    protected String world() throws Exception {
        return toxiproxy.toxics().toString();
    }

    /** What Toxiproxy says is all that there is to see from outside. */
    @Override
    protected Evidence.Kind evidence() {
        return Evidence.Kind.CLAIMED;
    }
}
