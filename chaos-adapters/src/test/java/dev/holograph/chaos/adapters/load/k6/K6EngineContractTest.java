package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.load.EngineRuns;
import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.testkit.LoadEngineContract;
import java.util.Map;

class K6EngineContractTest extends LoadEngineContract {

    @Override
    protected LoadEngineProvider provider() {
        return new K6LoadEngineProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("chaos.k6", EngineRuns.k6().toString());
    }

    @Override
    protected void begin() {
        EngineRuns.k6();
    }
}
