package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.LoadEngineProvider;
import dev.holograph.chaos.testkit.LoadEngineContract;

class EmbeddedEngineContractTest extends LoadEngineContract {

    @Override
    protected LoadEngineProvider provider() {
        return new EmbeddedLoadEngineProvider();
    }
}
